import { t } from "../../i18n/i18n.ts";

/** Bytes that one message to the core can carry. */
const LARGEST = 900_000;

export interface TextFile {
	from: "text";
	text: string;
	name: string;
}

/** The text of a file that was chosen or dropped. */
export async function readFile(file: File): Promise<TextFile> {
	if (file.size > LARGEST) throw new Error(t(/\.sql$/i.test(file.name) ? "sql-file.large" : "import.large"));
	return { from: "text", text: await file.text(), name: file.name };
}
