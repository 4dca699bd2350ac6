/** What a statement does to what was there before: locks, files, scans, rows. Asked of the server in the open transaction. */
import type { LockTaken, RehearsedMigration } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { DatabaseError } from "../errors.ts";
import type { Clock, ReadSession, Session } from "../ports.ts";
import { blocksWhom, isStronger } from "./locks.ts";
import { type Counters, changesRows, minus, readCounters, rowsByName } from "./row-counters.ts";

/** Tables, materialised views and indexes of people's schemas. */
const THEIRS = `
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;
const WHERE = `
 WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND c.relpersistence <> 't'
   AND n.nspname NOT IN ('information_schema', 'bulkhead') AND n.nspname !~ '^pg_'`;

const RELATIONS = `
SELECT c.oid::text AS oid, pg_catalog.format('%s.%s', n.nspname, c.relname) AS name,
       coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)::text AS file${THEIRS}${WHERE}`;

/** Measuring a size waits for whoever has the table for themselves alone, or wants it: of those the server's last estimate is taken. */
const SIZES = `
WITH taken AS MATERIALIZED (
	SELECT DISTINCT l.relation FROM pg_catalog.pg_locks l
	 WHERE l.mode = 'AccessExclusiveLock' AND l.relation IS NOT NULL AND l.pid <> pg_catalog.pg_backend_pid())
SELECT c.oid::text AS oid, pg_catalog.format('%s.%s', n.nspname, c.relname) AS name,
       coalesce(CASE WHEN t.relation IS NULL THEN pg_catalog.pg_total_relation_size(c.oid)
                     ELSE greatest(c.relpages, 0)::bigint * pg_catalog.current_setting('block_size')::bigint END, 0)::text AS bytes${THEIRS}
  LEFT JOIN taken t ON t.relation = c.oid${WHERE}`;

/** Our locks on tables; in the row without a table, how many sessions wait for us. Who waits is in pg_locks for every role to see. */
const LOCKS = `
SELECT l.relation::text AS oid, l.mode
  FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
 WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND c.relkind IN ('r', 'p', 'm')
 UNION ALL
SELECT NULL, pg_catalog.count(DISTINCT w.pid)::text
  FROM pg_catalog.pg_locks w
 WHERE NOT w.granted AND pg_catalog.pg_backend_pid() = ANY (pg_catalog.pg_blocking_pids(w.pid))`;

interface Sized {
	oid: string;
	name: string;
	bytes: number;
}

export type Measured = Pick<RehearsedMigration, "locks" | "rewrites" | "scans" | "rows" | "blockedSessions">;

/** Tables that a statement changed, by their oids. */
export interface Changed {
	/** By INSERT, UPDATE, DELETE and the like. */
	written: string[];
	/** Those with another file than before: written anew, or emptied. */
	rewritten: string[];
}

/** Begins with what is there now; `after` is called when the statement of that line has run. */
export async function startMeasuring(session: ReadSession, clock: Clock) {
	const there = new Map((await readSized(session)).map((each) => [each.oid, each]));
	const files = new Map((await readFiles(session)).map(({ oid, file }) => [oid, file]));
	const countersBefore = await readCounters(session);
	let counters = countersBefore;
	const locks = new Map<string, Omit<LockTaken, "heldMs" | "blocks"> & { began: number }>();
	const rewrites: Measured["rewrites"] = [];
	const scans: Measured["scans"] = [];
	let blockedSessions = 0;

	const noteLocks = async (line: number, began: number): Promise<void> => {
		for (const { oid, mode } of await session.query<{ oid: string | null; mode: string }>(LOCKS)) {
			if (oid === null) {
				blockedSessions = Math.max(blockedSessions, Number(mode));
				continue;
			}
			const table = there.get(oid);
			const known = locks.get(oid);
			if (!table || (known && !isStronger(mode, known.mode))) continue;
			locks.set(oid, { table: table.name, mode, line, bytes: table.bytes, began });
		}
	};
	const noteRewrites = async (line: number, ms: number): Promise<string[]> => {
		const rewritten: string[] = [];
		for (const { oid, file, name } of await readFiles(session)) {
			const before = files.get(oid);
			if (before === undefined || before === file) continue;
			files.set(oid, file);
			rewrites.push({ object: name, line, bytes: there.get(oid)?.bytes ?? 0, ms });
			rewritten.push(oid);
		}
		return rewritten;
	};
	const noteScans = (line: number, ms: number, changed: Counters): void => {
		for (const [oid, { scanned }] of changed) {
			const table = there.get(oid);
			if (table && scanned > 0) scans.push({ table: table.name, line, bytes: table.bytes, rows: scanned, ms });
		}
	};

	return {
		async after(line: number, ms: number): Promise<Changed> {
			await noteLocks(line, clock.monotonic() - ms);
			const rewritten = await noteRewrites(line, ms);
			const now = await readCounters(session);
			const changed = minus(now, counters);
			counters = now;
			noteScans(line, ms, changed);
			return { written: [...changed].filter(([, each]) => changesRows(each)).map(([oid]) => oid), rewritten };
		},
		async end(): Promise<Measured> {
			const held = [...locks.values()].map(({ began, ...lock }) => ({
				...lock,
				blocks: blocksWhom(lock.mode),
				heldMs: elapsed(clock, began),
			}));
			return {
				locks: held.sort((a, b) => a.line - b.line || (a.table < b.table ? -1 : 1)),
				...{ rewrites, scans, blockedSessions },
				rows: rowsByName(minus(await readCounters(session), countersBefore)),
			};
		},
	};
}

async function readSized(session: ReadSession): Promise<Sized[]> {
	const rows = await session.query<Record<"oid" | "name" | "bytes", string>>(SIZES);
	return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}

function readFiles(session: ReadSession): Promise<Record<"oid" | "name" | "file", string>[]> {
	return session.query<Record<"oid" | "name" | "file", string>>(RELATIONS);
}

/** Bytes of every table, materialised view and index, by its name. None where somebody takes a table at this very moment. */
export async function readSizes(session: Session): Promise<ReadonlyMap<string, number>> {
	await session.execute("BEGIN; SET LOCAL lock_timeout = '2s'");
	try {
		return new Map((await readSized(session)).map(({ name, bytes }) => [name, bytes]));
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return new Map();
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}
