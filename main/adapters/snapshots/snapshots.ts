import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../core/errors.ts";
import type { SnapshotFile, SnapshotsPort } from "../../core/ports.ts";
import { type Compression, compressions } from "./compression.ts";
import { openWriter } from "./writer.ts";

const READ_BYTES = 256 * 1024;

/** Snapshots as files of `folder`, which is made when the first is written. */
export function snapshotsPort(folder: string): SnapshotsPort {
	const pathOf = (id: string, { suffix }: Compression): string => join(folder, `${safe(id)}${suffix}`);
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
			const [newest] = compressions;
			return openWriter(id, pathOf(id, newest), newest);
		},
		read: (id) => readPieces(id, (compression) => pathOf(id, compression)),
		async list() {
			const names = (await readdir(folder).catch(() => [])).sort();
			const files = compressions.flatMap(({ suffix }) =>
				names.filter((name) => name.endsWith(suffix)).map((name) => ({ name, id: name.slice(0, -suffix.length) })),
			);
			return Promise.all(files.map(({ id, name }) => describe(id, join(folder, name))));
		},
		async remove(id) {
			for (const compression of compressions) await rm(pathOf(id, compression), { force: true });
		},
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

async function* readPieces(id: string, pathOf: (compression: Compression) => string): AsyncGenerator<Uint8Array> {
	const compression = compressions.find((each) => existsSync(pathOf(each)));
	if (!compression) throw notFound(id);
	const expanded = compression.expand();
	const file = createReadStream(pathOf(compression), { highWaterMark: READ_BYTES });
	const reading = pipeline(file, expanded).catch((caught: unknown) => caught);
	try {
		for await (const piece of expanded) yield piece as Uint8Array;
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
