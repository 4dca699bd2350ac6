import { expect, test } from "vitest";
import type { MigrationState, MigrationStatus } from "../../../main/contract/index.ts";
import { actionsFor, hasPendingBefore, rollbackIds } from "./choose-actions.ts";

const migration = (id: string, state: MigrationState, more: Partial<MigrationStatus> = {}): MigrationStatus => ({
	id,
	name: "x",
	state,
	checksum: "",
	reversible: true,
	checkCount: 1,
	...more,
});

test("each state offers what helps it, and what cannot be done is not offered", () => {
	expect(actionsFor(migration("001", "pending"))).toEqual(["apply"]);
	expect(actionsFor(migration("001", "pending", { notRun: "it is JavaScript" }))).toEqual(["adopt", "verify"]);
	expect(actionsFor(migration("001", "unrecorded"))).toEqual(["adopt", "verify"]);
	expect(actionsFor(migration("001", "applied"))).toEqual(["verify", "rollback"]);
	expect(actionsFor(migration("001", "applied", { reversible: false, checkCount: 0 }))).toEqual([]);
	expect(actionsFor(migration("001", "missing"))).toEqual([]);
	expect(actionsFor(migration("001", "interrupted"))).toEqual(["resume", "rollback"]);
	expect(actionsFor(migration("001", "interrupted", { reversible: false }))).toEqual(["resume"]);
});

test("a pending one before it makes it an apply up to it", () => {
	const all = [migration("006", "applied"), migration("007", "pending"), migration("008", "pending")];
	expect(hasPendingBefore("007", all)).toBe(false);
	expect(hasPendingBefore("008", all)).toBe(true);
});

test("a rollback takes the later ones of the ledger with it, newest first, by number and not by letter", () => {
	const all = [
		migration("006", "applied"),
		migration("007", "changed"),
		migration("008", "applied"),
		migration("009", "pending"),
		migration("1000", "applied"),
	];
	expect(rollbackIds("007", all)).toEqual(["1000", "008", "007"]);
});
