import type { RehearseResult } from "../../../contract/index.ts";
import { readCatalogue } from "../../catalogue/fingerprint.ts";
import { AppError } from "../../errors.ts";
import type { JobContext } from "../../jobs.ts";
import type { Catalog } from "../../migrations/catalog.ts";
import type { MigrationDeps } from "../../migrations/deps.ts";
import { readForward } from "../../migrations/read-forward.ts";
import { refuse } from "../../migrations/refusals.ts";
import { readRollbacks } from "../../migrations/rollback.ts";
import { withRunnerLock } from "../../migrations/runner-lock.ts";
import type { Session } from "../../ports.ts";
import { withOwnSession } from "../../preflight/own-session.ts";
import { readSizes } from "../measure.ts";
import { planRehearsal, type RehearsalPlan, type RehearseRequest } from "../plan-rehearsal.ts";
import { type Script, whyNotOnServer, whyNowhere } from "./cluster-wide.ts";
import { readAccess } from "./copy-access.ts";
import { readRoles } from "./copy-roles.ts";
import { type Copied, copySchema } from "./copy-schema.ts";
import { onEmbedded } from "./on-embedded.ts";
import { onServer } from "./on-server.ts";
import type { Place } from "./place.ts";
import { readDatabase } from "./read-database.ts";
import { withScratchRun } from "./scratch-run.ts";
import { upDownUp } from "./up-down-up.ts";

interface Work {
	deps: MigrationDeps;
	catalog: Catalog;
	request: RehearseRequest;
	job: JobContext;
	plan: RehearsalPlan;
	/** The target's catalogue and sizes. */
	lines: string[];
	sizes: ReadonlyMap<string, number>;
}

/** In a copy of the target's schema: nothing on the target is locked or run. Errors: as of a real run; REFUSED where there can be no copy. */
export function rehearseScratch(
	deps: MigrationDeps,
	{ catalog, request }: { catalog: Catalog; request: RehearseRequest },
	job: JobContext,
): Promise<RehearseResult> {
	return withOwnSession(deps, request.connection, { signal: job.signal }, async (session) => {
		const work = await withRunnerLock(session, { clock: deps.ports.clock, ...job }, async (): Promise<Work> => {
			const plan = await planRehearsal(session, deps, { catalog, request, job });
			const { lines } = await readCatalogue(session);
			return { deps, catalog, request, job, plan, lines, sizes: await readSizes(session) };
		});
		if (work.plan.steps.length === 0) return { rehearsal: [], skipped: work.plan.skipped };
		const own = await scriptsOf(work);
		refuse(await whyNowhere(deps, own), "Not everything here can be rehearsed.");
		if (request.scratch !== "embedded") {
			refuse(await whyNotOnServer(session, deps, own), "Not everything here can be rehearsed on this server.");
		}
		return inPlace(session, work, (place) => rehearseThere(session, work, place));
	});
}

/** Everything that will run beside the copy: forward and back. */
async function scriptsOf({ deps, catalog, plan }: Work): Promise<Script[]> {
	const rollbacks = await readRollbacks(deps.ports.sql, catalog.folder, plan.steps);
	return [
		...plan.steps.map(({ id, forward }) => ({ path: forward.path, statements: plan.statements.get(id) ?? [] })),
		...rollbacks.map(({ file, statements }) => ({ path: file.path, statements })),
	];
}

async function inPlace<T>(session: Session, work: Work, use: (place: Place) => Promise<T>): Promise<T> {
	const { deps, job, request } = work;
	const { connection } = request;
	const target = await readDatabase(session);
	if (request.scratch !== "embedded") return onServer(session, { deps, connection, job, target }, use);
	const [roles, access] = [await readRoles(session), await readAccess(session)];
	const { user } = await deps.connections.params(connection);
	return onEmbedded({ deps, job, target, user, roles, access }, use);
}

async function rehearseThere(session: Session, work: Work, place: Place): Promise<RehearseResult> {
	const { deps, catalog, request, job, plan, lines, sizes } = work;
	const { folder } = catalog;
	const copied = await copySchema(
		{
			...{ deps, job, folder, there: plan.there, notReplayed: await whyNotReplayed(session, work, place), lines },
			...{ serverVersion: session.serverVersion, target: await deps.connections.params(request.connection) },
		},
		place,
	);
	return withScratchRun(deps, place.params, job, async (scratch) => {
		const version = scratch.session.serverVersionText;
		const notes = [...copied.notes, ...otherVersion(session, scratch.session)];
		const facts = { ...copied, notes, version, server: place.server, database: place.params.database };
		const rehearsal: RehearseResult["rehearsal"] = [];
		const skipped = [...plan.skipped];
		for (const [at, step] of plan.steps.entries()) {
			const own = { step, statements: plan.statements.get(step.id) ?? [], folder, profile: request.tenancy, sizes };
			const numbered = { first: at + 1, of: plan.steps.length };
			const { migration, stands } = await upDownUp(scratch, own, numbered).catch((caught: unknown) => {
				throw copied.equalsTarget ? caught : inAnotherSchema(caught, copied);
			});
			rehearsal.push(migration);
			if (stands) continue;
			const reason = `${step.id} could not be run again after its rollback, and this would stand on it`;
			skipped.push(...plan.steps.slice(at + 1).map(({ id }) => ({ id, reason })));
			break;
		}
		return { rehearsal, skipped, scratch: facts };
	});
}

/** It may have failed only because the copy lacks what the target has: that is said. */
function inAnotherSchema(caught: unknown, { differences, notes }: Copied): unknown {
	if (!(caught instanceof AppError) || caught.code === "CANCELLED") return caught;
	const hint = `The scratch database was not the same as the target (${differences.length} lines differ, such as ${differences[0]}), so it may go otherwise there. ${notes.join(" ")}`;
	return new AppError(
		caught.code,
		caught.message,
		{ ...caught.data, hint: `${hint} ${caught.data.hint ?? ""}`.trim() },
		caught,
	);
}

/** Why the recorded migrations are not run anew there. */
async function whyNotReplayed(session: Session, { deps, catalog, plan }: Work, place: Place): Promise<string[]> {
	const notHere = plan.there.flatMap(({ id, foreign }) =>
		foreign?.notRun === undefined ? [] : [`${id}: ${foreign.notRun}.`],
	);
	if (notHere.length > 0) return notHere;
	const statements = await readForward(deps.ports.sql, catalog.folder, plan.there);
	const scripts = plan.there.map(({ id, forward }) => ({ path: forward.path, statements: statements.get(id) ?? [] }));
	const remote = await whyNowhere(deps, scripts);
	return place.server === "embedded" ? remote : [...remote, ...(await whyNotOnServer(session, deps, scripts))];
}

function otherVersion(target: Session, scratch: Session): string[] {
	if (target.serverVersionText === scratch.serverVersionText) return [];
	return [
		`The scratch database is on PostgreSQL ${scratch.serverVersionText}, the target on ${target.serverVersionText}: what the two do differently is not seen here.`,
	];
}
