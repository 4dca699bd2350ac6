import { closeSync, openSync, writeSync } from "node:fs";
import { AppError } from "../../core/errors.ts";

export interface OutFile {
	write(text: string): void;
	bytes(): number;
	close(): void;
}

/** A file that a command writes piece by piece, for its owner alone; over one that is there only with `over`. Errors: REFUSED, BAD_INPUT. */
export function openOutFile(file: string, over: boolean): OutFile {
	const attempt = <T>(work: () => T): T => {
		try {
			return work();
		} catch (caught) {
			throw failure(file, caught);
		}
	};
	const handle = attempt(() => openSync(file, over ? "w" : "wx", 0o600));
	let written = 0;
	return {
		write: (text) => {
			written += attempt(() => writeAll(handle, Buffer.from(text)));
		},
		bytes: () => written,
		close: () => closeSync(handle),
	};
}

function writeAll(handle: number, bytes: Buffer): number {
	for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
	return bytes.length;
}

function failure(file: string, caught: unknown): AppError {
	if (caught instanceof Error && "code" in caught && caught.code === "EEXIST") {
		return new AppError("REFUSED", `There is a file ${file} already.`, {
			hint: "Name another, or overwrite it with --yes.",
		});
	}
	return new AppError(
		"BAD_INPUT",
		`${file} cannot be written: ${caught instanceof Error ? caught.message : String(caught)}`,
	);
}
