import type { OpenedView, TableName } from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { noteEvidence, noteFailure } from "../../../app/looks/looks-actions.ts";
import { notifyDone, notifyError, notifyWarning } from "../../../app/notify.ts";
import { t } from "../../../i18n/i18n.ts";
import { saveFile } from "../../../ui/save-file.ts";
import { type Asked, nothingAsked } from "../explorer-store.ts";
import { fileName } from "./file-name.ts";

/** Characters that a window holds at once; the command line writes more. */
const MOST = 100_000_000;

export type Source = { table: TableName; asked?: Asked } | { sql: string };

/** Writes what the tenant sees into a file whose name says whose it is. */
export async function exportRows(view: OpenedView, source: Source, format: "csv" | "json"): Promise<void> {
	const stop = new AbortController();
	try {
		const pieces: string[] = [];
		let length = 0;
		const answer = await client.views.export(
			{ view: view.view, from: fromOf(source), format },
			{ signal: stop.signal },
		);
		for await (const { text, end } of answer) {
			pieces.push(text);
			length += text.length;
			if (length > MOST) throw new Error(t("sheet.export.large"));
			if (!end) continue;
			noteEvidence(view.view, end.evidence);
			const name = fileName(view, "table" in source ? source.table.name : "query", format, new Date());
			saveFile(name, pieces.join(""), format === "csv" ? "text/csv" : "application/json");
			const words = { name, n: end.rows };
			if (end.truncated) notifyWarning(t("sheet.export.cut", words));
			else notifyDone(t("sheet.export.done", words));
		}
	} catch (caught) {
		stop.abort();
		noteFailure(view, caught);
		notifyError(caught);
	}
}

function fromOf(source: Source) {
	if ("sql" in source) return { sql: source.sql };
	const { table, asked = nothingAsked } = source;
	return { table: { schema: table.schema, name: table.name }, filters: [...asked.filters], sort: [...asked.sort] };
}
