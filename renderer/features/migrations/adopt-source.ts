import type { ForeignTool, HistorySummary } from "../../../main/contract/index.ts";

/** How the tools write themselves. */
export const toolNames: Record<ForeignTool, string> = {
	flyway: "Flyway",
	dbmate: "dbmate",
	"golang-migrate": "golang-migrate",
	"node-pg-migrate": "node-pg-migrate",
	sqitch: "Sqitch",
	alembic: "Alembic",
};

/** On whose word migrations are adopted: the checks', or a history's, by its table. */
export type AdoptSource = { from: "checks" } | { table: string };

export const sourceKey = (source: AdoptSource): string => ("table" in source ? source.table : "");

/**
 * The one that nobody needs to be asked about: the only history that knows this folder, or the checks where there is none. Undefined where
 * several do, and a person has to say. Pure.
 */
export function firstSource(histories: readonly HistorySummary[]): AdoptSource | undefined {
	const knowing = histories.filter(({ known, doubtful }) => known > 0 && !doubtful);
	const [only, another] = knowing;
	if (!only) return { from: "checks" };
	return another ? undefined : { table: only.table };
}
