import type { TenancyStep } from "../../../contract/index.ts";
import type { Tenancy } from "../model.ts";
import { castName } from "../tenant-type.ts";

/** Types whose values are compared with each other by indexes of either. */
const FAMILIES: readonly (readonly string[])[] = [
	["smallint", "integer", "bigint"],
	["text", "character varying", "pg_catalog.bpchar", "name", "citext"],
];

/** Every tenant column can hold the same ids; where they cannot, one tenant may be two, or an index is passed over. */
export function testTypes({ tenants, tables }: Tenancy): TenancyStep[] {
	const like = tenants?.id.type ?? tables[0]?.tenant.type;
	if (like === undefined) return [];
	const others = tables.filter(({ tenant }) => familyOf(tenant.type) !== familyOf(like));
	if (others.length === 0) return [{ step: "types", outcome: "ok", text: `Tenants are told by ${like} everywhere.` }];
	return others.map(({ schema, name, tenant }) => ({
		step: "types",
		outcome: "not-ok",
		text: `${schema}.${name} holds the tenant as ${tenant.type}, others as ${like}.`,
	}));
}

function familyOf(type: string): string {
	const bare = castName(type);
	return FAMILIES.find((family) => family.includes(bare))?.[0] ?? bare;
}
