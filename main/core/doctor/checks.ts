import type { Check } from "./check.ts";
import { presetTenant, settableTenant, settingFunction, triggerOwner } from "./checks/context.ts";
import { foreignTable, materializedView } from "./checks/copies.ts";
import { defaultPrivileges } from "./checks/default-privileges.ts";
import {
	definerBypasses,
	definerInPolicy,
	definerSearchPath,
	leakproof,
	policyFunctionOwner,
} from "./checks/definer.ts";
import { grantOption, grantOutside, grantPublic } from "./checks/grants.ts";
import { foreignKeyCrosses, uniqueKeyTells } from "./checks/keys.ts";
import { noPolicy } from "./checks/no-policy.ts";
import { notForced } from "./checks/not-forced.ts";
import { partitionOpen } from "./checks/partition-open.ts";
import { policiesOff } from "./checks/policies-not-asked.ts";
import { policyAlwaysTrue } from "./checks/policy-always-true.ts";
import { policyFlag } from "./checks/policy-flag.ts";
import { policyNoCheck } from "./checks/policy-no-check.ts";
import { policyWide, policyWithoutTenant, sharedRows } from "./checks/policy-wide.ts";
import { databaseCreate, publicCreate, schemaCreate } from "./checks/public-create.ts";
import { roleBypassrls, roleSuperuser } from "./checks/role-bypasses.ts";
import { roleOwner } from "./checks/role-owner.ts";
import { roleReach } from "./checks/role-reach.ts";
import { rowSecurityOff } from "./checks/row-security-off.ts";
import { serverVersion } from "./checks/server-version.ts";
import { published, ruleOnTable, statistics, tenantNullable, tenantType } from "./checks/tables.ts";
import { viewBypasses } from "./checks/view-bypasses.ts";

/** Every check, in the order in which they are told. */
export const checks: readonly Check[] = [
	...[roleSuperuser, roleBypassrls, roleOwner, roleReach],
	...[rowSecurityOff, policiesOff, notForced, noPolicy, partitionOpen],
	...[policyAlwaysTrue, policyFlag, policyWide, policyWithoutTenant, sharedRows, policyNoCheck],
	...[viewBypasses, materializedView, foreignTable],
	...[definerBypasses, definerInPolicy, definerSearchPath, policyFunctionOwner, leakproof],
	...[grantOutside, grantPublic, grantOption, defaultPrivileges, schemaCreate, databaseCreate],
	...[settableTenant, settingFunction, presetTenant, triggerOwner, ruleOnTable],
	...[foreignKeyCrosses, uniqueKeyTells, tenantNullable, tenantType, published, statistics],
	...[serverVersion, publicCreate],
];
