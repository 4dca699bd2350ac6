import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../core/errors.ts";
import type { NewFilesPort } from "../../core/ports.ts";

/** Never over a file that is there; what was written before one that fails is taken away again. */
export const createFiles: NewFilesPort["create"] = async (folder, files) => {
	const made: string[] = [];
	try {
		for (const { path, text } of files) {
			const whole = join(folder, path);
			await mkdir(dirname(whole), { recursive: true });
			await writeFile(whole, text, { flag: "wx" });
			made.push(whole);
		}
	} catch (caught) {
		for (const path of made) await rm(path, { force: true });
		throw failure(folder, caught as NodeJS.ErrnoException);
	}
};

function failure(folder: string, caught: NodeJS.ErrnoException): AppError {
	if (caught.code === "EEXIST") {
		return new AppError(
			"REFUSED",
			`There is a file ${caught.path ?? ""} already; nothing was written.`,
			{
				hint: "Look at the folder again, then try once more.",
			},
			caught,
		);
	}
	if (caught.code === "ENOSPC")
		return new AppError("DISK_FULL", `No room in ${folder}; nothing was written.`, {}, caught);
	return new AppError(
		"BAD_INPUT",
		`The folder ${folder} cannot be written to: ${caught.message}`,
		{
			hint: "Check the folder and its rights.",
		},
		caught,
	);
}
