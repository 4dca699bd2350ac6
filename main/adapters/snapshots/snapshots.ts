import { createReadStream } from "node:fs";
import { mkdir, readdir, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "../../core/errors.ts";
import type { SnapshotFile, SnapshotsPort } from "../../core/ports.ts";
import { openWriter } from "./writer.ts";

const SUFFIX = ".snapshot.gz";

/** Snapshots as files of `folder`, which is made when the first is written. */
export function snapshotsPort(folder: string): SnapshotsPort {
	const pathOf = (id: string): string => join(folder, `${safe(id)}${SUFFIX}`);
	const ready = (): Promise<string | undefined> => mkdir(folder, { recursive: true, mode: 0o700 });
	return {
		folder,
		async free() {
			await ready();
			const { bavail, bsize } = await statfs(folder);
			return bavail * bsize;
		},
		async create(id) {
			await ready();
			return openWriter(id, pathOf(id));
		},
		read: (id) => readPieces(id, pathOf(id)),
		async list() {
			const names = await readdir(folder).catch(() => []);
			const ids = names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
			return Promise.all(ids.sort().map((id) => describe(id, pathOf(id))));
		},
		remove: (id) => rm(pathOf(id), { force: true }),
	};
}

/** An id comes from the command line too: it must not leave the folder. */
function safe(id: string): string {
	if (/^[\w-]{1,100}$/.test(id)) return id;
	throw notFound(id);
}

async function describe(id: string, path: string): Promise<SnapshotFile> {
	return { id, path, bytes: (await stat(path)).size };
}

async function* readPieces(id: string, path: string): AsyncGenerator<Uint8Array> {
	await stat(path).catch(() => {
		throw notFound(id);
	});
	const unzip = createGunzip();
	const reading = pipeline(createReadStream(path), unzip).catch((caught: unknown) => caught);
	try {
		for await (const piece of unzip) yield piece as Uint8Array;
	} catch (caught) {
		throw damaged(id, caught);
	}
	const failure = await reading;
	if (failure !== undefined) throw damaged(id, failure);
}

function damaged(id: string, cause: unknown): AppError {
	return new AppError(
		"SNAPSHOT_DAMAGED",
		`The snapshot ${id} cannot be read to its end.`,
		{ hint: "Nothing was restored." },
		cause,
	);
}

function notFound(id: string): AppError {
	return new AppError("NOT_FOUND", `There is no snapshot ${id}.`, {
		hint: "`bulkhead snapshots` lists what there is.",
	});
}
