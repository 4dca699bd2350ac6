import type { Check } from "../check.ts";
import { judgeCopies } from "../copies.ts";

export const materializedView: Check = {
	name: "materialized-view",
	asks: "Can the application read no materialised view of tenants' rows?",
	judge: (scene) =>
		judgeCopies(scene, "m", {
			noun: "materialized view",
			why: "Row-level security does not exist for materialised views: who may read one reads what every tenant put in.",
		}),
};
