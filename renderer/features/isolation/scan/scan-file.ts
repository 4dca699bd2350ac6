/** A scan as a file: all of it as JSON, or what it found and what it could not ask as CSV. */
import type { ScanResult } from "../../../../main/contract/index.ts";
import { csvCell } from "../../../ui/csv-cell.ts";
import { saveFile } from "../../../ui/save-file.ts";

export function saveScan(result: ScanResult, format: "json" | "csv"): void {
	const name = `isolation-scan-${result.id}.${format}`;
	if (format === "json") saveFile(name, `${JSON.stringify(result, null, "\t")}\n`, "application/json");
	else saveFile(name, csvOf(result), "text/csv");
}

const HEAD = ["what", "table", "tenant", "name", "rows", "at_least", "owner", "owner_rows", "reason"];

/** A line an owner, so that every number is a cell of its own. */
export function csvOf({ foreignRows, notEvaluated, orphans }: ScanResult): string {
	const lines: (string | number | null)[][] = [HEAD];
	for (const { table, tenant, name, rows, atLeast, owners } of foreignRows) {
		const told = ["foreign", table, tenant, name ?? null, rows, atLeast ? "yes" : null];
		for (const owner of owners.length > 0 ? owners : [{ tenant: null, rows: null }])
			lines.push([...told, owner.tenant, owner.rows, null]);
	}
	for (const { table, tenant, reason } of notEvaluated)
		lines.push(["not evaluated", table ?? null, tenant ?? null, null, null, null, null, null, reason]);
	for (const { table, tenant, rows, atLeast } of orphans)
		lines.push(["orphans", table, tenant, null, rows, atLeast ? "yes" : null, null, null, null]);
	return `${lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
