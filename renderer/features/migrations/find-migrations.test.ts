import { expect, test } from "vitest";
import type { MigrationState, MigrationStatus } from "../../../main/contract/index.ts";
import { findMigrations, firstToLookAt, stepFrom } from "./find-migrations.ts";

const migration = (id: string, name: string, state: MigrationState): MigrationStatus => ({
	id,
	name,
	state,
	checksum: "",
	reversible: true,
	checkCount: 0,
});
const all = [
	migration("006", "create_tenants_table", "applied"),
	migration("007", "add_tenant_id_to_tables", "pending"),
	migration("008", "enable_rls_policies", "pending"),
];

test("a migration is found by number, name and state, by all of the words", () => {
	expect(findMigrations("tenant pending", all).map(({ id }) => id)).toEqual(["007"]);
	expect(findMigrations("008", all).map(({ id }) => id)).toEqual(["008"]);
	expect(findMigrations("  ", all)).toBe(all);
});

test("the keys stop at both ends of the list, and a letter goes nowhere", () => {
	expect(stepFrom(2, "ArrowDown", 3)).toBe(2);
	expect(stepFrom(-1, "ArrowDown", 3)).toBe(0);
	expect(stepFrom(0, "ArrowUp", 3)).toBe(0);
	expect(stepFrom(1, "PageDown", 30)).toBe(11);
	expect(stepFrom(1, "x", 3)).toBeUndefined();
});

test("the first one that is not applied is looked at first, else the last", () => {
	expect(firstToLookAt(all)).toBe("007");
	expect(firstToLookAt(all.slice(0, 1))).toBe("006");
	expect(firstToLookAt([])).toBeUndefined();
});
