import type { Cell, ReadSession, SqlPort, TypeName } from "../ports.ts";
import { Known, type KnownTable, unknownTable } from "./known.ts";
import { COLUMNS, CONSTRAINTS, FUNCTIONS, INDEXES, POLICIES, RELATIONS, SESSION } from "./live-queries.ts";
import { namesIn } from "./names-in.ts";
import type { Premises } from "./rule.ts";
import type { Script } from "./script.ts";

export interface Live {
	known: Known;
	role: NonNullable<Premises["role"]>;
	/** Major version. */
	version: number;
}

/** What the server has of the things that these files name. It is only asked; nothing is locked for long. */
export async function readLive(session: ReadSession, sql: SqlPort, scripts: readonly Script[]): Promise<Live> {
	const [own] = await session.query<Record<"role" | "bypasses" | "path", string>>(SESSION);
	const known = new Known(list(own?.path));
	const names = JSON.stringify([...namesIn(scripts.map(({ units }) => units.map(({ statement }) => statement)))]);
	const tables = await readRelations(session, known, names);
	const oids = JSON.stringify([...tables.keys()]);
	await readColumns(session, sql, tables, oids);
	await readConstraints(session, tables, oids);
	await readPolicies(session, sql, tables, oids);
	await readFunctions(session, known, names);
	await readIndexes(session, known, names);
	const role = { name: own?.role ?? "", bypassesRls: own?.bypasses === "true" };
	return { known, role, version: Math.floor(session.serverVersion / 10_000) };
}

/** A list that the server sent as JSON. */
function list(json: Cell | undefined): string[] {
	return json ? (JSON.parse(json) as string[]) : [];
}

type ByOid = Map<string, KnownTable>;

const kinds: Record<string, KnownTable["kind"]> = { v: "view", m: "materialized view", p: "partitioned" };

async function readRelations(session: ReadSession, known: Known, names: string): Promise<ByOid> {
	type Row = Record<
		"oid" | "schema" | "name" | "kind" | "rls" | "forced" | "owned" | "bytes" | "heap" | "rows",
		string
	>;
	const rows = await session.query<Row & { parents: Cell }>(RELATIONS, [names]);
	return new Map(
		rows.map((row) => {
			const counted = Number(row.rows);
			const table = known.put({
				...unknownTable({ schema: row.schema, name: row.name }),
				kind: kinds[row.kind] ?? "table",
				rls: row.rls === "true",
				forced: row.forced === "true",
				parents: row.parents ? JSON.parse(row.parents) : [],
				live: {
					bytes: Number(row.bytes),
					// A table without a page has no rows; one with pages may have had some.
					empty: row.heap === "0",
					...(counted > 0 ? { rows: counted } : {}),
					ownedByRole: row.owned === "true",
				},
			});
			return [row.oid, table];
		}),
	);
}

async function readColumns(session: ReadSession, sql: SqlPort, tables: ByOid, oids: string): Promise<void> {
	const rows = await session.query<Record<"table" | "name" | "notnull" | "type", string>>(COLUMNS, [oids]);
	const types = await readTypes(sql, [...new Set(rows.map(({ type }) => type))]);
	for (const { table, name, notnull, type } of rows) {
		tables.get(table)?.columns.set(name, { notNull: notnull === "true", type: types.get(type) });
	}
}

/** Types as the server writes them, in the form in which statements are read: both go through one grammar. */
async function readTypes(sql: SqlPort, written: string[]): Promise<Map<string, TypeName>> {
	const found = new Map<string, TypeName>();
	for (const type of written) {
		const [statement] = await sql.parse(`CREATE TABLE t (c ${type})`).catch(() => []);
		const read = statement?.kind === "create-table" ? statement.columns[0]?.type : undefined;
		if (read) found.set(type, read);
	}
	return found;
}

const constraintKinds: Record<string, string> = {
	c: "check",
	f: "foreign-key",
	n: "not-null",
	p: "primary-key",
	u: "unique",
	x: "exclusion",
};

async function readConstraints(session: ReadSession, tables: ByOid, oids: string): Promise<void> {
	type Row = Record<"table" | "name" | "type" | "validated" | "columns", string> & { notnull: Cell };
	for (const row of await session.query<Row>(CONSTRAINTS, [oids])) {
		tables.get(row.table)?.constraints.set(row.name, {
			kind: constraintKinds[row.type] ?? "other",
			validated: row.validated === "true",
			columns: list(row.columns),
			notNull: row.notnull ?? undefined,
		});
	}
}

async function readPolicies(session: ReadSession, sql: SqlPort, tables: ByOid, oids: string): Promise<void> {
	type Row = Record<"table" | "name" | "permissive" | "command" | "public" | "roles", string> & { using: Cell };
	for (const row of await session.query<Row>(POLICIES, [oids])) {
		const grantees = { toPublic: row.public === "true", roles: list(row.roles) };
		const command = row.command as "all";
		const namesColumn = row.using === null ? undefined : await naming(sql, row.using);
		const permissive = row.permissive === "true";
		tables.get(row.table)?.policies.set(row.name, { name: row.name, command, permissive, grantees, namesColumn });
	}
}

/** Whether an expression that the server wrote names a column; undefined where it cannot be read. */
async function naming(sql: SqlPort, expression: string): Promise<boolean | undefined> {
	const [statement] = await sql.parse(`CREATE POLICY p ON t USING (${expression})`).catch(() => []);
	if (statement?.kind !== "create-policy" || !statement.policy.using) return undefined;
	return statement.policy.using.columns.length > 0;
}

async function readFunctions(session: ReadSession, known: Known, names: string): Promise<void> {
	type Row = Record<"schema" | "name" | "definer" | "volatility" | "language" | "settings", string>;
	for (const row of await session.query<Row>(FUNCTIONS, [names])) {
		const settings = list(row.settings).map((setting) => {
			const at = setting.indexOf("=");
			return { name: setting.slice(0, at), values: [setting.slice(at + 1)] };
		});
		const name = { schema: row.schema, name: row.name };
		const { volatility, language } = row;
		known.putFunction({ name, definer: row.definer === "true", volatility, language, settings, reads: [], flags: [] });
	}
}

async function readIndexes(session: ReadSession, known: Known, names: string): Promise<void> {
	type Row = Record<"name" | "valid" | "schema" | "table", string>;
	for (const { name, valid, schema, table } of await session.query<Row>(INDEXES, [names])) {
		known.indexes.set(name, { table: { schema, name: table }, valid: valid === "true" });
	}
}
