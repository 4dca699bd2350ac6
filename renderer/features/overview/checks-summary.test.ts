import { expect, test } from "vitest";
import type { MigrationStatus } from "../../../main/contract/index.ts";
import { summariseChecks } from "./checks-summary.ts";

const migration = (more: Partial<MigrationStatus>): MigrationStatus => ({
	id: "001",
	name: "x",
	state: "applied",
	checksum: "",
	reversible: true,
	checkCount: 3,
	...more,
});

test("checks without a verdict are declared, not passed; those of a pending migration do not count", () => {
	expect(
		summariseChecks([
			migration({ checks: { passed: 2, failed: 1 } }),
			migration({}),
			migration({ state: "pending", checks: { passed: 0, failed: 3 } }),
		]),
	).toEqual({ declared: 6, passed: 2, failed: 1 });
});
