import type { PlanResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { JobContext } from "../jobs.ts";
import type { Session, Solo } from "../ports.ts";
import { sentenceOf } from "../preflight/obstacle.ts";
import { findObstacle } from "../preflight/own-session.ts";
import { findLost, lostObjects } from "../snapshots/find-lost.ts";
import { measureRoom } from "../snapshots/measure-room.ts";
import { profileIfReadable } from "../tenancy/profile-of.ts";
import type { MigrationFile } from "./catalog.ts";
import { type Ahead, lookAtBuilds } from "./concurrently/look-ahead.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { findUnguarded } from "./find-unguarded.ts";
import { runElsewhere } from "./foreign/run-elsewhere.ts";
import { planApply, planRollback, type Selection } from "./plan.ts";
import { isLarge, type Statement, type Statements } from "./read/statement.ts";
import { countChecks } from "./read-checks.ts";
import { readForward } from "./read-forward.ts";
import { readRollbacks } from "./rollback.ts";
import type { Part, Place } from "./run-transaction.ts";
import { cutSegments } from "./segments.ts";
import { readStates } from "./state.ts";
import { statementFailure } from "./statement-failure.ts";
import { oneLine } from "./statements.ts";

export interface PlanRequest extends Selection {
	connection: string;
	direction: "apply" | "rollback";
}

/** What would run. For a rollback it is run and taken back, in one transaction, to know what is lost. Changes nothing. */
export async function planRun(deps: MigrationDeps, request: PlanRequest, signal: AbortSignal): Promise<PlanResult> {
	const catalog = await loadCatalog(deps, request.connection);
	const job: JobContext = { signal, report: () => {} };
	const { direction } = request;
	return withConnection(deps, request.connection, { signal }, async (session) => {
		const { obstacle } = await findObstacle(deps, request.connection, session);
		const inTheWay = obstacle ? [sentenceOf(obstacle)] : [];
		const known = await readStates(session, checkDeps(deps, job), catalog);
		if (direction === "apply") {
			const { steps, skipped, refusals, interrupted } = planApply(known, request);
			const elsewhere = await runElsewhere(session, catalog, steps);
			const statements = await readForward(deps.ports.sql, catalog.folder, steps);
			const ahead = await lookAtBuilds(session, deps.ports.sql, steps, statements);
			const unguarded = await findUnguarded(session, deps.ports.sql, steps, statements);
			const described = await describeForward(deps, steps, { statements, ahead: ahead.seen });
			const reasons = [...inTheWay, ...interrupted, ...refusals, ...elsewhere, ...ahead.refusals];
			const typed = unguarded.length > 0 ? { unguarded } : {};
			return { direction, steps: described, skipped, refusals: reasons, lost: [], ...typed };
		}
		const { steps, skipped, refusals: reasons } = planRollback(known, request);
		const refusals = [...inTheWay, ...reasons];
		const read = await readRollbacks(deps.ports.sql, catalog.folder, steps);
		const ahead = refusals.length > 0 ? { lost: [] } : await lookAhead(session, deps, request, read);
		return {
			direction,
			steps: read.flatMap((part) => describePart(steps, part)),
			skipped,
			refusals,
			...ahead,
		};
	});
}

async function describeForward(
	deps: MigrationDeps,
	steps: MigrationFile[],
	{ statements, ahead }: { statements: Map<string, Statements>; ahead: ReadonlyMap<Statement, Ahead> },
): Promise<PlanResult["steps"]> {
	const cut = async (step: MigrationFile) => {
		const segments = await cutSegments(deps.ports.sql, statements.get(step.id) ?? []);
		return describe(
			step,
			segments.map((segment) => ({
				...{ statements: segment.statements, count: segment.to - segment.from },
				solo: segment.kind === "alone" ? soloKind(segment.solo) : undefined,
				instead: segment.kind === "alone" ? ahead.get(segment.statements[0])?.instead : undefined,
			})),
		);
	};
	return Promise.all(steps.map(cut));
}

function describe(step: MigrationFile, segments: readonly Shown[]): PlanResult["steps"][number] {
	const planned = segments.flatMap(({ solo, statements, count, instead }, at) => {
		const alone = { alone: solo !== undefined, ...(solo ? { solo } : {}), ...(instead ? { instead } : {}) };
		const place = { segment: at + 1, ...alone };
		const own = statements.map(({ line, text }) => ({ line, text: oneLine(text), ...place }));
		const last = own.at(-1);
		const more = count - own.length;
		return last && more > 0 ? [...own, { ...last, text: `… and ${more} more statements` }] : own;
	});
	return { id: step.id, name: step.name, statements: planned, checkCount: countChecks(step) };
}

type PlannedSolo = NonNullable<PlanResult["steps"][number]["statements"][number]["solo"]>;

/** A new value of an enum closes its segment, and shares it. */
function soloKind({ kind }: Solo): PlannedSolo {
	return kind === "enum-value" ? "other" : kind;
}

/** What a plan shows of a segment: of a large file, the first statements of how many. */
interface Shown {
	/** Of a statement that runs alone. */
	solo: PlannedSolo | undefined;
	statements: readonly Statement[];
	count: number;
	/** Of a build that goes another way. */
	instead?: string[] | undefined;
}

/** A rollback is one transaction. */
function describePart(steps: MigrationFile[], { id, statements }: Part): PlanResult["steps"] {
	const shown = isLarge(statements) ? statements.first : statements;
	const together: Shown[] = [{ solo: undefined, statements: shown, count: statements.length }];
	return steps.filter((step) => step.id === id).map((step) => describe(step, together));
}

/** All run, in their order, in a transaction that is taken back. */
async function lookAhead(
	session: Session,
	deps: MigrationDeps,
	request: PlanRequest,
	parts: readonly Part[],
): Promise<Pick<PlanResult, "lost" | "exposed" | "room" | "barrierLeft">> {
	if (parts.length === 0) return { lost: [] };
	const at: Place = { part: undefined, statement: undefined };
	await session.execute("BEGIN; SET LOCAL row_security = off; SET LOCAL lock_timeout = '2s'");
	try {
		const scripts = parts.map(({ statements }) => statements);
		const { tables, exposed, leaving } = await findLost(session, scripts, {
			profile: await profileIfReadable(deps, request),
			began: (script, statement) => Object.assign(at, { part: parts[script], statement }),
		});
		at.statement = undefined;
		const room = tables.length > 0 ? { room: await measureRoom(session, deps.ports.snapshots, tables) } : {};
		const barrierLeft = leaving.map(({ left }) => left);
		return { lost: lostObjects(tables), exposed, ...room, ...(barrierLeft.length > 0 ? { barrierLeft } : {}) };
	} catch (caught) {
		throw at.statement ? statementFailure(caught, { ...at, state: "Nothing was changed.", before: [] }) : caught;
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}
