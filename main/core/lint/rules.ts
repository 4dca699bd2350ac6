/** Every rule, in the order in which `docs/lint.md` lists them. */
import type { Rule } from "./rule.ts";
import { accessRules } from "./rules/access.ts";
import { addColumnRules } from "./rules/add-column.ts";
import { addConstraintRules } from "./rules/add-constraint.ts";
import { changeTypeRules } from "./rules/change-type.ts";
import { dropRules } from "./rules/drop.ts";
import { heavyRules } from "./rules/heavy.ts";
import { idempotentRules } from "./rules/idempotent.ts";
import { indexRules } from "./rules/indexes.ts";
import { partitionRules } from "./rules/partitions.ts";
import { policyRules } from "./rules/policies.ts";
import { policyFunctionRules } from "./rules/policy-functions.ts";
import { renameRules } from "./rules/rename.ts";
import { rowSecurityRules } from "./rules/row-security.ts";
import { setNotNullRules } from "./rules/set-not-null.ts";
import { settingRules } from "./rules/settings.ts";
import { tenantKeyRules } from "./rules/tenant-keys.ts";
import { textRules } from "./rules/the-text.ts";
import { transactionRules } from "./rules/transactions.ts";
import { typeRules } from "./rules/types.ts";
import { writeRules } from "./rules/writes.ts";

export const rules: readonly Rule[] = [
	...addColumnRules,
	...changeTypeRules,
	...setNotNullRules,
	...addConstraintRules,
	...indexRules,
	...partitionRules,
	...heavyRules,
	...transactionRules,
	...renameRules,
	...dropRules,
	...writeRules,
	...settingRules,
	...idempotentRules,
	...typeRules,
	...rowSecurityRules,
	...policyRules,
	...policyFunctionRules,
	...tenantKeyRules,
	...accessRules,
	...textRules,
];

export const rulesById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));
