/** Schemas that keep tenants apart, one of each style. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");

/** The bundled set as one script. */
export function iafactory(): string {
	const files = readdirSync(MIGRATIONS).filter((file) => /^\d+.*\.sql$/.test(file));
	return files
		.sort()
		.map((file) => readFileSync(join(MIGRATIONS, file), "utf8"))
		.join("\n");
}
