import { expect, test } from "vitest";
import type { MigrationState, MigrationStatus } from "../../main/contract/index.ts";
import type { KnownCheck } from "./jobs/latest-checks.ts";
import { withVerdicts } from "./known-verdicts.ts";

const migration = (id: string, state: MigrationState, more: Partial<MigrationStatus> = {}): MigrationStatus => ({
	id,
	name: "x",
	state,
	checksum: "",
	reversible: true,
	checkCount: 2,
	...more,
});
const check = (id: string, ok: boolean, stale = false): KnownCheck => ({
	migration: id,
	name: "a",
	ok,
	ms: 1,
	violations: [],
	violationCount: 0,
	key: `${id} ${ok}`,
	at: 0,
	stale,
});
const verdicts = (migrations: MigrationStatus[], checks: KnownCheck[]) =>
	withVerdicts(migrations, checks).map((one) => one.checks);

test("a run's verdict fills in for a status that has none", () => {
	expect(verdicts([migration("006", "applied")], [check("006", true), check("006", false)])).toEqual([
		{ passed: 1, failed: 1 },
	]);
});

test("a stale verdict is none, the status's own goes first, and a pending migration has none to give", () => {
	expect(verdicts([migration("006", "applied")], [check("006", true, true)])).toEqual([undefined]);
	const own = { passed: 2, failed: 0 };
	expect(verdicts([migration("006", "applied", { checks: own })], [check("006", false)])).toEqual([own]);
	expect(verdicts([migration("006", "pending")], [check("006", true)])).toEqual([undefined]);
});
