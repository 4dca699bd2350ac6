/** Every check there is, in the order in which they are told. */
import { bloatChecks } from "./bloat/checks.ts";
import type { Check } from "./check.ts";
import { contractChecks } from "./checks/contract.ts";
import { duplicateChecks } from "./checks/duplicates/checks.ts";
import { foreignKeyChecks } from "./checks/foreign-keys.ts";
import { loadChecks } from "./checks/load.ts";
import { unusedChecks } from "./checks/unused.ts";
import { validityChecks } from "./checks/validity.ts";
import { planChecks } from "./plans/checks/checks.ts";
import { upkeepChecks } from "./statistics/checks.ts";

export const checks: readonly Check[] = [
	...[...validityChecks, ...contractChecks, ...planChecks, ...foreignKeyChecks],
	...[...duplicateChecks, ...unusedChecks, ...loadChecks, ...bloatChecks, ...upkeepChecks],
];
