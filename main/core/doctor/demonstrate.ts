/** Shows what a finding lets happen: runs its steps in a transaction that is always rolled back. */
import type { Demonstrated } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Cell, Session } from "../ports.ts";
import { quoteIdent } from "../sql/quote.ts";
import { chooseTenant } from "../tenancy/choose-tenant.ts";
import type { Demonstration, Step } from "./check.ts";
import { choosePair, type Pair } from "./choose-pair.ts";
import type { DoctorDeps } from "./deps.ts";
import { allFindings, type Look, readScene } from "./examine.ts";
import type { Scene } from "./scene.ts";

export interface DemonstrateRequest extends Look {
	check: string;
	object: string;
	/** Id or slug of the tenant who looks. */
	tenant?: string | undefined;
}

/** Rows of an answer that are told. */
const SHOWN = 50;

const LIMITS =
	"SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '20s'; SET LOCAL row_security = on";

export function demonstrate(
	deps: DoctorDeps,
	request: DemonstrateRequest,
	signal?: AbortSignal,
): Promise<Demonstrated> {
	const began = deps.ports.clock.monotonic();
	return withConnection(deps, request.connection, signal ? { signal, endsWithSignal: true } : {}, async (session) => {
		const scene = await readScene(deps, session, request);
		const plan = findPlan(scene, request);
		if (plan.writes) deps.connections.requireWritable(request.connection);
		const pair = await choosePair(session, scene, request.tenant);
		const run = await runPlan(session, scene, { plan, pair });
		const leaks = run.rows.length > 0;
		return {
			...run,
			leaks,
			says: leaks ? plan.says : nothingSeen(plan, pair),
			tenants: pair.map(({ id, name }) => ({ id, ...(name === undefined ? {} : { name }) })),
			ms: elapsed(deps.ports.clock, began),
		};
	});
}

function findPlan(scene: Scene, { check, object }: DemonstrateRequest): Demonstration {
	const finding = allFindings(scene).find((each) => each.check === check && each.object === object);
	if (!finding) {
		throw new AppError("NOT_FOUND", `${check} finds nothing on ${object} any more.`, {
			hint: "Look again: `bulkhead isolation doctor`.",
		});
	}
	const { demonstration } = finding;
	const refused = demonstration ? demonstration.refused : "There is nothing to be run.";
	if (!demonstration || refused !== undefined) {
		throw new AppError("REFUSED", `The demonstration is not run: ${refused}`, {
			hint: "Its statements can be copied and run where it does no harm, a copy of the schema for example.",
		});
	}
	return demonstration;
}

const nothingSeen = ({ says }: Demonstration, pair: Pair): string =>
	pair.length < 2
		? `Nothing was shown: this login knows of fewer than two tenants. It would be: ${says}`
		: `Nothing was shown: there is no row of another tenant to be seen here today. It would be: ${says}`;

interface Running {
	plan: Demonstration;
	pair: Pair;
}

async function runPlan(
	session: Session,
	scene: Scene,
	{ plan, pair }: Running,
): Promise<Pick<Demonstrated, "columns" | "rows" | "role" | "statements">> {
	const statements: string[] = [];
	let role = scene.login.name;
	let shown: Pick<Demonstrated, "columns" | "rows"> = { columns: [], rows: [] };
	const begin = plan.writes ? "BEGIN" : "BEGIN READ ONLY";
	await session.execute(`${begin}; ${LIMITS}`);
	try {
		for (const step of plan.steps) {
			const done = await takeStep(session, scene, { step, pair });
			statements.push(...done.statements);
			if ("be" in step) role = step.be === "role" ? step.role : scene.login.name;
			if (done.shown) shown = done.shown;
		}
	} catch (caught) {
		throw notShown(caught, role);
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
	return { ...shown, role, statements: [begin, ...statements, "ROLLBACK"] };
}

interface Done {
	statements: string[];
	shown?: Pick<Demonstrated, "columns" | "rows">;
}

async function takeStep(session: Session, scene: Scene, { step, pair }: { step: Step; pair: Pair }): Promise<Done> {
	if ("show" in step) return show(session, step.show, pair);
	if ("tenant" in step) {
		const tenant = pair[step.tenant === "A" ? 0 : 1];
		const chosen = tenant && (await chooseTenant(session, scene.facts.tenancy, tenant.id));
		return { statements: chosen ? [`${chosen.sql} -- ${tenant.id}`] : [] };
	}
	const sql = "run" in step ? step.run : step.be === "login" ? "RESET ROLE" : `SET LOCAL ROLE ${quoteIdent(step.role)}`;
	await session.execute(sql);
	return { statements: [sql] };
}

/** Only the parameters that it names are bound: the server wants to know the type of each. */
async function show(session: Session, sql: string, pair: Pair): Promise<Done> {
	const used = [1, 2].filter((number) => sql.includes(`$${number}`));
	const renumbered = sql.replaceAll(/\$([12])/g, (_, number: string) => `$${used.indexOf(Number(number)) + 1}`);
	const found = await session.query<Record<string, Cell>>(
		`SELECT * FROM (${renumbered}) AS shown LIMIT ${SHOWN}`,
		used.map((number) => pair[number - 1]?.id ?? null),
	);
	const columns = Object.keys(found[0] ?? {});
	return {
		statements: [sql],
		shown: { columns, rows: found.map((row) => columns.map((column) => row[column] ?? null)) },
	};
}

/** insufficient_privilege: this login may not act as the one whom it would show. */
const FORBIDDEN = "42501";

function notShown(caught: unknown, role: string): unknown {
	if (!(caught instanceof DatabaseError)) return caught;
	const hint =
		caught.sqlstate === FORBIDDEN
			? `This login may not act as ${role}, or may not read that: log in as one that is a member of it.`
			: "The server refused it, and nothing was changed.";
	return new AppError("REFUSED", `It cannot be shown: ${caught.message}`, { hint, sqlstate: caught.sqlstate }, caught);
}
