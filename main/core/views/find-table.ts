import type { TableName } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { nearNames } from "../near-names.ts";
import { quoteQualified } from "../sql/quote.ts";
import { ROW } from "./conditions.ts";
import type { Looking, ShownTable } from "./view.ts";

/** Errors: NOT_FOUND, with the reason where the view leaves it out. */
export function findTable({ tables, leftOut }: Looking, { schema, name }: TableName): ShownTable {
	const found = tables.find(({ shown }) => shown.schema === schema && shown.name === name);
	if (found) return found;
	const out = leftOut.find((each) => each.schema === schema && each.name === name);
	throw new AppError("NOT_FOUND", `This view does not show ${schema}.${name}.${out ? ` ${out.reason}` : ""}`, {
		hint: out
			? "Look at the level of the view, and at `bulkhead isolation doctor`."
			: instead(tables, { schema, name }),
	});
}

/** Tables that are told where none is near. */
const TOLD = 20;

function instead(tables: readonly ShownTable[], { schema, name }: TableName): string {
	const labels = tables.map(({ shown }) => `${shown.schema}.${shown.name}`);
	const near = nearNames(`${schema}.${name}`, labels);
	if (near.length > 0) return `Did you mean ${near.join(" or ")}?`;
	return `It shows ${labels.slice(0, TOLD).join(", ")}${labels.length > TOLD ? " …" : ""}.`;
}

export const fromTable = ({ guarded }: ShownTable): string =>
	`FROM ${quoteQualified(guarded.schema, guarded.name)} AS ${ROW}`;
