import { t } from "../../i18n/i18n.ts";
import type { Source } from "./import-store.ts";

/** Bytes that one message to the core can carry. */
const LARGEST = 900_000;

/** The text of a file that was chosen or dropped. */
export async function readFile(file: File): Promise<Source> {
	if (file.size > LARGEST) throw new Error(t("import.large"));
	return { from: "text", text: await file.text(), name: file.name };
}
