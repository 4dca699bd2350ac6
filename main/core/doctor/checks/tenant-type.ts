import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { nameOf } from "../scene.ts";

export const tenantType: Check = {
	name: "tenant-type",
	asks: "Has every tenant column the type of the tenants' own key?",
	judge: (scene) => {
		const key = scene.facts.tenancy.tenants?.id;
		if (!key) return [];
		return scene.tables
			.filter(({ columns }) => columns.tenant !== "")
			.map(({ relation, table }) => {
				const object = `column ${nameOf(relation)}.${table.tenant.name}`;
				if (table.tenant.type === key.type) return ok(object);
				return found(object, {
					severity: "INFO",
					detail: `It is ${table.tenant.type}, the tenants' key is ${key.type}.`,
					why: "Policies then compare by a cast: no foreign key can hold the value to a tenant that exists, and one id can be written in two ways.",
					demonstration: askCatalogue(
						"The types differ.",
						`SELECT ${quoteLiteral(table.tenant.type)} AS "type of the column", ${quoteLiteral(key.type)} AS "type of the key"`,
					),
				});
			});
	},
};
