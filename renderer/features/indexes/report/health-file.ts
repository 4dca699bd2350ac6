/** What was found as a file: everything as JSON, or the findings and what could not be judged as CSV. */
import type { IndexFinding, IndexHealth } from "../../../../main/contract/index.ts";
import { csvCell } from "../../../ui/csv-cell.ts";
import { saveFile } from "../../../ui/save-file.ts";

export function saveHealth(health: IndexHealth, format: "csv" | "json"): void {
	const name = `index-health-${new Date().toISOString().slice(0, 10)}.${format}`;
	if (format === "json") saveFile(name, `${JSON.stringify(health, null, "\t")}\n`, "application/json");
	else saveFile(name, csvOf(health), "text/csv");
}

const HEAD = [
	"what",
	"severity",
	"check",
	"object",
	"table",
	"detail",
	"why",
	"evidence",
	"fix",
	"undo",
	"lock",
	"cost",
];

type Line = (string | number | null)[];

/** Formulas are defused by the cell. What could not be judged is in it too: a file without it would look green. */
export function csvOf({ findings, notEvaluated }: Pick<IndexHealth, "findings" | "notEvaluated">): string {
	const lines: Line[] = [HEAD, ...findings.map(findingLine), ...notEvaluated.flatMap(missedLines)];
	return `${lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function findingLine({ severity, check, object, table, detail, why, evidence, fix }: IndexFinding): Line {
	const known = evidence.map(({ name, value }) => `${name}: ${value}`).join("; ");
	const mended = fix ? [fix.sql, fix.undo || null, fix.lock, fix.cost] : [null, null, null, null];
	return ["finding", severity, check, object, table ?? null, detail, why, known || null, ...mended];
}

/** A line an object, and one that says how many more there are. */
function missedLines({ check, reason, objects, count }: IndexHealth["notEvaluated"][number]): Line[] {
	const more = count - objects.length;
	const named = [...objects, ...(more > 0 && objects.length > 0 ? [`and ${more} more`] : [])];
	const line = (object: string | null): Line => [
		...["not evaluated", null, check, object, null, reason],
		...Array<null>(HEAD.length - 6).fill(null),
	];
	return named.length === 0 ? [line(null)] : named.map(line);
}
