import { expect, test } from "vitest";
import type { ErrorValue, FleetTarget } from "../../../main/contract/index.ts";
import { groupErrors } from "./group-errors.ts";

const target = (name: string): FleetTarget => ({
	...{ id: name, key: name, name, environment: "test", tags: [], server: `${name}.example:5432/x` },
});
const group = (...failed: [string, ErrorValue][]) =>
	groupErrors(failed.map(([name, error]) => ({ target: target(name), error }))).map(({ targets }) =>
		targets.map(({ name }) => name),
	);

test("one reason is one cause, whatever each sentence names, and the cause of most comes first", () => {
	const timeout = (at: string): ErrorValue => ({
		code: "CONNECT_FAILED",
		message: `${at} does not answer`,
		data: { reason: "timeout" },
	});
	const broken: ErrorValue = { code: "STATEMENT_FAILED", message: "no", sqlstate: "42P07", file: "002_b.sql", line: 1 };
	expect(group(["a", broken], ["b", timeout("b")], ["c", timeout("c")], ["d", { ...broken, line: 2 }])).toEqual([
		["b", "c"],
		["a"],
		["d"],
	]);
});

test("without a reason the sentence decides, apart from the target's own name", () => {
	const locked = (name: string): ErrorValue => ({
		code: "REFUSED",
		message: `${name} is locked: it can only be read.`,
	});
	expect(
		group(
			["shop 1", locked("shop 1")],
			["shop 2", locked("shop 2")],
			["c", { code: "REFUSED", message: "Out of order." }],
		),
	).toEqual([["shop 1", "shop 2"], ["c"]]);
});
