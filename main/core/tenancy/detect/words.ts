/** Words that people use for a tenant, and for a single person. A name alone never decides where a policy speaks. */
import type { Source } from "./sources.ts";

const TENANT =
	/tenant|org|account|compan|workspace|customer|client|team|shop|store|school|clinic|merchant|realm|business|entreprise|societe|mandant|agency/i;
const PERSON = /user|(^|[._])(uid|sub|role|email)$|owner|person|member|author|created_by/i;

export const isTenantWord = (text: string): boolean => TENANT.test(text) && !PERSON.test(text);
export const isPersonWord = (text: string): boolean => PERSON.test(text);

/** The setting's last word, or the claim's. */
export function soundsLikeTenant(source: Source | undefined): boolean {
	return source !== undefined && isTenantWord(source.claim.at(-1) ?? source.setting);
}

export function soundsLikePerson(source: Source | undefined): boolean {
	return source !== undefined && isPersonWord(source.claim.at(-1) ?? source.setting);
}

/** tenant of tenant_id, org of org_uuid, Account of accountId. */
const stemOf = (column: string): string => column.toLowerCase().replace(/_?(id|uuid|key|code|slug|no)$/, "");

/** Whether a table of this name would list what a column of that name holds: tenants for tenant_id, companies for company. */
export function listsWhat(table: string, column: string): boolean {
	const stem = stemOf(column);
	const name = table.toLowerCase();
	if (stem === "") return false;
	const plurals = [stem, `${stem}s`, `${stem}es`, stem.replace(/y$/, "ies")];
	return plurals.includes(name) || (stem === "org" && /^organi[sz]ations?$/.test(name));
}
