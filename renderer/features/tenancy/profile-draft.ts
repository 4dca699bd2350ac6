/** The profile as it stands in the fields. Pure. */
import type { TenancyProfile } from "../../../main/contract/index.ts";

/** Columns of the table of tenants, in the order of the fields. */
export const PEOPLE = ["name", "slug", "status", "plan", "region", "adminEmail", "createdAt"] as const;
export type People = (typeof PEOPLE)[number];

export function withText(
	profile: TenancyProfile,
	field: "tenantColumn" | "role" | "context",
	text: string,
): TenancyProfile {
	if (field === "tenantColumn") return { ...profile, tenantColumn: text };
	const { [field]: _, ...others } = profile;
	return text === "" ? others : { ...others, [field]: text };
}

/** Without a table there is nothing that its columns could be of. */
export function withTenants(profile: TenancyProfile, field: "table" | "id" | People, text: string): TenancyProfile {
	const { tenants, ...others } = profile;
	if (field === "table" && text === "") return others;
	const { [field]: _, ...columns } = tenants ?? { table: "", id: "id" };
	const required = field === "table" || field === "id";
	return {
		...others,
		tenants: { table: "", id: "", ...columns, ...(text === "" && !required ? {} : { [field]: text }) },
	};
}

/** JSON as it was typed; what it says is judged by the core. */
export function readProfile(text: string): TenancyProfile | undefined {
	try {
		const data: unknown = JSON.parse(text);
		return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as TenancyProfile) : undefined;
	} catch {
		return undefined;
	}
}

export const fileOf = (profile: TenancyProfile): string => JSON.stringify(profile, undefined, 2);

export const isSame = (a: TenancyProfile, b: TenancyProfile): boolean => JSON.stringify(a) === JSON.stringify(b);
