/** What this login can judge, and what it would take to judge the rest. */
import type { IndexSight } from "../../../contract/index.ts";
import type { LookSession } from "../../ports.ts";
import type { Tenancy } from "../../tenancy/model.ts";
import type { TableFact } from "../facts.ts";
import { rights } from "./queries.ts";

export async function readSight(
	session: LookSession,
	{ profile }: Tenancy,
	tables: readonly TableFact[],
): Promise<IndexSight[]> {
	const [row] = await session.query(rights(session.serverVersion), [profile.role ?? null]);
	const has = (name: string): boolean => row?.[name] === "true";
	const hidden = tables.filter(({ statisticsHidden }) => statisticsHidden !== undefined).length;
	const sight = (what: string, seen: boolean, cure: string): IndexSight => ({ what, seen, ...(seen ? {} : { cure }) });
	return [
		sight(
			"builds and statements of other people",
			has("readsStats"),
			"Membership in pg_monitor (or pg_read_all_stats).",
		),
		sight(
			`the planner's statistics of ${hidden === 0 ? "all" : `${hidden} of ${tables.length}`} tables`,
			hidden === 0,
			"SELECT on the tables (pg_read_all_data), and for those behind row-level security BYPASSRLS or their owner: pg_monitor does not show them.",
		),
		sight(
			"plans as the application's role",
			has("application"),
			profile.role === undefined
				? "Name the role in the tenancy profile."
				: `Membership in ${profile.role}${session.serverVersion >= 160_000 ? " WITH SET" : ""}.`,
		),
		sight("every sequence's value", has("sequences"), "USAGE or SELECT on the sequences."),
		sight(
			"exact bloat, asked for one index at a time",
			has("pgstattuple") && has("scansTables"),
			"The extension pgstattuple, and membership in pg_stat_scan_tables.",
		),
		sight(
			"recorded queries",
			has("statements") && has("readsStats"),
			"The extension pg_stat_statements, and pg_read_all_stats.",
		),
		sight(
			"plans with and without an index",
			has("hypopg"),
			"The extension hypopg 1.4; without it an empty copy is used.",
		),
		sight(
			"whether this login may rebuild indexes",
			has("maintains"),
			session.serverVersion >= 170_000 ? "pg_maintain, MAINTAIN on the tables, or their owner." : "The tables' owner.",
		),
	];
}
