import type { ColumnDef, ConstrType, Node, Constraint as TreeConstraint } from "libpg-query";
import type { Column, Constraint } from "../../../core/ports.ts";
import { expressionOf } from "./expressions.ts";
import { type Places, relationName, strings, typeOf } from "./tree.ts";

const kinds: { [Type in ConstrType]?: Constraint["kind"] } = {
	CONSTR_CHECK: "check",
	CONSTR_FOREIGN: "foreign-key",
	CONSTR_UNIQUE: "unique",
	CONSTR_PRIMARY: "primary-key",
	CONSTR_EXCLUSION: "exclusion",
	CONSTR_NOTNULL: "not-null",
};

export function columnOf(definition: ColumnDef, places: Places): Column {
	const name = definition.colname ?? "";
	const all = constraintsOf(definition.constraints);
	const generated = all.find(({ contype }) => contype === "CONSTR_GENERATED");
	const preset = all.find(({ contype }) => contype === "CONSTR_DEFAULT")?.raw_expr ?? definition.raw_default;
	const written = expressionOf(preset, places);
	return {
		name,
		...(definition.typeName ? { type: typeOf(definition.typeName, places) } : {}),
		...(written ? { default: written } : {}),
		identity: all.some(({ contype }) => contype === "CONSTR_IDENTITY"),
		...(generated ? { generated: generated.generated_kind === "v" ? ("virtual" as const) : ("stored" as const) } : {}),
		constraints: all.flatMap((constraint) => constraintOf(constraint, places, name) ?? []),
		at: places(definition.location),
	};
}

function constraintsOf(nodes: readonly Node[] | undefined): TreeConstraint[] {
	return (nodes ?? []).flatMap((node) => ("Constraint" in node ? [node.Constraint] : []));
}

/** `column` is the one that carries it. Undefined for what is only written like a constraint: DEFAULT, NULL, DEFERRABLE. */
export function constraintOf(constraint: TreeConstraint, places: Places, column?: string): Constraint | undefined {
	const kind = constraint.contype && kinds[constraint.contype];
	if (!kind) return undefined;
	const listed = strings(kind === "foreign-key" ? constraint.fk_attrs : constraint.keys);
	const expression = expressionOf(constraint.raw_expr, places);
	return {
		kind,
		...(constraint.conname ? { name: constraint.conname } : {}),
		columns: listed.length > 0 || column === undefined ? listed : [column],
		notValid: constraint.skip_validation ?? false,
		...(constraint.indexname ? { usingIndex: constraint.indexname } : {}),
		...(expression ? { expression } : {}),
		...(constraint.pktable
			? { references: { table: relationName(constraint.pktable), columns: strings(constraint.pk_attrs) } }
			: {}),
		at: places(constraint.location),
	};
}
