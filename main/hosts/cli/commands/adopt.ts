import { type AdoptResult, foreignTool } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { printable } from "../output.ts";
import { selection } from "../selection.ts";
import { certificateLines } from "./certificates.ts";

interface Options {
	reason?: string;
	from?: string;
	table?: string;
	despite?: boolean;
}

/** Records as applied what the checks prove is there, and what another tool's history says it has run. */
export async function adopt(context: Context, ids: string[], options: Options): Promise<number> {
	const chosen = selection(ids, undefined);
	const from = options.from === undefined ? {} : { from: readSource(options.from) };
	const { id: connection } = await connect(context);
	const input = {
		connection,
		...(chosen.ids ? { ids: chosen.ids } : {}),
		...(options.reason ? { reason: options.reason } : {}),
		...from,
		...(options.table ? { table: options.table } : {}),
		...(options.despite ? { despite: true } : {}),
	};
	const result = await followJob(context, "adopt", context.client.migrations.adopt(input));
	const lines = result.adopted.map((each) => `adopted ${each.id} ${each.name} (${evidence(each)})`);
	const { history, notes = [] } = result;
	context.out.answer(
		result,
		[
			...(lines.length > 0 ? lines : ["nothing to adopt"]),
			...result.skipped.map(({ id, reason }) => `skipped ${id}: ${reason}`),
			...(history?.withoutFile ?? []).map(
				(version) => `not adopted: ${history?.table} has ${version}, the folder has no file for it`,
			),
			...notes.map((note) => `note: ${note}`),
			...certificateLines(result.certificate),
		].map(printable),
	);
	return 0;
}

function evidence({ checks, history }: AdoptResult["adopted"][number]): string {
	const held = `${checks} ${checks === 1 ? "check holds" : "checks hold"}`;
	if (!history) return held;
	const when = history.at === undefined ? "" : ` of ${history.at}`;
	return `${history.table} has ${history.version}${when}${checks > 0 ? `, and ${held}` : ""}`;
}

const sources = [...foreignTool.options, "checks"] as const;

function readSource(text: string): (typeof sources)[number] {
	const source = sources.find((each) => each === text);
	if (source !== undefined) return source;
	throw new AppError("BAD_USAGE", `--from ${text}: that is no tool that Bulkhead knows.`, {
		hint: `It reads ${foreignTool.options.join(", ")}; or say checks.`,
	});
}
