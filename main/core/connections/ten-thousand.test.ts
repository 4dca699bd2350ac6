import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../adapters/sqlite/store.ts";
import { createKnown } from "./known.ts";

const settings = (at: number) =>
	({
		name: `server ${at}`,
		environment: "test",
		host: `h${at}.example`,
		port: 5432,
		database: "d",
		user: "u",
		sslMode: "prefer",
	}) as const;

test("ten thousand connections stay read: after one was changed the list is there within 20 ms", () => {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-many-"));
	const store = openStore(folder);
	try {
		const known = createKnown(store.connections);
		known.put(
			...Array.from({ length: 10_000 }, (_, at) => ({
				id: `c${at}`,
				origin: "saved" as const,
				settings: settings(at),
			})),
		);
		expect(known.all()).toHaveLength(10_000);
		const times = Array.from({ length: 9 }, () => {
			known.put({ ...known.find("c5"), lastUsedAt: new Date() });
			const began = performance.now();
			expect(known.all()).toHaveLength(10_000);
			return performance.now() - began;
		});
		expect(times.toSorted((a, b) => a - b)[4]).toBeLessThan(20);
		const other = createKnown(store.connections);
		const began = performance.now();
		expect(other.all()).toHaveLength(10_000);
		// The first time each is read and checked.
		expect(performance.now() - began).toBeLessThan(1_000);
	} finally {
		store.close();
		rmSync(folder, { recursive: true });
	}
});
