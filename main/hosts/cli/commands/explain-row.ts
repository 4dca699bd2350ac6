import type { ExplainedRow, RowVerdict } from "../../../contract/index.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type TableCell, table } from "../output.ts";
import { type AsTenantOptions, asTenant, columnValues, ofObject } from "../row-options.ts";

export interface ExplainRowOptions extends AsTenantOptions {
	key?: string[];
	where?: string[];
	ctid?: string;
	row?: string;
	set?: string[];
}

/** Which policy lets or keeps out a row, for each command. */
export async function explainRow(context: Context, options: ExplainRowOptions): Promise<number> {
	const { key, where, ctid, row, set } = options;
	const input = {
		...asTenant(options),
		...(key ? { key: key.map((value) => ({ value })) } : {}),
		...(where ? { where: columnValues("--where", where) } : {}),
		...(ctid === undefined ? {} : { ctid }),
		...(row === undefined ? {} : { row: ofObject("--row", row) }),
		...(set ? { set: columnValues("--set", set) } : {}),
	};
	const { id: connection } = await connect(context);
	const told = await context.client.rows.explain({ connection, ...input });
	context.out.answer(told, lines(context.out, told));
	return 0;
}

function lines(out: Output, told: ExplainedRow): string[] {
	const { table: of, viewer, key, rowTenant, verdicts, notes } = told;
	const which = key.length > 0 ? ` (${key.map(({ column, value }) => `${column} ${value}`).join(", ")})` : "";
	const owner = rowTenant === undefined ? "" : `; the row belongs to ${rowTenant ?? "nobody"}`;
	return [
		printable(`${of.schema}.${of.name}${which}, as tenant ${viewer.tenant.id} by role ${viewer.role}${owner}`),
		printable(viewer.rowSecurity.why),
		"",
		...table(out, ["COMMAND", "", "WHY"], verdicts.map(verdictLine)),
		...verdicts.flatMap((verdict) => policyLines(out, verdict)),
		...(notes.length > 0 ? ["", ...notes.map(printable)] : []),
	];
}

const words = { lets: "yes", keeps: "no", fails: "fails" } as const;
const styles = { lets: "green", keeps: "red", fails: "yellow" } as const;

const verdictLine = ({ command, outcome, why }: RowVerdict): TableCell[] => [
	command,
	{ text: words[outcome], style: styles[outcome] },
	why,
];

function policyLines(out: Output, { command, policies, missing }: RowVerdict): string[] {
	const rows = policies.flatMap(({ name, permissive, clauses, settings }) =>
		clauses.map((clause): TableCell[] => [
			name,
			permissive ? "lets" : "restricts",
			clause.clause,
			{ text: clause.result, style: clause.result === "true" ? "green" : clause.result === "error" ? "yellow" : "red" },
			clause.error?.message ?? clause.words ?? clause.expression.replaceAll(/\s+/g, " "),
			settings.map(({ name: setting, value }) => `${setting} = ${value ?? "not set"}`).join(", "),
		]),
	);
	return [
		...(missing.length > 0 || rows.length > 0 ? ["", command] : []),
		...missing.map(({ grant }) => printable(`missing: ${grant}`)),
		...(rows.length > 0 ? table(out, ["POLICY", "", "", "SAYS", "BECAUSE", "SETTINGS"], rows) : []),
	];
}
