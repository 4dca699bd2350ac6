import { client } from "../../app/client.ts";
import { notifyDone, notifyError } from "../../app/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { saveFile } from "../../ui/save-file.ts";
import type { Chosen } from "./use-audit.ts";

/** Characters that a window holds at once; the command line writes more. */
const MOST = 100_000_000;

/** The whole trail, or what the filters show of it, as a file. */
export async function exportAudit(format: "jsonl" | "csv", filter: Chosen): Promise<void> {
	try {
		const pieces: string[] = [];
		let length = 0;
		let after: number | undefined;
		do {
			const asked = format === "csv" ? filter : {};
			const piece = await client.audit.export({ ...asked, format, ...(after === undefined ? {} : { after }) });
			pieces.push(piece.text);
			length += piece.text.length;
			if (length > MOST) throw new Error(t("audit.export.large"));
			after = piece.next;
		} while (after !== undefined);
		const name = `bulkhead-audit-${new Date().toISOString().slice(0, 10)}.${format}`;
		saveFile(name, pieces.join(""), format === "csv" ? "text/csv" : "application/jsonl");
		notifyDone(t("audit.export.done", { name }));
	} catch (caught) {
		notifyError(caught);
	}
}
