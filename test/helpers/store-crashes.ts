/** Kills and power cuts of a store, and what must be there afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { openStore, type Store } from "../../main/adapters/sqlite/store.ts";
import { systemClock } from "../../main/adapters/system/system.ts";
import { verifyTrail } from "../../main/core/audit/verify-trail.ts";

const program = fileURLToPath(new URL("./store-writer.ts", import.meta.url));

export interface Writer {
	child: ChildProcess;
	/** What it has said is on the disk, one line each, whole lines only. */
	acknowledged(): string[];
	/** It has opened the store. */
	opened: Promise<unknown>;
	ended: Promise<unknown>;
}

export function startWriter(folder: string, count?: number): Writer {
	const child = spawn(process.execPath, [program, folder, ...(count === undefined ? [] : [String(count)])], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		said += text;
	});
	let trouble = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		trouble += text;
	});
	return {
		child,
		acknowledged: () =>
			said
				.slice(0, said.lastIndexOf("\n") + 1)
				.split("\n")
				.filter((line) => line !== "" && line !== "open"),
		opened: Promise.race([
			once(child.stdout, "data"),
			once(child, "close").then(() => {
				throw new Error(`the writer ended: ${trouble}`);
			}),
		]),
		ended: once(child, "close"),
	};
}

/** Lets it write for some milliseconds, and kills it. */
export async function killAfter(writer: Writer, ms: number): Promise<string[]> {
	await writer.opened;
	await sleep(ms);
	writer.child.kill("SIGKILL");
	await writer.ended;
	return writer.acknowledged();
}

/** The store opens as it was, whole, with a trail that holds, and everything that was acknowledged is in it. */
export async function expectWhole(folder: string, acknowledged: readonly string[]): Promise<void> {
	const store = openStore(folder);
	try {
		expect(store.setAside).toBeUndefined();
		expect(store.care.check()).toEqual([]);
		expect((await verifyTrail(store.audit, systemClock)).brokenAt).toBeUndefined();
		expect(lostOf(store, acknowledged)).toEqual([]);
	} finally {
		store.close();
	}
}

export function lostOf(store: Store, acknowledged: readonly string[]): string[] {
	const kinds = new Set<string>();
	for (let after = 0; ; ) {
		const rows = store.audit.scan(after, 10_000);
		for (const [seq, text] of rows) {
			const entry = JSON.parse(text) as { kind: string; of?: number };
			kinds.add(entry.kind === "outcome" ? `outcome ${entry.of}` : `intent ${seq}`);
		}
		after = rows.at(-1)?.[0] ?? 0;
		if (rows.length < 10_000) break;
	}
	for (const { id } of store.connections.list()) kinds.add(`connection ${id}`);
	return acknowledged.filter((line) => !kinds.has(line));
}
