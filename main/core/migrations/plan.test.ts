import { expect, test } from "vitest";
import { heldFile } from "../../../test/helpers/script-files.ts";
import type { MigrationState } from "../../contract/index.ts";
import type { AppError } from "../errors.ts";
import { planApply, planRollback } from "./plan.ts";
import type { Known } from "./state.ts";

const source = (path: string) => heldFile(path, "");

/** One a letter: p pending, a applied, u unrecorded, c changed, m missing, x applied without a rollback file. */
function known(letters: string): Known[] {
	const states: Record<string, MigrationState> = {
		p: "pending",
		a: "applied",
		x: "applied",
		u: "unrecorded",
		c: "changed",
	};
	return [...letters].map((letter, at) => {
		const id = String(at + 1).padStart(3, "0");
		const rollback = letter === "x" ? {} : { rollback: source(`rollback/${id}_m.sql`) };
		const file = { id, name: "m", forward: source(`${id}_m.sql`), ...rollback };
		return { id, name: "m", state: states[letter] ?? "missing", ...(letter === "m" ? {} : { file }) };
	});
}

const ids = (steps: { id: string }[]) => steps.map(({ id }) => id).join(" ");

test.each([
	["ppp", {}, "001 002 003"],
	["aap", {}, "003"],
	["aaa", {}, ""],
	["ppp", { to: "002" }, "001 002"],
	["app", { ids: ["002"] }, "002"],
	["app", { ids: ["003", "002"] }, "002 003"],
	["uup", {}, "003"],
])("apply on %s with %j runs %s", (letters, selection, steps) => {
	const plan = planApply(known(letters), selection);
	expect(plan.refusals).toEqual([]);
	expect(ids(plan.steps)).toBe(steps);
});

test.each([
	["app", { ids: ["003"] }, "003 needs 002 before it"],
	["apa", {}, "002 is not applied, and 003 after it already is"],
	["cap", {}, "001 was edited since it was applied"],
	["map", {}, "its file is missing"],
])("apply on %s with %j is refused: %s", (letters, selection, sentence) => {
	expect(planApply(known(letters), selection).refusals.join(" ")).toContain(sentence);
});

test("what is there unrecorded is skipped, with the advice to adopt it, and what was asked for by name says why it is skipped", () => {
	expect(planApply(known("up"), {}).skipped).toEqual([
		{ id: "001", reason: expect.stringContaining("bulkhead adopt 001") },
	]);
	expect(planApply(known("aa"), { ids: ["002"] }).skipped).toEqual([{ id: "002", reason: "it is applied" }]);
	expect(planApply(known("aa"), {}).skipped).toEqual([]);
});

test.each([
	["aaa", { ids: ["003"] }, "003"],
	["aaa", { ids: ["002", "003"] }, "003 002"],
	["aaa", { to: "001" }, "003 002"],
	["aaa", { to: "000" }, "003 002 001"],
	["aac", { ids: ["003"] }, "003"],
	["aap", { ids: ["002"] }, "002"],
])("rollback on %s with %j runs %s", (letters, selection, steps) => {
	const plan = planRollback(known(letters), selection);
	expect(plan.refusals).toEqual([]);
	expect(ids(plan.steps)).toBe(steps);
});

test.each([
	["aaa", { ids: ["002"] }, "003 stands on 002"],
	["aau", { ids: ["002"] }, "003 stands on 002"],
	["aau", { ids: ["003"] }, "adopt it first"],
	["aax", { ids: ["003"] }, "003 has no rollback file: add rollback/003_m.sql"],
	["aam", { ids: ["003"] }, "has no files here"],
])("rollback on %s with %j is refused: %s", (letters, selection, sentence) => {
	expect(planRollback(known(letters), selection).refusals.join(" ")).toContain(sentence);
});

test("an id that nobody knows is BAD_INPUT, which names what there is", () => {
	const error = expect.objectContaining({
		code: "BAD_INPUT",
		data: { hint: "There are 001 to 002." } as AppError["data"],
	});
	expect(() => planApply(known("aa"), { ids: ["007"] })).toThrow(error);
	expect(() => planRollback(known("aa"), { to: "009" })).toThrow(error);
});
