/** Finds out from the catalogue how a database keeps its tenants apart, with what speaks for it. */
import type { TenancyFinding, TenancyProfile, TenancyQuestion } from "../../../contract/index.ts";
import type { Relation, SettingFunction } from "../catalogue.ts";
import { chooseColumn } from "./choose-column.ts";
import { findContext } from "./find-context.ts";
import { findTables } from "./find-tables.ts";
import { findTenants } from "./find-tenants.ts";
import { readerOf } from "./sources.ts";
import { type Use, usesOf } from "./uses.ts";

export interface Detected {
	/** Without the role, for which the tables have to be known. */
	profile: TenancyProfile;
	uses: Use[];
	findings: TenancyFinding[];
	questions: TenancyQuestion[];
}

export function detect(relations: readonly Relation[], functions: readonly SettingFunction[]): Detected {
	const reader = readerOf(functions);
	const chosen = chooseColumn(relations, usesOf(relations, reader));
	const { column, source, uses } = chosen;
	const list = findTenants(relations, column, uses);
	const found = findTables(relations, { column, uses, tenants: list });
	const type = list?.relation.columns.find(({ name }) => name === list.id)?.type ?? typeOf(relations, column);
	const context = findContext(source, uses, { relations, functions, reader, type });
	return {
		profile: {
			...(list ? { tenants: list.profile } : {}),
			tenantColumn: column,
			...(Object.keys(found.tables).length > 0 ? { tables: found.tables } : {}),
			...(context.context === undefined ? {} : { context: context.context }),
		},
		uses,
		findings: [chosen.findings, list?.findings ?? [], found.findings, context.findings].flat(),
		questions: [chosen.questions, list?.questions ?? [], found.questions, context.questions].flat(),
	};
}

function typeOf(relations: readonly Relation[], column: string): string | undefined {
	return relations.flatMap(({ columns }) => columns).find(({ name }) => name === column)?.type;
}
