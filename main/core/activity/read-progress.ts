/** How far the statement of a session is, by the server's own views. Those of one's own role are everybody's to read. */
import type { JobProgress } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { phaseWords } from "./phase-words.ts";

export type StatementProgress = Extract<JobProgress, { kind: "statement-progress" }>;

export interface Progress {
	told: StatementProgress;
	/** The session that it waits for. */
	locker: number | undefined;
}

const NONE = "NULL::bigint";

const columns = (values: {
	blocks?: [string, string];
	rows?: [string, string];
	bytes?: [string, string];
	lockers?: [string, string];
}): string => {
	const { blocks = [NONE, NONE], rows = [NONE, NONE], bytes = [NONE, NONE], lockers = [NONE, NONE] } = values;
	return [...blocks, ...rows, ...bytes, ...lockers].join(", ");
};

const INDEX = `
SELECT p.command, p.phase, coalesce(nullif(p.index_relid, 0), p.relid)::pg_catalog.regclass::text,
       ${columns({
					blocks: ["p.blocks_done", "p.blocks_total"],
					rows: ["p.tuples_done", "p.tuples_total"],
					lockers: ["p.lockers_done", "p.lockers_total"],
				})}, p.partitions_done, p.partitions_total, nullif(p.current_locker_pid, 0)
  FROM pg_catalog.pg_stat_progress_create_index p WHERE p.pid = $1`;

const OTHERS = `
SELECT 'VACUUM', p.phase, p.relid::pg_catalog.regclass::text,
       ${columns({
					blocks: [
						"CASE WHEN p.phase = 'vacuuming heap' THEN p.heap_blks_vacuumed ELSE p.heap_blks_scanned END",
						"p.heap_blks_total",
					],
				})}, ${NONE}, ${NONE}, ${NONE}
  FROM pg_catalog.pg_stat_progress_vacuum p WHERE p.pid = $1
UNION ALL
SELECT p.command, p.phase, p.relid::pg_catalog.regclass::text,
       ${columns({ blocks: ["p.heap_blks_scanned", "p.heap_blks_total"], rows: ["p.heap_tuples_scanned", NONE] })}, ${NONE}, ${NONE}, ${NONE}
  FROM pg_catalog.pg_stat_progress_cluster p WHERE p.pid = $1
UNION ALL
SELECT 'ANALYZE', p.phase, p.relid::pg_catalog.regclass::text,
       ${columns({ blocks: ["p.sample_blks_scanned", "p.sample_blks_total"] })}, ${NONE}, ${NONE}, ${NONE}
  FROM pg_catalog.pg_stat_progress_analyze p WHERE p.pid = $1`;

/** From PostgreSQL 14 on. */
const COPY = `
SELECT 'COPY', '', p.relid::pg_catalog.regclass::text,
       ${columns({ rows: ["p.tuples_processed", NONE], bytes: ["p.bytes_processed", "nullif(p.bytes_total, 0)"] })}, ${NONE}, ${NONE}, ${NONE}
  FROM pg_catalog.pg_stat_progress_copy p WHERE p.pid = $1`;

const names = "command, phase, object, b_done, b_of, r_done, r_of, y_done, y_of, l_done, l_of, p_done, p_of, locker";
const listed = (parts: string[]): string => `
SELECT ${names
	.split(", ")
	.map((name) => `${name}::text AS ${name}`)
	.join(", ")} FROM (${parts.join("\nUNION ALL\n")}) AS told (${names})`;

type Row = Record<"command" | "phase", string> &
	Record<
		| "object"
		| "b_done"
		| "b_of"
		| "r_done"
		| "r_of"
		| "y_done"
		| "y_of"
		| "l_done"
		| "l_of"
		| "p_done"
		| "p_of"
		| "locker",
		string | null
	>;

/** Undefined where the server tells nothing: the statement is short, or of a kind that it does not count. */
export async function readProgress(session: ReadSession, pid: number): Promise<Progress | undefined> {
	const copies = session.serverVersion >= 140_000 ? [COPY] : [];
	const rows = await session.query<Row>(listed([INDEX, OTHERS, ...copies]), [pid]);
	// ANALYZE of a VACUUM (ANALYZE) comes after it; CLUSTER builds indexes inside of itself, and these are told.
	const [row] = rows;
	if (!row) return undefined;
	const waiting = row.phase.startsWith("waiting for");
	const counts = {
		...named("blocks", count(row.b_done, row.b_of)),
		...named("rows", count(row.r_done, row.r_of)),
		...named("bytes", count(row.y_done, row.y_of)),
	};
	const partitions = named("partitions", Number(row.p_of ?? 0) > 0 ? count(row.p_done, row.p_of) : undefined);
	const sessions = named("sessions", waiting ? count(row.l_done, row.l_of) : undefined);
	const object = row.object === null ? {} : { object: row.object };
	const text = phaseWords(row.command, row.phase);
	return {
		told: { kind: "statement-progress", text, ...object, ...(waiting ? {} : counts), ...partitions, ...sessions },
		locker: row.locker === null ? undefined : Number(row.locker),
	};
}

/** Undefined where there is nothing to count: the server has 0 of 0 then. */
function count(done: string | null, of: string | null): { done: number; of?: number } | undefined {
	const [counted, all] = [Number(done ?? 0), Number(of ?? 0)];
	if (counted === 0 && all === 0) return undefined;
	return all > 0 ? { done: Math.min(counted, all), of: all } : { done: counted };
}

function named<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
	return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
