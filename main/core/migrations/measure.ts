/** What a statement does to what was there before: locks, files, rows. Asked of the server in the open transaction. */
import type { RehearsedMigration } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";

/** Tables, materialised views and indexes of people's schemas, with the file that holds each. */
const RELATIONS = `
SELECT c.oid::text AS oid, c.relkind::text AS kind, pg_catalog.format('%s.%s', n.nspname, c.relname) AS name,
       coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)::text AS file, pg_catalog.pg_total_relation_size(c.oid)::text AS bytes
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND c.relpersistence <> 't'
   AND n.nspname NOT IN ('information_schema', 'bulkhead') AND n.nspname !~ '^pg_'`;

const LOCKS = `
SELECT l.relation::text AS oid, l.mode
  FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
 WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND c.relkind IN ('r', 'p', 'm')`;

const ROWS = `
SELECT pg_catalog.format('%s.%s', schemaname, relname) AS name, n_tup_ins::text AS inserted, n_tup_upd::text AS updated, n_tup_del::text AS deleted
  FROM pg_catalog.pg_stat_xact_user_tables
 WHERE schemaname <> 'bulkhead' AND n_tup_ins + n_tup_upd + n_tup_del > 0`;

/** PostgreSQL's table locks, the weakest first ("Explicit Locking", table 13.2). */
const strength = [
	"AccessShareLock",
	"RowShareLock",
	"RowExclusiveLock",
	"ShareUpdateExclusiveLock",
	"ShareLock",
	"ShareRowExclusiveLock",
	"ExclusiveLock",
	"AccessExclusiveLock",
];

interface Relation {
	oid: string;
	kind: string;
	name: string;
	file: string;
	bytes: string;
}

type Rows = RehearsedMigration["rows"];

/** Begins with what is there now; `after(line)` is called when the statement of that line has run. */
export async function startMeasuring(session: ReadSession) {
	const there = new Map((await readRelations(session)).map((relation) => [relation.oid, relation]));
	const files = new Map([...there.values()].map(({ oid, file }) => [oid, file]));
	const rowsBefore = await readRows(session);
	const locks = new Map<string, RehearsedMigration["locks"][number]>();
	const rewrites: RehearsedMigration["rewrites"] = [];

	return {
		async after(line: number): Promise<void> {
			for (const { oid, mode } of await session.query<{ oid: string; mode: string }>(LOCKS)) {
				const table = there.get(oid);
				const known = locks.get(oid);
				if (!table || (known && strength.indexOf(known.mode) >= strength.indexOf(mode))) continue;
				locks.set(oid, { table: table.name, mode, line, bytes: Number(table.bytes) });
			}
			for (const { oid, file, name } of await readRelations(session)) {
				const before = files.get(oid);
				if (before === undefined || before === file) continue;
				files.set(oid, file);
				rewrites.push({ object: name, line, bytes: Number(there.get(oid)?.bytes ?? 0) });
			}
		},
		async end() {
			const rows = minus(await readRows(session), rowsBefore);
			return {
				locks: [...locks.values()].sort((a, b) => a.line - b.line || (a.table < b.table ? -1 : 1)),
				rewrites,
				rows,
			};
		},
	};
}

function readRelations(session: ReadSession): Promise<Relation[]> {
	return session.query<Relation & Record<string, string>>(RELATIONS);
}

async function readRows(session: ReadSession): Promise<Rows> {
	const rows = await session.query<Record<"name" | "inserted" | "updated" | "deleted", string>>(ROWS);
	return Object.fromEntries(
		rows.map(({ name, inserted, updated, deleted }) => [
			name,
			{ inserted: Number(inserted), updated: Number(updated), deleted: Number(deleted) },
		]),
	);
}

function minus(after: Rows, before: Rows): Rows {
	const none = { inserted: 0, updated: 0, deleted: 0 };
	const entries = Object.entries(after).map(([name, now]) => {
		const was = before[name] ?? none;
		return [
			name,
			{ inserted: now.inserted - was.inserted, updated: now.updated - was.updated, deleted: now.deleted - was.deleted },
		] as const;
	});
	return Object.fromEntries(entries.filter(([, { inserted, updated, deleted }]) => inserted + updated + deleted > 0));
}
