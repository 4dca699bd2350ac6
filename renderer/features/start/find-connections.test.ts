import { expect, test } from "vitest";
import type { ConnectionCard } from "../../../main/contract/index.ts";
import { findConnections, groupsOf } from "./find-connections.ts";

const card = (name: string, more: Partial<ConnectionCard> = {}): ConnectionCard =>
	({ id: name, name, environment: "test", host: "h", port: 5432, database: "d", user: "u", ...more }) as ConnectionCard;

const all = [
	card("b", { lastUsedAt: new Date(2), group: "Schools", tags: ["eu"] }),
	card("a", { lastUsedAt: new Date(1), environment: "production" }),
	card("c", { notes: "Ask Marie" }),
];
const names = (...how: Parameters<typeof findConnections> extends [unknown, infer How] ? [How] : never) =>
	findConnections(all, how[0]).map(({ name }) => name);

test("every word counts, in tags and notes too", () => {
	expect(names({ query: "#eu schools" })).toEqual(["b"]);
	expect(names({ query: "marie" })).toEqual(["c"]);
	expect(names({ query: "marie eu" })).toEqual([]);
});

test("the one used last comes first, or by name, by environment with production first, or as they are kept", () => {
	expect(names({ query: "" })).toEqual(["b", "a", "c"]);
	expect(names({ query: "", sort: "name" })).toEqual(["a", "b", "c"]);
	expect(names({ query: "", sort: "environment" })).toEqual(["a", "b", "c"]);
	expect(names({ query: "", sort: "own" })).toEqual(["b", "a", "c"]);
});

test("a group is chosen by its name, and those without one are one too", () => {
	expect(names({ query: "", group: { group: "Schools" } })).toEqual(["b"]);
	expect(names({ query: "", group: {} })).toEqual(["a", "c"]);
	expect(groupsOf(all)).toEqual({ names: ["Schools"], rest: true });
});

test("ten thousand are searched within a frame or two", () => {
	const many = Array.from({ length: 10_000 }, (_, at) => card(`server ${at}`, { tags: [`t${at % 50}`] }));
	findConnections(many, { query: "#t7 server" });
	const began = performance.now();
	expect(findConnections(many, { query: "#t7 server", sort: "name" })).toHaveLength(200);
	expect(performance.now() - began).toBeLessThan(60);
});
