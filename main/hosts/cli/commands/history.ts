import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { table } from "../output.ts";
import { heads, say, when, word } from "../words/say.ts";

/** The ledger, newest first. */
export async function history(context: Context, options: { limit?: string }): Promise<number> {
	const limit = options.limit === undefined ? undefined : Number(options.limit);
	if (limit !== undefined && !(Number.isInteger(limit) && limit > 0 && limit <= 10_000)) {
		throw new AppError("BAD_USAGE", `--limit is a number from 1 to 10000, not ${options.limit}.`);
	}
	const { id } = await connect(context);
	const result = await context.client.migrations.history({ connection: id, ...(limit ? { limit } : {}) });
	const rows = result.events.map((event) => [
		when(event.at),
		word(event.event),
		event.migration,
		event.name,
		`${event.by}@${event.host}`,
		`${Math.round(event.ms)} ms`,
		event.reason ?? "",
	]);
	const head = heads("AT", "EVENT", "ID", "NAME", "BY", "TIME", "REASON");
	context.out.answer(result, rows.length > 0 ? table(context.out, head, rows) : [say("the ledger has no entries")]);
	return 0;
}
