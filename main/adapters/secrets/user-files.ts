import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { UserFilesPort } from "../../core/ports.ts";

const LARGEST = 4 * 1024 * 1024;

/** libpq's own files, by libpq's rules: a password file that others may read is not used. */
export function userFiles(env: NodeJS.ProcessEnv = process.env): UserFilesPort {
	return {
		async read(which) {
			const path = pathOf(which, env);
			try {
				const { mode, size } = statSync(path);
				if (size > LARGEST) return { path, why: `${path} is too large.` };
				if (which === "pgpass" && process.platform !== "win32" && (mode & 0o077) !== 0) {
					return { path, why: `${path} can be read by others, so it is not used: chmod 600 it.` };
				}
				return { path, text: readFileSync(path, "utf8") };
			} catch (caught) {
				const missing = (caught as NodeJS.ErrnoException).code === "ENOENT";
				return { path, why: missing ? `There is no ${path}.` : `${path} cannot be read.` };
			}
		},
	};
}

function pathOf(which: "pgpass" | "service", env: NodeJS.ProcessEnv): string {
	const windows = join(env.APPDATA ?? "", "postgresql");
	const onWindows = process.platform === "win32";
	if (which === "pgpass")
		return env.PGPASSFILE || (onWindows ? join(windows, "pgpass.conf") : join(homedir(), ".pgpass"));
	return env.PGSERVICEFILE || (onWindows ? join(windows, ".pg_service.conf") : join(homedir(), ".pg_service.conf"));
}
