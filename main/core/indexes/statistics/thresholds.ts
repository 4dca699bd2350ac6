/** From how many changed rows autovacuum sets to work on a table: its own settings before the server's. Pure. */
import type { TableFact } from "../facts.ts";
import type { UpkeepFacts } from "./upkeep-facts.ts";

/** Of `autovacuum_vacuum_scale_factor=0.01`. */
export function option({ options }: TableFact, name: string): number | undefined {
	const found = options.find((each) => each.startsWith(`${name}=`));
	return found === undefined ? undefined : Number(found.slice(name.length + 1));
}

export function analyzeThreshold(table: TableFact, { settings }: UpkeepFacts): number {
	const fixed = option(table, "autovacuum_analyze_threshold") ?? settings.analyzeThreshold;
	return fixed + (option(table, "autovacuum_analyze_scale_factor") ?? settings.analyzeScale) * (table.rows ?? 0);
}

export function vacuumThreshold(table: TableFact, { settings }: UpkeepFacts): number {
	const fixed = option(table, "autovacuum_vacuum_threshold") ?? settings.vacuumThreshold;
	const scaled = fixed + (option(table, "autovacuum_vacuum_scale_factor") ?? settings.vacuumScale) * (table.rows ?? 0);
	const most = option(table, "autovacuum_vacuum_max_threshold") ?? settings.vacuumMaxThreshold;
	return most === undefined || most < 0 ? scaled : Math.min(scaled, most);
}

/** Turned off for this table, whatever the server does. */
export const autovacuumOff = ({ options }: TableFact): boolean =>
	options.some((each) => /^autovacuum_enabled=(false|off|no|0|f|n)$/i.test(each));
