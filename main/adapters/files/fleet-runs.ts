import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../core/errors.ts";
import type { FleetRunsPort } from "../../core/ports.ts";

/** Runs that are remembered. */
const KEPT = 50;
/** A run's name, which begins with its time: sorted by name they are sorted by age. */
const NAME = /^(\d{8}T\d{6,9}-[0-9a-f]{8})\.json$/;

/** A file a run, for its owner alone. `what`: of what they are, for an error. */
export function fleetRunsPort(folder: string, what = "of the fleet"): FleetRunsPort {
	const ids = async (): Promise<string[]> => {
		const names = await readdir(folder).catch((caught: NodeJS.ErrnoException) => {
			if (caught.code === "ENOENT") return [];
			throw failed(what, caught);
		});
		return names.flatMap((name) => NAME.exec(name)?.[1] ?? []).sort((a, b) => (a < b ? 1 : -1));
	};
	const read = async (id: string): Promise<string | undefined> => {
		if (!NAME.test(`${id}.json`)) return undefined;
		return readFile(join(folder, `${id}.json`), "utf8").catch(() => undefined);
	};
	return {
		get: read,
		async put(id, text) {
			try {
				await mkdir(folder, { recursive: true, mode: 0o700 });
				await replace(join(folder, `${id}.json`), text);
				for (const old of (await ids()).slice(KEPT)) await rm(join(folder, `${old}.json`), { force: true });
			} catch (caught) {
				throw failed(what, caught as NodeJS.ErrnoException);
			}
		},
		async list() {
			const texts = await Promise.all((await ids()).map(async (id) => ({ id, text: await read(id) })));
			return texts.flatMap(({ id, text }) => (text === undefined ? [] : [{ id, text }]));
		},
	};
}

/** Written beside it, safe on the disk, then put in its place. */
async function replace(path: string, text: string): Promise<void> {
	const beside = `${path}.${process.pid}.new`;
	const handle = await open(beside, "w", 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(beside, path);
}

function failed(what: string, caught: NodeJS.ErrnoException): AppError {
	const full = caught.code === "ENOSPC" || caught.code === "EDQUOT";
	return new AppError(
		full ? "DISK_FULL" : "STORE_FAILED",
		`The runs ${what} cannot be kept: ${caught.message}`,
		{ hint: full ? "Make room on this machine's disk." : "Check the rights of Bulkhead's own folder." },
		caught,
	);
}
