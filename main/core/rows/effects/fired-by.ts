/** Which triggers a write fires, in the server's order. Pure. */
import type { FiredTrigger } from "../../../contract/index.ts";
import type { Acted } from "./acted.ts";

export interface ReadTrigger {
	/** Oids of its table and its function. */
	table: string;
	function: string;
	name: string;
	timing: FiredTrigger["timing"];
	level: FiredTrigger["level"];
	events: ("INSERT" | "UPDATE" | "DELETE")[];
	/** UPDATE OF these. */
	columns: string[];
	/** schema.name of its table. */
	on: string;
	/** tgenabled: O and A fire in an ordinary session. */
	enabled: boolean;
}

/** pg_trigger.tgtype. */
export function readType(type: number): Pick<ReadTrigger, "timing" | "level" | "events"> {
	const has = (bit: number): boolean => (type & bit) !== 0;
	return {
		timing: has(2) ? "BEFORE" : has(64) ? "INSTEAD OF" : "AFTER",
		level: has(1) ? "ROW" : "STATEMENT",
		events: [
			...(has(4) ? (["INSERT"] as const) : []),
			...(has(16) ? (["UPDATE"] as const) : []),
			...(has(8) ? (["DELETE"] as const) : []),
		],
	};
}

interface Written {
	table: { oid: string };
	/** Columns that the UPDATE sets. */
	changed: readonly string[] | undefined;
}

export function firedBy(
	triggers: readonly ReadTrigger[],
	acted: readonly Acted[],
	{ table, changed }: Written,
): ReadTrigger[] {
	const fired = triggers.filter((trigger) => {
		const commands = acted.filter(({ oid }) => oid === trigger.table).map(({ command }) => command);
		if (!trigger.enabled || !commands.some((command) => trigger.events.includes(command))) return false;
		if (trigger.table !== table.oid || !changed || trigger.columns.length === 0) return true;
		return (
			trigger.events.some((event) => event !== "UPDATE" && commands.includes(event)) ||
			trigger.columns.some((column) => changed.includes(column))
		);
	});
	return fired.sort((a, b) => rank(a, table.oid) - rank(b, table.oid) || (a.name < b.name ? -1 : 1));
}

/** BEFORE STATEMENT, BEFORE ROW, AFTER ROW, AFTER STATEMENT; the table's own first. */
function rank({ timing, level, table }: ReadTrigger, own: string): number {
	const order = timing === "AFTER" ? (level === "ROW" ? 2 : 3) : level === "STATEMENT" ? 0 : 1;
	return order * 2 + (table === own ? 0 : 1);
}
