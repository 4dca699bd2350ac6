/** The queries of one table, planned as it is and as it would be. */
import type { TenancyProfile, WhatIf } from "../../../contract/index.ts";
import { withConnection } from "../../connections/with-connection.ts";
import { AppError, DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import type { Tenancy } from "../../tenancy/model.ts";
import { tenancyOf } from "../../tenancy/profile-of.ts";
import type { IndexesDeps } from "../deps.ts";
import type { Facts, IndexFact, TableFact } from "../facts.ts";
import type { Plan } from "../plans/explain.ts";
import type { PolicyFact } from "../plans/plan-facts.ts";
import { readPolicies } from "../plans/read-policies.ts";
import { readCatalogue } from "../read/read-facts.ts";
import { copyEmpty, SHAPES } from "./empty-copy.ts";
import { findHypopg, type Hypopg } from "./hypopg.ts";
import { planQueries } from "./plan-queries.ts";
import { type Queries, type Recorded, readQueries, SHOWN, withoutSchemas } from "./recorded-queries.ts";

export interface Supposing {
	connection: string;
	tenancy?: TenancyProfile | undefined;
}

export interface Known {
	facts: Pick<Facts, "tables" | "indexes" | "indexesOf" | "guarded" | "tenancy">;
	policies: Map<string, PolicyFact[]>;
}

export interface Supposed {
	table: TableFact;
	/** Whether hypopg, where it is there, can do it. */
	can(hypopg: Hypopg): boolean;
	/** Makes it so for hypopg; answers with bytes where they can be told. */
	imagine(session: Session, hypopg: Hypopg): Promise<number | null>;
	/** Makes it so on the copy, which has the table's name. */
	change(session: Session): Promise<void>;
	bytes: number | null;
}

const LOOK =
	"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '15s'; SET LOCAL search_path = pg_catalog, pg_temp";
const PLAN = "SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '15s'";

/** Errors: NOT_FOUND and BAD_INPUT of `suppose`, REFUSED where no copy can be made. */
export function supposing(
	deps: IndexesDeps,
	input: Supposing,
	suppose: (known: Known) => Supposed | Promise<Supposed>,
	signal?: AbortSignal,
): Promise<WhatIf> {
	return withConnection(deps, input.connection, signal ? { signal, endsWithSignal: true } : {}, async (session) => {
		const { known, supposed, queries } = await inTransaction(session, LOOK, async () => {
			const tenancy: Tenancy = await tenancyOf(deps, session, input);
			const { facts } = await readCatalogue(session, tenancy);
			const read = { facts, policies: await readPolicies(session, tenancy.profile.role) };
			const meant = await suppose(read);
			return {
				...{ known: read, supposed: meant },
				queries: await readQueries(session, { sql: deps.ports.sql, facts, table: meant.table }),
			};
		});
		const hypopg = await findHypopg(session);
		return hypopg && supposed.can(hypopg)
			? withHypopg(session, known, { supposed, queries, hypopg })
			: onCopy(session, known, { supposed, queries });
	});
}

async function inTransaction<T>(session: Session, begin: string, work: () => Promise<T>): Promise<T> {
	await session.execute(begin);
	try {
		return await work();
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}

const partOf = ({ facts }: Known, table: TableFact) => ({
	tenancy: facts.tenancy,
	role: facts.guarded.has(table.oid) ? facts.tenancy.profile.role : undefined,
});

interface Work {
	supposed: Supposed;
	queries: Queries;
}

function withHypopg(
	session: Session,
	known: Known,
	{ supposed, queries, hypopg }: Work & { hypopg: Hypopg },
): Promise<WhatIf> {
	const texts = queries.queries.map(({ query }) => query);
	return inTransaction(session, `BEGIN READ ONLY; ${PLAN}`, async () => {
		const { part, says } = await partThatWorks(session, partOf(known, supposed.table));
		const before = await planQueries(session, part, { queries: texts });
		const bytes = await supposed.imagine(session, hypopg);
		const after = await planQueries(session, part, { queries: texts });
		return told({
			by: "hypopg",
			bytes: bytes ?? supposed.bytes,
			queries,
			before,
			after,
			says: `${queries.says}${says}`,
		});
	});
}

function onCopy(session: Session, known: Known, { supposed, queries }: Work): Promise<WhatIf> {
	const { table } = supposed;
	const texts = queries.queries.map(withoutSchemas);
	return inTransaction(session, `BEGIN READ WRITE; ${PLAN}`, async () => {
		const { part, says } = await partThatWorks(session, partOf(known, table));
		try {
			await copyEmpty(session, known.facts, { table, policies: known.policies.get(table.oid) ?? [], role: part.role });
		} catch (caught) {
			if (!(caught instanceof DatabaseError)) throw caught;
			throw new AppError(
				"REFUSED",
				`No empty copy of ${table.schema}.${table.name} can be made: ${caught.message}`,
				{
					...{ sqlstate: caught.sqlstate },
					hint: "It takes TEMPORARY on the database and SELECT on the table, on the primary; or the extension hypopg.",
				},
				caught,
			);
		}
		const before = await planQueries(session, part, { queries: texts, settings: SHAPES, copy: true });
		await supposed.change(session);
		const after = await planQueries(session, part, { queries: texts, settings: SHAPES, copy: true });
		const copied = " They are planned on a copy without rows: which index is taken counts, and no cost.";
		return told({
			by: "empty copy",
			bytes: supposed.bytes,
			queries,
			before,
			after,
			says: `${queries.says}${says}${copied}`,
		});
	});
}

/** As the application where it can be taken on, else as the login, which is said. */
async function partThatWorks(session: Session, part: ReturnType<typeof partOf>) {
	if (part.role === undefined) return { part, says: " They are planned as this login." };
	const probe = await planQueries(session, part, { queries: [] });
	if ("reason" in probe)
		return {
			part: { ...part, role: undefined },
			says: ` They are planned as this login, not as the application: ${probe.reason}`,
		};
	return { part, says: ` They are planned as ${part.role}.` };
}

interface Told {
	by: WhatIf["by"];
	bytes: number | null;
	queries: Queries;
	before: Awaited<ReturnType<typeof planQueries>>;
	after: Awaited<ReturnType<typeof planQueries>>;
	says: string;
}

function told({ by, bytes, queries, before, after, says }: Told): WhatIf {
	const result: WhatIf = { by, bytes, statements: [], left: [...queries.left], says };
	for (const [at, recorded] of queries.queries.entries()) {
		const query = recorded.query.slice(0, SHOWN);
		const sides = [sideOf(before, at), sideOf(after, at)] as const;
		const [was, is] = sides;
		if ("reason" in was || "reason" in is) {
			const failed = sides.find((side) => "reason" in side);
			result.left.push({ query, reason: failed && "reason" in failed ? failed.reason : "" });
			continue;
		}
		result.statements.push(statementOf({ ...recorded, query }, was, is));
	}
	return result;
}

const sideOf = (plans: Told["before"], at: number): Plan | { reason: string } => {
	if ("reason" in plans) return plans;
	const plan = plans[at];
	return plan === undefined || plan instanceof DatabaseError
		? { reason: plan?.message ?? "The server gave no plan." }
		: plan;
};

const statementOf = ({ query, calls }: Recorded, was: Plan, is: Plan): WhatIf["statements"][number] => ({
	...{ query, calls, costBefore: was.cost, costAfter: is.cost },
	...{ planBefore: was.plan, planAfter: is.plan, changes: was.plan !== is.plan },
});

/** A name as people write it, or as PostgreSQL prints it. Errors: NOT_FOUND. */
export function findNamed<T extends TableFact | IndexFact>(all: Iterable<T>, name: string, what: "table" | "index"): T {
	const wanted = parts(name);
	for (const each of all) if (each.name === wanted.name && each.schema === wanted.schema) return each;
	throw new AppError("NOT_FOUND", `There is no ${what} ${name} here.`, {
		hint: `Write it with its schema: public.${what === "table" ? "orders" : "orders_status_idx"}.`,
	});
}

function parts(name: string): { schema: string; name: string } {
	const [first = "", second] = [...name.matchAll(/"(?:[^"]|"")+"|[^."]+/g)].map(([part]) =>
		part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
	);
	return second === undefined ? { schema: "public", name: first } : { schema: first, name: second };
}
