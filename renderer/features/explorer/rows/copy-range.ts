import type { OpenedView, TableName } from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { noteEvidence, noteFailure } from "../../../app/looks/looks-actions.ts";
import { notifyDone, notifyError, notifyWarning } from "../../../app/notify.ts";
import { t } from "../../../i18n/i18n.ts";
import { copyText } from "../../../ui/copy-text.ts";
import type { PagedRow, RowPager } from "../sheet/row-pager.ts";
import type { CellRange } from "../sheet/use-sheet-focus.ts";
import { type CopyFormat, copiedText } from "./copy-rows.ts";
import { keyOf } from "./row-key.ts";
import { nameOf } from "./use-rows.ts";

/** Rows that are copied at most; more of them go into a file. */
const MOST = 10_000;

interface Copying {
	view: OpenedView;
	table: TableName;
	pager: RowPager;
	format: CopyFormat;
}

/** Puts a range of the grid on the clipboard: what is shown, and one cell alone in full. */
export async function copyRange({ view, table, pager, format }: Copying, range: CellRange): Promise<void> {
	const [from, to] = [range.rows[0], Math.min(range.rows[1], range.rows[0] + MOST - 1)];
	const rows = Array.from({ length: to - from + 1 }, (_, at) => pager.row(from + at)).filter(
		(row) => row !== undefined,
	);
	const alone = rows.length === 1 && range.columns[0] === range.columns[1] && format === "tsv" && rows[0];
	// As JSON and INSERT a row is copied whole.
	const wide = format !== "tsv" && range.columns[0] === range.columns[1];
	const places = wide
		? [...pager.columns.keys()]
		: Array.from({ length: range.columns[1] - range.columns[0] + 1 }, (_, at) => range.columns[0] + at);
	try {
		const whole = alone ? await wholeCell({ view, table, pager, format }, alone, range.columns[0]) : undefined;
		const columns = places.flatMap((at) => pager.columns[at] ?? []);
		const cells = rows.map((row) => places.map((at) => row.cells[at] ?? null));
		const text = whole ?? copiedText(format, { table, columns, rows: cells });
		if (!(await copyText(text))) return notifyWarning(t("copy.failed"));
		const missing = range.rows[1] - range.rows[0] + 1 - rows.length;
		const cut = whole === undefined ? countCut(rows, places) : 0;
		if (missing > 0) notifyWarning(t("rows.copied.missing", { n: missing }));
		else if (cut > 0) notifyWarning(t("rows.copied.cut", { n: cut }));
		else notifyDone(t("rows.copied", { n: rows.length }));
	} catch (caught) {
		noteFailure(view, caught);
		notifyError(caught);
	}
}

const countCut = (rows: readonly PagedRow[], places: readonly number[]): number =>
	rows.reduce((count, { cut }) => count + places.filter((at) => cut?.has(at)).length, 0);

/** Of a cell that is cut here, what the server has; undefined where it is not, or its row has no key. */
async function wholeCell({ view, table, pager }: Copying, row: PagedRow, at: number): Promise<string | undefined> {
	const key = keyOf(pager.columns, row.cells);
	const column = pager.columns[at]?.name;
	if (!row.cut?.has(at) || !key || column === undefined) return undefined;
	const answer = await client.views.cell({ view: view.view, table: nameOf(table), key, column });
	noteEvidence(view.view, answer.evidence);
	if (answer.truncated) notifyWarning(t("rows.copied.cut", { n: 1 }));
	return answer.value ?? "";
}
