import type { CatalogFault } from "../../../contract/index.ts";
import type { FilesPort } from "../../ports.ts";
import { faultOf } from "../read/fault.ts";
import type { Folder } from "../read/folder.ts";
import { readSourceFile, type SourceFile } from "../read/source-file.ts";

/** A file of another tool's folder; undefined, and a fault, where it cannot be read. */
export async function readSource(
	folder: Folder,
	path: string,
	faults: CatalogFault[],
): Promise<SourceFile | undefined> {
	try {
		const source = await readSourceFile(folder, path);
		return path.endsWith(".sql") ? { ...source, manner: { ownTransaction: true } } : source;
	} catch (caught) {
		faults.push(faultOf(caught, path));
		return undefined;
	}
}

/** Bytes in which a file says what it is. */
const HEAD = 65_536;

/** The beginning of a file, as far as it is text. */
export async function readHead(files: FilesPort, folder: string, path: string): Promise<string> {
	for await (const piece of files.stream(folder, path)) return new TextDecoder().decode(piece.subarray(0, HEAD));
	return "";
}
