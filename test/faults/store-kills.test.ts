/** A thousand Bulkheads killed in the middle of writing to one store, four at a time. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expectWhole, killAfter, startWriter } from "../helpers/store-crashes.ts";

const KILLS = 1_000;
const AT_ONCE = 4;

test("1,000 kills in the middle of writes: the store is whole each time, and nothing acknowledged is lost", {
	timeout: 3_600_000,
}, async () => {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-kills-"));
	const acknowledged: string[] = [];
	for (let killed = 0; killed < KILLS; killed += AT_ONCE) {
		const writers = Array.from({ length: AT_ONCE }, () => killAfter(startWriter(store), Math.random() * 120));
		acknowledged.push(...(await Promise.all(writers)).flat());
		await expectWhole(store, acknowledged);
	}
	expect(acknowledged.length).toBeGreaterThan(KILLS);
	rmSync(store, { recursive: true });
});
