import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../core/errors.ts";
import type { SnapshotWriter } from "../../core/ports.ts";
import type { Compression } from "./compression.ts";

/** Writes beside the final name and renames at the end, so that half a snapshot is never taken for one. */
export async function openWriter(id: string, path: string, { compress }: Compression): Promise<SnapshotWriter> {
	const half = `${path}.half`;
	const zip = compress();
	const written = pipeline(zip, createWriteStream(half, { mode: 0o600, flags: "wx", flush: true }));
	// Told by the call that waits for it; until then nobody listens.
	written.catch(() => {});
	let unfinished = true;

	const abandon = async (): Promise<void> => {
		if (!unfinished) return;
		unfinished = false;
		zip.destroy();
		await written.catch(() => {});
		await rm(half, { force: true });
	};

	return {
		abandon,
		async write(piece) {
			if (zip.errored || !zip.write(piece)) await failing(Promise.race([once(zip, "drain"), written]), path);
		},
		async finish() {
			zip.end();
			await failing(written, path);
			await rename(half, path);
			unfinished = false;
			await flushFolder(dirname(path));
			return { id, path, bytes: (await stat(path)).size };
		},
	};
}

/** The name is on the disk only once its folder is. Windows cannot open a folder, and needs not. */
async function flushFolder(folder: string): Promise<void> {
	if (process.platform === "win32") return;
	const handle = await open(folder);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function failing<T>(work: Promise<T>, path: string): Promise<T> {
	try {
		return await work;
	} catch (caught) {
		const full = (caught as NodeJS.ErrnoException).code === "ENOSPC";
		const why = caught instanceof Error ? caught.message : String(caught);
		throw new AppError(
			full ? "DISK_FULL" : "STORE_FAILED",
			`The snapshot ${path} could not be written: ${why}`,
			{ hint: "Free some space, or choose another folder with --store. Nothing was rolled back." },
			caught,
		);
	}
}
