import type { Check } from "./check.ts";
import { databaseCreate } from "./checks/database-create.ts";
import { defaultPrivileges } from "./checks/default-privileges.ts";
import { definerBypasses } from "./checks/definer-bypasses.ts";
import { definerInPolicy } from "./checks/definer-in-policy.ts";
import { definerSearchPath } from "./checks/definer-search-path.ts";
import { foreignKeyCrosses } from "./checks/foreign-key-crosses.ts";
import { foreignServer } from "./checks/foreign-server.ts";
import { foreignTable } from "./checks/foreign-table.ts";
import { grantOption } from "./checks/grant-option.ts";
import { grantOutside } from "./checks/grant-outside.ts";
import { grantPublic } from "./checks/grant-public.ts";
import { leakproof } from "./checks/leakproof-function.ts";
import { materializedView } from "./checks/materialized-view.ts";
import { noPolicy } from "./checks/no-policy.ts";
import { notForced } from "./checks/not-forced.ts";
import { partitionOpen } from "./checks/partition-open.ts";
import { policiesOff } from "./checks/policies-not-asked.ts";
import { policyAlwaysTrue } from "./checks/policy-always-true.ts";
import { policyFlag } from "./checks/policy-flag.ts";
import { policyFunctionOwner } from "./checks/policy-function-owner.ts";
import { policyNoCheck } from "./checks/policy-no-check.ts";
import { policyWide } from "./checks/policy-wide.ts";
import { policyWithoutTenant } from "./checks/policy-without-tenant.ts";
import { presetTenant } from "./checks/preset-tenant.ts";
import { publicCreate } from "./checks/public-create.ts";
import { published } from "./checks/published.ts";
import { roleBypassrls } from "./checks/role-bypassrls.ts";
import { roleOwner } from "./checks/role-owner.ts";
import { roleReach } from "./checks/role-reach.ts";
import { roleSuperuser } from "./checks/role-superuser.ts";
import { rowSecurityOff } from "./checks/row-security-off.ts";
import { sharedRows } from "./checks/rows-of-nobody.ts";
import { ruleOnTable } from "./checks/rule-on-table.ts";
import { schemaCreate } from "./checks/schema-create.ts";
import { serverVersion } from "./checks/server-version.ts";
import { settableTenant } from "./checks/settable-tenant.ts";
import { settingFunction } from "./checks/setting-function.ts";
import { statistics } from "./checks/statistics.ts";
import { tenantNullable } from "./checks/tenant-nullable.ts";
import { tenantType } from "./checks/tenant-type.ts";
import { triggerOwner } from "./checks/trigger-owner.ts";
import { uniqueKeyTells } from "./checks/unique-key-tells.ts";
import { untrustedFunction } from "./checks/untrusted-function.ts";
import { viewBypasses } from "./checks/view-bypasses.ts";

/** Every check, in the order in which they are told. */
export const checks: readonly Check[] = [
	...[roleSuperuser, roleBypassrls, roleOwner, roleReach],
	...[rowSecurityOff, policiesOff, notForced, noPolicy, partitionOpen],
	...[policyAlwaysTrue, policyFlag, policyWide, policyWithoutTenant, sharedRows, policyNoCheck],
	...[viewBypasses, materializedView, foreignTable, foreignServer],
	...[definerBypasses, definerInPolicy, definerSearchPath, policyFunctionOwner, leakproof, untrustedFunction],
	...[grantOutside, grantPublic, grantOption, defaultPrivileges, schemaCreate, databaseCreate],
	...[settableTenant, settingFunction, presetTenant, triggerOwner, ruleOnTable],
	...[foreignKeyCrosses, uniqueKeyTells, tenantNullable, tenantType, published, statistics],
	...[serverVersion, publicCreate],
];
