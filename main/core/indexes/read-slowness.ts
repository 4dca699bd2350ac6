/** "Everything is slow": the first four things to look at, and what to do about them in plain words. */
import type { Slowness } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { ReadSession } from "../ports.ts";
import type { IndexesDeps } from "./deps.ts";
import { judge } from "./judge.ts";
import { type Look, type Looked, look } from "./look.ts";
import { nameOf } from "./read/print-index.ts";
import { readBuilds } from "./read-builds.ts";

const WAITS = `
SELECT coalesce(a.wait_event_type || ' · ' || a.wait_event, 'CPU') AS event, pg_catalog.count(*)::text AS sessions,
       pg_catalog.max(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.query_start) * 1000)::bigint::text AS longest,
       pg_catalog.json_agg(a.pid ORDER BY a.query_start)::text AS pids
  FROM pg_catalog.pg_stat_activity a
 WHERE a.state = 'active' AND a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
   AND a.backend_type = 'client backend'
 GROUP BY 1 ORDER BY pg_catalog.max(pg_catalog.clock_timestamp() - a.query_start) DESC NULLS LAST LIMIT 20`;

const HIDDEN = `
SELECT pg_catalog.count(*)::text AS hidden FROM pg_catalog.pg_stat_activity a
 WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid() AND a.backend_start IS NULL`;

const NEVER = 50;

export async function readSlowness(deps: IndexesDeps, request: Look, signal?: AbortSignal): Promise<Slowness> {
	const live = await withConnection(
		deps,
		request.connection,
		signal ? { signal, endsWithSignal: true } : {},
		async (session) => ({ ...(await readWaits(session)), builds: await readBuilds(session) }),
	);
	const looked = await look(deps, request, signal);
	const { found, notEvaluated } = judge(looked.facts);
	const invalid = found
		.filter(({ check }) => check === "index-invalid" || check === "index-not-ready")
		.map(({ object, table, fix }) => ({
			index: object.replace(/^index /, ""),
			table: table ?? "",
			fix: fix?.sql ?? "",
		}));
	const neverUsed = unusedOf(looked);
	const blind = notEvaluated
		.filter(({ check }) => check === "index-invalid")
		.reduce((sum, { count }) => sum + count, 0);
	return {
		...{ waits: live.waits, builds: live.builds, invalid, neverUsed },
		says: say({ waits: live.waits, builds: live.builds, invalid, neverUsed, says: [] }, { hidden: live.hidden, blind }),
	};
}

async function readWaits(session: ReadSession): Promise<Pick<Slowness, "waits"> & { hidden: number }> {
	const rows = await session.query<Record<"event" | "sessions" | "pids", string> & { longest: string | null }>(WAITS);
	const [hidden] = await session.query<{ hidden: string }>(HIDDEN);
	return {
		waits: rows.map(({ event, sessions, longest, pids }) => ({
			...{ event, sessions: Number(sessions), longestMs: Math.max(0, Number(longest ?? 0)) },
			pids: JSON.parse(pids) as number[],
		})),
		hidden: Number(hidden?.hidden ?? 0),
	};
}

/** By the window, however short: the days say how much it is worth. What is there for more than queries is left out. */
function unusedOf({ facts, windows }: Looked): Slowness["neverUsed"] {
	const days = windows[0]?.days ?? 0;
	return [...facts.indexes.values()]
		.filter(
			({ unique, exclusion, constraint, parent, valid, replicaIdentity, scans }) =>
				valid &&
				parent === undefined &&
				!(unique || exclusion || replicaIdentity) &&
				constraint === undefined &&
				scans === 0,
		)
		.map((index) => {
			const table = facts.tables.get(index.table);
			return {
				...{ index: nameOf(index), table: table ? nameOf(table) : "", bytes: index.bytes ?? 0 },
				days: Math.round((facts.use.get(index.oid)?.days ?? days) * 10) / 10,
			};
		})
		.sort((a, b) => b.bytes - a.bytes)
		.slice(0, NEVER);
}

function say(
	{ waits, builds, invalid, neverUsed }: Slowness,
	{ hidden, blind }: { hidden: number; blind: number },
): string[] {
	const sessions = waits.filter(({ event }) => event.startsWith("Lock")).reduce((sum, each) => sum + each.sessions, 0);
	const said = [
		sessions > 0 &&
			`${of(sessions, "session waits", "sessions wait")} for a lock: look at who holds it under Activity before anything else.`,
		sayBuilds(builds),
		invalid.length > 0 &&
			`${of(invalid.length, "index is", "indexes are")} broken, and no query uses what is broken. The statements that mend are beside it.`,
		neverUsed.length > 0 &&
			`Nothing has used ${of(neverUsed.length, "index", "indexes")} so far; whether that is long enough stands beside each. They slow writes down, not reads.`,
		hidden > 0 &&
			`${of(hidden, "session of other people is", "sessions of other people are")} not shown to this login: pg_read_all_stats shows what they wait for.`,
		blind > 0 && `Of ${of(blind, "index", "indexes")} it cannot be said whether they are broken or being built.`,
		sessions + builds.length + invalid.length === 0 &&
			"Nobody waits for a lock, nothing is being built, no index is broken: look at the findings on plans next.",
	];
	return said.filter((each) => typeof each === "string");
}

const of = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function sayBuilds(builds: Slowness["builds"]): string | false {
	const stuck = builds.filter(({ waitsFor }) => waitsFor.length > 0);
	if (stuck.length > 0)
		return `${stuck.map(({ index, table }) => index ?? table).join(", ")}: the build waits for ${[...new Set(stuck.flatMap(({ waitsFor }) => waitsFor))].join(", ")}, and goes on once these end their transactions.`;
	return (
		builds.length > 0 &&
		`${of(builds.length, "index is", "indexes are")} being built: until then queries do without, and the build reads and writes beside them.`
	);
}
