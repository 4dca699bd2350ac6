import type { TenantsAbility } from "../../contract/index.ts";
import { findMembership } from "./find-membership.ts";
import { cannotCreate, documentsOf, requiredFields } from "./new-tenant.ts";
import { type Column, readColumns } from "./read-columns.ts";
import { noMembership, unknownNeeds } from "./require-membership.ts";
import { noStatus } from "./set-status.ts";
import { templates } from "./templates.ts";
import { fieldsOf } from "./tenant-columns.ts";
import { type Sight, sightOf } from "./with-tenants.ts";

/** What can be done about tenants here, with which values, and why not. */
export async function describeAbility(sight: Sight): Promise<TenantsAbility> {
	const { session, tenants, access } = sight;
	const own = (await readColumns(session, [tenants.oid]))(tenants.oid);
	const membership = await findMembership(session, tenants);
	const { notes, ...role } = sightOf(sight);
	const roleColumn = membership?.columns.find(({ name }) => name === membership.role);
	return {
		fields: fieldsOf(tenants),
		choices: {
			...said(
				"region",
				own.find(({ name }) => name === tenants.columns.region),
			),
			...said(
				"plan",
				own.find(({ name }) => name === tenants.columns.plan),
			),
			...said(
				"status",
				own.find(({ name }) => name === tenants.columns.status),
			),
			...said("role", roleColumn),
		},
		required: requiredFields(tenants, own),
		templates: [...templates],
		templateColumns: documentsOf(tenants, own),
		cannot: {
			create: [...cannotCreate(tenants, own), ...(access.all ? [] : notes)],
			link: membership ? unknownNeeds(membership) : [noMembership(tenants)],
			setStatus: tenants.columns.status === undefined ? [noStatus(sight)] : [],
		},
		...role,
		notes,
	};
}

function said(name: "region" | "plan" | "status" | "role", column: Column | undefined): Record<string, string[]> {
	return column?.choices ? { [name]: column.choices } : {};
}
