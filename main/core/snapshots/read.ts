import { type SnapshotHead, type SnapshotSummary, snapshotHead } from "../../contract/index.ts";
import type { SnapshotFile, SnapshotsPort } from "../ports.ts";
import { damaged, readFrames } from "./format.ts";

/** Reads every byte and answers with the hash that the snapshot carries. Errors: SNAPSHOT_DAMAGED, NOT_FOUND. */
export async function checkSnapshot(snapshots: SnapshotsPort, id: string): Promise<string> {
	let sha256 = "";
	for await (const { kind, payload } of readFrames(id, snapshots.read(id))) {
		if (kind === "Z") sha256 = new TextDecoder().decode(payload);
	}
	return sha256;
}

/** The head alone. Errors: SNAPSHOT_DAMAGED, NOT_FOUND. */
export async function readHead(snapshots: SnapshotsPort, id: string): Promise<SnapshotHead> {
	for await (const { kind, payload } of readFrames(id, snapshots.read(id))) {
		if (kind !== "H") break;
		return parseHead(id, payload);
	}
	throw damaged(id);
}

export function parseHead(id: string, payload: Uint8Array): SnapshotHead {
	try {
		return snapshotHead.parse(JSON.parse(new TextDecoder().decode(payload)));
	} catch {
		throw damaged(id);
	}
}

/** Every snapshot of this store, the newest first; one that is damaged is listed as such. */
export async function listSnapshots(snapshots: SnapshotsPort, check: boolean): Promise<SnapshotSummary[]> {
	const files = await snapshots.list();
	const summaries = await Promise.all(files.map((file) => summarize(snapshots, file, check)));
	return summaries.sort((a, b) => ((a.head?.at ?? "") < (b.head?.at ?? "") ? 1 : -1));
}

async function summarize(snapshots: SnapshotsPort, file: SnapshotFile, check: boolean): Promise<SnapshotSummary> {
	try {
		const head = await readHead(snapshots, file.id);
		if (check) await checkSnapshot(snapshots, file.id);
		return { ...file, head, ...(check ? { intact: true } : {}) };
	} catch {
		return { ...file, intact: false };
	}
}
