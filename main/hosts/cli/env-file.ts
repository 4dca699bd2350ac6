import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { AppError } from "../../core/errors.ts";
import type { Variables } from "./env.ts";

/** Reads a `.env` (NAME=value, quotes, comments, `export`). Throws NOT_FOUND; its text is never quoted in an error. */
export function readEnvFile(path: string): Variables {
	try {
		return parseEnv(readFileSync(path, "utf8"));
	} catch {
		throw new AppError("NOT_FOUND", `The file ${path} cannot be read.`, {
			hint: "Give --env-file a file of lines such as DB_HOST=localhost.",
		});
	}
}
