import { expect, test } from "vitest";
import type { ScannedTable, ScanResult } from "../../../../main/contract/index.ts";
import { seenCell, tableState } from "./table-state.ts";

const notes: ScannedTable = {
	...{ table: "public.notes", tenants: 2, sawRows: 2, foreignTenants: 0, noAccess: false },
	...{ own: [3, 4], foreign: [0, 0] },
};
const scan = (table: Partial<ScannedTable>, more: Partial<ScanResult> = {}): ScanResult => ({
	...{ id: "1", startedAt: new Date(0), ms: 1, becameRoles: [], tables: 1, tenants: 2, tenantsThere: 2, evaluated: 2 },
	...{ foreignRows: [], foreignLeftOut: 0, notEvaluated: [], orphans: [], matrix: [], notes: [] },
	byTable: [{ ...notes, ...table }],
	...more,
});

test("a table is clean only where it was asked, nothing was foreign, and some tenant saw a row of its own", () => {
	expect(tableState("public.notes", scan({}))).toBe("clean");
	expect(tableState("public.notes", scan({ foreignTenants: 1 }))).toBe("foreign");
	expect(tableState("public.notes", scan({ sawRows: 0 }))).toBe("empty");
	expect(tableState("public.notes", scan({ tenants: 0 }))).toBe("missed");
	expect(tableState("public.notes", scan({ tenants: 0, noAccess: true }))).toBe("no-access");
	expect(tableState("public.other", scan({}))).toBe("not-asked");
	expect(tableState("public.notes", undefined)).toBe("not-asked");
});

test("what was not evaluated for one tenant, or of the whole, is not clean", () => {
	const missed = (table?: string) => ({ tenants: 1, reason: "no", ...(table === undefined ? {} : { table }) });
	expect(tableState("public.notes", scan({}, { notEvaluated: [missed("public.notes")] }))).toBe("missed");
	expect(tableState("public.notes", scan({}, { notEvaluated: [missed()] }))).toBe("missed");
	expect(tableState("public.notes", scan({}, { notEvaluated: [missed("public.other")] }))).toBe("clean");
});

test("a cell that was not evaluated is not one in which nothing was seen", () => {
	const row = { ...notes, own: [3, 0, null, 3], foreign: [0, 0, null, 9] };
	expect([0, 1, 2, 3].map((at) => seenCell(row, at).state)).toEqual(["own", "nothing", "missed", "foreign"]);
	expect(seenCell({ ...row, noAccess: true }, 2).state).toBe("no-access");
});
