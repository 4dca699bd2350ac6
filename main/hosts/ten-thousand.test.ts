import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../adapters/sqlite/store.ts";
import { allConnections } from "./cli/all-connections.ts";
import { compose } from "./compose.ts";
import { type Client, localClient } from "./local-client.ts";

const COUNT = 10_000;

function fill(folder: string): void {
	const store = openStore(folder);
	store.connections.put(
		...Array.from({ length: COUNT }, (_, at) => ({
			id: `c${at}`,
			settings: { name: `server ${at}`, host: `h${at}.example`, database: "d", user: "u" },
		})),
	);
	store.close();
}

async function fresh<T>(folder: string, use: (client: Client) => Promise<T>): Promise<T> {
	const composed = compose({ store: folder });
	const { client, close } = localClient(composed.core);
	try {
		return await use(client);
	} finally {
		close();
		await composed.close();
	}
}

test("of ten thousand connections the first page is there within 20 ms of a new core, each later one too, and none is missed", async () => {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-pages-"));
	try {
		fill(folder);
		const firsts: number[] = [];
		for (let round = 0; round < 9; round++) {
			await fresh(folder, async (client) => {
				const began = performance.now();
				const { connections, next } = await client.connections.list();
				firsts.push(performance.now() - began);
				expect(connections).toHaveLength(100);
				expect(next).toBeDefined();
			});
		}
		expect(median(firsts)).toBeLessThan(20);
		await fresh(folder, async (client) => {
			const all = await allConnections(client);
			expect(all.map(({ name }) => name)).toEqual(Array.from({ length: COUNT }, (_, at) => `server ${at}`));
			const later: number[] = [];
			for (let after: string | undefined = "100:100"; after !== undefined; ) {
				const began = performance.now();
				({ next: after } = await client.connections.list({ after }));
				later.push(performance.now() - began);
			}
			expect(later).toHaveLength(20);
			expect(median(later)).toBeLessThan(20);
		});
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("a saved connection is found by its name, else by its id, without the others being read", async () => {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-named-"));
	try {
		fill(folder);
		await fresh(folder, async ({ connections }) => {
			const began = performance.now();
			expect(await connections.find({ name: "server 9000" })).toMatchObject({ id: "c9000" });
			expect(performance.now() - began).toBeLessThan(60);
			expect(await connections.find({ name: "c77" })).toMatchObject({ name: "server 77" });
			await expect(connections.find({ name: "nobody" })).rejects.toMatchObject({ code: "NOT_FOUND" });
		});
	} finally {
		rmSync(folder, { recursive: true });
	}
});

const median = (times: number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
