import type { CatalogFault } from "../../../contract/index.ts";
import { HELD } from "../read/folder.ts";
import type { SourceFile } from "../read/source-file.ts";

/** The text of a file that has to be cut in parts, and so is held; undefined, and a fault, where it is too large for that. */
export function heldText({ path, text }: SourceFile, faults: CatalogFault[]): string | undefined {
	if (text !== undefined) return text;
	const message = `It is larger than ${HELD / 1_000_000} MB, and one file that goes up and down has to be held.`;
	faults.push({ file: path, message, hint: "Part it." });
	return undefined;
}
