import type { Command } from "commander";
import type { GlobalOptions, Run } from "./context.ts";

interface Defining {
	choose(run: Run, options: GlobalOptions): void;
	/** Adds the options that every command takes. */
	global(command: Command): Command;
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** `bulkhead explain-row` and `bulkhead why-zero` */
export function defineRows(program: Command, { choose, global }: Defining): void {
	const common = (command: Command) =>
		global(command)
			.option("--tenant <TENANT>", "through whose eyes, by id or slug (required)")
			.option("--table <TABLE>", "schema.table, with double quotes where SQL needs them (required)")
			.option("--role <ROLE>", "the application's role (default: that of the tenancy profile)")
			.option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)")
			.option("--reason <TEXT>", "why you look; kept in the audit trail")
			.option("--ticket <T>", "of which ticket");
	common(program.command("explain-row").description("which policy lets or keeps out a row, for each command"))
		.option("--key <VALUE>", "its primary key; COLUMN=VALUE each of several, or a JSON object of them", collect)
		.option("--where <COL=VALUE>", "a column that singles it out, where there is no key; may be repeated", collect)
		.option("--ctid <PLACE>", "its place in the table: (0,1)")
		.option("--row <JSON>", "a row that is not there: an object of its columns")
		.option("--set <COL=VALUE>", "what an UPDATE would change; may be repeated", collect)
		.action((options) =>
			choose(async (context) => (await import("./commands/explain-row.ts")).explainRow(context, options), options),
		);
	common(program.command("why-zero").description("why a tenant sees nothing in a table"))
		.option("--at-most <N>", "count no further (default: 100000)")
		.action((options) =>
			choose(async (context) => (await import("./commands/why-zero.ts")).whyZero(context, options), options),
		);
}
