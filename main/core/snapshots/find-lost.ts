/** What a rollback destroys, found by running it and comparing the catalogue, not by reading names. */
import type { ExposedTable, LostObject, TenancyProfile } from "../../contract/index.ts";
import {
	findLeaving,
	type Leaving,
	mayBeInTheWay,
	readStanding,
	type Standing,
	stepAside,
} from "../barrier/step-aside.ts";
import type { Statement, Statements } from "../migrations/read/statement.ts";
import { sendStatement } from "../migrations/send-statement.ts";
import type { ReadSession, Session } from "../ports.ts";
import { readTenantTables } from "../tenancy/tenancy.ts";
import { countLost, nameTenants } from "./count-lost.ts";
import { exposedTables, findFreed, readGuards } from "./find-exposed.ts";
import type { Doomed, LostTable } from "./lost-table.ts";

/** Every column of every table of people's schemas; a table's own row has no column. */
const COLUMNS = `
SELECT c.oid::text AS oid, c.relkind::text AS relkind, n.nspname AS schema, c.relname AS relation, coalesce(a.attname, '') AS attribute
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bulkhead') AND n.nspname !~ '^pg_(toast|temp)'`;

interface Column {
	oid: string;
	/** r: a table, p: a partitioned one. */
	relkind: string;
	schema: string;
	relation: string;
	attribute: string;
}

/** Where the work is, for an error that must name it. */
type Began = (script: number, statement: Statement) => void;

/** All that a rollback takes away. */
export interface Loss {
	tables: LostTable[];
	exposed: ExposedTable[];
	/** What the barrier has to give way on, before the statements run for good. */
	leaving: Leaving[];
}

/**
 * Runs the statements in a savepoint of the open transaction, takes them back, and counts the rows of what was gone, with those tables
 * locked against writers, so that the figures hold until the transaction ends. Tells also whose row-level security was gone. `began` is told
 * each statement of each script before it is sent; `profile` says whose the rows are, which is detected without one. Errors: DatabaseError
 * of a statement.
 */
export async function findLost(
	session: Session,
	scripts: readonly Statements[],
	{ profile, began }: { profile: TenancyProfile | undefined; began: Began },
): Promise<Loss> {
	const before = await readColumns(session);
	const guards = await readGuards(session);
	const standing = await readStanding(session);
	await session.execute("SAVEPOINT bulkhead_look");
	const lifted = await tryOut(session, scripts, { standing, began });
	const after = await readColumns(session);
	const leaving = await findLeaving(session, standing, { lifted });
	const freed = await findFreed(session, guards);
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_look");
	const doomed = compare(before, after);
	const concerned = [...doomed, ...freed].map(({ oid }) => oid);
	const tenantTables = await readTenantTables(session, concerned, profile);
	const tables: LostTable[] = [];
	for (const each of doomed) {
		const tenant = tenantTables.find(({ oid }) => oid === each.oid);
		const counted = await countLost(session, each, tenant);
		if (counted.objects.length > 0) tables.push(counted);
	}
	await nameTenants(session, lostObjects(tables));
	return { tables, exposed: exposedTables(freed, tenantTables), leaving };
}

/** In the savepoint. Where the barrier's policies may be in the way, again without them: true where that was needed. */
async function tryOut(
	session: Session,
	scripts: readonly Statements[],
	{ standing, began }: { standing: readonly Standing[]; began: Began },
): Promise<boolean> {
	const send = async (): Promise<void> => {
		for (const [at, statements] of scripts.entries()) {
			for await (const statement of statements) {
				began(at, statement);
				await sendStatement(session, statement);
			}
		}
		await session.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT");
	};
	try {
		await send();
		return false;
	} catch (caught) {
		if (standing.length === 0 || !mayBeInTheWay(caught)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_look");
		await stepAside(session, standing);
		await send();
		return true;
	}
}

export function lostObjects(lost: readonly LostTable[]): LostObject[] {
	return lost.flatMap(({ objects }) => objects).sort((a, b) => b.rows - a.rows || (a.object < b.object ? -1 : 1));
}

function readColumns(session: ReadSession): Promise<Column[]> {
	return session.query<Column & Record<string, string>>(COLUMNS);
}

function compare(before: Column[], after: Column[]): Doomed[] {
	const tables = new Set(after.map(({ oid }) => oid));
	const columns = new Set(after.map(({ oid, attribute }) => `${oid} ${attribute}`));
	const doomed = new Map<string, Doomed>();
	for (const { oid, schema, relation, relkind, attribute } of before) {
		if (columns.has(`${oid} ${attribute}`)) continue;
		const known = doomed.get(oid) ?? { oid, schema, relation, partitioned: relkind === "p", columns: [] };
		if (tables.has(oid)) known.columns.push(attribute);
		doomed.set(oid, known);
	}
	return [...doomed.values()];
}
