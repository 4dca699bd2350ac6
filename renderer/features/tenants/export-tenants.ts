import type { TenantFilter } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { notifyDone, notifyError } from "../../app/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { saveFile } from "../../ui/save-file.ts";

/** Characters that a window holds at once; the command line writes more. */
const MOST = 100_000_000;

/** What the filters show, as a file. */
export async function exportTenants(connection: string, format: "csv" | "json", filter: TenantFilter): Promise<void> {
	try {
		const pieces: string[] = [];
		let length = 0;
		let after: string | undefined;
		do {
			const more = after === undefined ? {} : { after };
			const piece = await client.tenants.export({ connection, format, ...filter, ...more });
			pieces.push(piece.text);
			length += piece.text.length;
			if (length > MOST) throw new Error(t("tenants.export.large"));
			after = piece.next;
		} while (after !== undefined);
		const name = `tenants-${new Date().toISOString().slice(0, 10)}.${format}`;
		saveFile(name, pieces.join(""), format === "csv" ? "text/csv" : "application/json");
		notifyDone(t("tenants.export.done", { name }));
	} catch (caught) {
		notifyError(caught);
	}
}
