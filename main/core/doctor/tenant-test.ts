import { quoteIdent } from "../sql/quote.ts";
import { judgeExpression, names, unwrap } from "./policy-expression.ts";
import type { Guarded, Scene } from "./scene.ts";

/**
 * What a policy of this table has to ask, as another policy here asks it already: the same table's before another's. Undefined where none
 * does, or where the table has no column of its own for it.
 */
export function tenantTest(scene: Scene, { columns, relation }: Guarded): string | undefined {
	if (columns.tenant === "") return undefined;
	const others = scene.tables.filter((each) => each.columns.tenant !== "");
	const nearest = [
		...others.filter((each) => each.relation.oid === relation.oid),
		...others.filter((each) => each.columns.tenant === columns.tenant),
		...others,
	];
	for (const other of nearest) {
		for (const text of other.policies.flatMap((policy) => [policy.using, policy.check])) {
			const value = text === undefined ? undefined : comparedValue(text, other);
			if (value !== undefined && !columns.all.some(({ name }) => names(value, name))) {
				return `${quoteIdent(columns.tenant)} = ${value}`;
			}
		}
	}
	return undefined;
}

/** The other side of a policy that is nothing but `tenant = something`. */
function comparedValue(text: string, { columns }: Guarded): string | undefined {
	if (judgeExpression(text, columns).open !== "tenant") return undefined;
	const inner = unwrap(text);
	const column = /^[a-z_][a-z0-9_]*$/.test(columns.tenant) ? columns.tenant : quoteIdent(columns.tenant);
	if (!inner.startsWith(`${column} = `)) return undefined;
	const value = inner.slice(column.length + 3);
	return / (AND|OR) /.test(value.replaceAll(/\(.*\)/gs, "()")) || value.startsWith("ANY") ? undefined : value;
}
