import { expect, test } from "vitest";
import { findFindings, type ListedFinding, noFilter } from "./find-findings.ts";

const finding = (given: Partial<ListedFinding>): ListedFinding => ({
	...{ check: "not-forced", severity: "WARN", object: "table public.projects", detail: "It is not forced.", why: "" },
	...{ server: false, ...given },
});
const fix = { sql: "", undo: "", lock: "", risk: "" };
const all = [
	finding({ severity: "ERROR", check: "policy-always-true", object: "policy readable on public.notes", fix }),
	finding({}),
	finding({ check: "server-version", object: "server 18.4", server: true, fix }),
];
const objects = (filter: Partial<typeof noFilter>) =>
	findFindings(all, { ...noFilter, ...filter }).map(({ object }) => object);

test("without a filter everything is shown, in its order", () => {
	expect(objects({})).toEqual(all.map(({ object }) => object));
});

test("all words have to be there, in check, object or detail, whatever their case", () => {
	expect(objects({ text: "PROJECTS forced" })).toEqual(["table public.projects"]);
	expect(objects({ text: "projects readable" })).toEqual([]);
});

test("what can be mended here has a statement, and is not the server's", () => {
	expect(objects({ show: "fixable" })).toEqual(["policy readable on public.notes"]);
});

test("a severity and a check narrow together", () => {
	expect(objects({ show: "WARN", check: "server-version" })).toEqual(["server 18.4"]);
	expect(objects({ show: "ERROR", check: "server-version" })).toEqual([]);
});
