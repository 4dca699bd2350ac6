import { readFileSync, statSync } from "node:fs";
import { AppError } from "../../core/errors.ts";

/** Bytes of a file that is read whole. */
const LARGEST = 32 * 1024 * 1024;

/** A file that the command line names, as text. BAD_INPUT where it cannot be read, is too large, or is not UTF-8. */
export function readTextFile(path: string): string {
	const fail = (message: string): never => {
		throw new AppError("BAD_INPUT", message, { file: path });
	};
	try {
		if (statSync(path).size > LARGEST) return fail(`It is larger than ${LARGEST / 1024 / 1024} MB.`);
		return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
	} catch (caught) {
		if (caught instanceof AppError) throw caught;
		if (caught instanceof TypeError) return fail("It is not UTF-8.");
		return fail(`It cannot be read: ${caught instanceof Error ? caught.message : String(caught)}`);
	}
}
