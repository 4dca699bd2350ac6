import type { Context } from "./context.ts";
import { JobFailure } from "./job-failure.ts";
import { printable } from "./output.ts";
import { confirmName } from "./prompt.ts";
import { say, told } from "./words/say.ts";

/** Tries the run; where it would switch row-level security off on tables with rows, the name of each is asked for, and then it is tried with them. */
export async function namingUnguarded<T>(
	context: Context,
	run: (named: { unguard?: string[] }) => Promise<T>,
): Promise<T> {
	try {
		return await run({});
	} catch (caught) {
		const tables = caught instanceof JobFailure ? (caught.error.data?.unguarded ?? []) : [];
		if (!(caught instanceof JobFailure) || tables.length === 0 || !(context.options.yes || context.out.interactive))
			throw caught;
		context.out.note(printable(told(caught.error.message)));
		for (const table of tables)
			await confirmName(
				context,
				say("Row-level security is switched off on {table}.", { table: printable(table) }),
				table,
			);
		return run({ unguard: tables });
	}
}
