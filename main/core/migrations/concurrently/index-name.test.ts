import { expect, test } from "vitest";
import { partitionIndexName } from "./index-name.ts";

const parent = { index: "events_at_idx", table: "events" };

test("a partition's index is named after the partition, as the parent's is after the parent", () => {
	expect(partitionIndexName(parent, "events_2024")).toBe("events_2024_at_idx");
	expect(partitionIndexName({ index: "by_time", table: "events" }, "events_2024")).toBe("events_2024_by_time");
});

test("no name is longer than 63 bytes, no character is cut in two, and long ones stay apart", () => {
	const long = (end: string) => partitionIndexName(parent, `${"événements_été_".repeat(5)}${end}`);
	const [a, b] = [long("a"), long("b")];
	expect(a).not.toBe(b);
	for (const name of [a, b]) {
		expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
		expect(Buffer.from(name).toString()).toBe(name);
		expect(name).not.toContain("\ufffd");
	}
	expect(partitionIndexName(parent, "日本語の表".repeat(6))).toMatch(/^[^\ufffd]+_[0-9a-f]{8}$/);
});

test("the same partition has the same name each time, and another choice where that is taken", () => {
	expect(partitionIndexName(parent, "p")).toBe(partitionIndexName(parent, "p"));
	const choices = [0, 1, 2].map((again) => partitionIndexName(parent, "p", again));
	expect(new Set(choices).size).toBe(3);
});
