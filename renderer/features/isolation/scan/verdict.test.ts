import { expect, test } from "vitest";
import type { ScanResult } from "../../../../main/contract/index.ts";
import { verdictOf } from "./verdict.ts";

const clean: ScanResult = {
	...{ id: "1", startedAt: new Date(0), ms: 1, becameRoles: [], tables: 5, tenants: 3, tenantsThere: 3, evaluated: 15 },
	...{ foreignRows: [], foreignLeftOut: 0, notEvaluated: [], orphans: [], byTable: [], matrix: [], notes: [] },
};
const leak = { table: "public.notes", tenant: "a", rows: 3, owners: [] };
const missed = { table: "public.notes", tenants: 3, reason: "locked" };

test("a scan that asked every table as every tenant and found nothing is sealed", () => {
	expect(verdictOf(clean, 5).tone).toBe("sealed");
});

test("nothing that was left out, refused or not chosen is sealed", () => {
	expect(verdictOf({ ...clean, notEvaluated: [missed] }, 5).tone).toBe("look");
	expect(verdictOf({ ...clean, evaluated: 0 }, 5).tone).toBe("look");
	expect(verdictOf({ ...clean, tenants: 2 }, 5).tone).toBe("calm");
	expect(verdictOf(clean, 6).tone).toBe("calm");
});

test("a leak is told before what was not evaluated, and that is told too", () => {
	const { tone, says } = verdictOf({ ...clean, foreignRows: [leak], notEvaluated: [missed] }, 5);
	expect([tone, says]).toEqual([
		"alarm",
		"1 tenant is shown rows that are not its own; tables that leak: 1. And 1 entry was not evaluated: it may leak too.",
	]);
});
