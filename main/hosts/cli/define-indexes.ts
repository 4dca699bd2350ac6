import type { Command } from "commander";
import type { GlobalOptions, Run } from "./context.ts";

interface Defining {
	choose(run: Run, options: GlobalOptions): void;
	/** Adds the options that every command takes. */
	global(command: Command): Command;
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** `bulkhead indexes` */
export function defineIndexes(program: Command, { choose, global }: Defining): void {
	global(program.command("indexes").description("index health; exit 1 for a finding at or above --fail-on"))
		.option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)")
		.option("--fail-on <SEVERITY>", "error (default), warn or info")
		.option("--check <NAMES>", "only these checks, parted by commas")
		.option("--table <TABLE>", "findings of this table alone: schema.table; may be repeated", collect)
		.option("--replica <NAME>", "a saved connection to a standby, whose scans are added; may be repeated", collect)
		.option("--migration", "write the fixes as the next migration of --migrations DIR, with rollback and checks")
		.option("--name <NAME>", "of that file, behind its number")
		.option("--slow", "what waits, what is being built, what is broken, what nobody uses")
		.option("--builds", "indexes that are being built now")
		.option("--history", "what earlier looks found, the newest first")
		.option("--compare <IDS>", "what changed between two looks of --history: FROM,TO")
		.action((options) =>
			choose(async (context) => (await import("./commands/indexes.ts")).indexes(context, options), options),
		);
}
