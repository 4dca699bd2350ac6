import { expect, test } from "vitest";
import type { ScanResult } from "../../../../main/contract/index.ts";
import { csvOf } from "./scan-file.ts";

const result: ScanResult = {
	...{ id: "1", startedAt: new Date(0), ms: 1, becameRoles: [], tables: 1, tenants: 1, tenantsThere: 1, evaluated: 1 },
	foreignRows: [
		{
			...{ table: "public.notes", tenant: "a", name: "=cmd()", rows: 9, atLeast: true },
			owners: [
				{ tenant: "b", rows: 5 },
				{ tenant: null, rows: 4 },
			],
		},
	],
	...{ foreignLeftOut: 0, byTable: [], matrix: [], notes: [] },
	notEvaluated: [{ table: "public.locks", tenants: 3, reason: 'held, "locked"' }],
	orphans: [{ table: "public.notes", tenant: null, rows: 2 }],
};

test("a CSV has a line for each owner, for what was not evaluated and for orphans, and no cell is a formula", () => {
	expect(csvOf(result).split("\r\n")).toEqual([
		"what,table,tenant,name,rows,at_least,owner,owner_rows,reason",
		"foreign,public.notes,a,'=cmd(),9,yes,b,5,",
		"foreign,public.notes,a,'=cmd(),9,yes,,4,",
		'not evaluated,public.locks,,,,,,,"held, ""locked"""',
		"orphans,public.notes,,,2,,,,",
		"",
	]);
});
