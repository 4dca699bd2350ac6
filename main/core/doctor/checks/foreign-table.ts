import type { Check } from "../check.ts";
import { judgeCopies } from "../copies.ts";

export const foreignTable: Check = {
	name: "foreign-table",
	asks: "Can the application read no foreign table of tenants' rows?",
	judge: (scene) =>
		judgeCopies(scene, "f", {
			noun: "foreign table",
			why: "Row-level security does not exist for foreign tables: only the other server can hold rows back, and it sees one login for all.",
		}),
};
