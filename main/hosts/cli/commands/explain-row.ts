import type { ExplainedRow, RowVerdict } from "../../../contract/index.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type TableCell, table } from "../output.ts";
import { type AsTenantOptions, asTenant, columnValues, ofObject } from "../row-options.ts";
import { heads, say, told, word } from "../words/say.ts";

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
	const explained = await context.client.rows.explain({ connection, ...input });
	context.out.answer(explained, lines(context.out, explained));
	return 0;
}

function lines(out: Output, explained: ExplainedRow): string[] {
	const { table: of, viewer, key, rowTenant, verdicts, notes } = explained;
	const which = key.length > 0 ? ` (${key.map(({ column, value }) => `${column} ${value}`).join(", ")})` : "";
	const owner =
		rowTenant === undefined ? "" : say("; the row belongs to {rowTenant}", { rowTenant: rowTenant ?? say("nobody") });
	return [
		printable(
			say("{schema}.{name}{which}, as tenant {id} by role {role}{owner}", {
				schema: of.schema,
				name: of.name,
				which,
				id: String(viewer.tenant.id),
				role: viewer.role,
				owner,
			}),
		),
		printable(told(viewer.rowSecurity.why)),
		"",
		...table(out, heads("COMMAND", "", "WHY"), verdicts.map(verdictLine)),
		...verdicts.flatMap((verdict) => policyLines(out, verdict)),
		...(notes.length > 0 ? ["", ...notes.map((note) => printable(told(note)))] : []),
	];
}

const words = { lets: "yes", keeps: "no", fails: "fails" } as const;
const styles = { lets: "green", keeps: "red", fails: "yellow" } as const;

const verdictLine = ({ command, outcome, why }: RowVerdict): TableCell[] => [
	command,
	{ text: say(words[outcome]), style: styles[outcome] },
	told(why),
];

function policyLines(out: Output, { command, policies, missing }: RowVerdict): string[] {
	const rows = policies.flatMap(({ name, permissive, clauses, settings }) =>
		clauses.map((clause): TableCell[] => [
			name,
			permissive ? say("lets") : say("restricts"),
			clause.clause,
			{
				text: word(clause.result),
				style: clause.result === "true" ? "green" : clause.result === "error" ? "yellow" : "red",
			},
			clause.error?.message ?? (clause.words && told(clause.words)) ?? clause.expression.replaceAll(/\s+/g, " "),
			settings.map(({ name: setting, value }) => `${setting} = ${value ?? say("not set")}`).join(", "),
		]),
	);
	return [
		...(missing.length > 0 || rows.length > 0 ? ["", command] : []),
		...missing.map(({ grant }) => printable(say("missing: {grant}", { grant }))),
		...(rows.length > 0 ? table(out, heads("POLICY", "", "", "SAYS", "BECAUSE", "SETTINGS"), rows) : []),
	];
}
