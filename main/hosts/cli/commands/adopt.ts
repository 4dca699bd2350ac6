import { type AdoptResult, foreignTool } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { printable } from "../output.ts";
import { selection } from "../selection.ts";
import { say, told } from "../words/say.ts";
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
	const lines = result.adopted.map((each) =>
		say("adopted {id} {name} ({evidence})", { id: String(each.id), name: each.name, evidence: evidence(each) }),
	);
	const { history, notes = [] } = result;
	context.out.answer(
		result,
		[
			...(lines.length > 0 ? lines : [say("nothing to adopt")]),
			...result.skipped.map(({ id, reason }) =>
				say("skipped {id}: {reason}", { id: String(id), reason: told(reason) }),
			),
			...(history?.withoutFile ?? []).map((version) =>
				say("not adopted: {table} has {version}, the folder has no file for it", {
					table: history?.table ?? "",
					version: String(version),
				}),
			),
			...notes.map((note) => say("note: {note}", { note: told(note) })),
			...certificateLines(result.certificate),
		].map(printable),
	);
	return 0;
}

function evidence({ checks, history }: AdoptResult["adopted"][number]): string {
	const held = say("{n} checks hold", { n: checks });
	if (!history) return held;
	const of = history.at === undefined ? "" : say(" of {at}", { at: history.at });
	return say("{table} has {version}{of}{more}", {
		table: history.table,
		version: String(history.version),
		of,
		more: checks > 0 ? say(", and {held}", { held }) : "",
	});
}

const sources = [...foreignTool.options, "checks"] as const;

function readSource(text: string): (typeof sources)[number] {
	const source = sources.find((each) => each === text);
	if (source !== undefined) return source;
	throw new AppError("BAD_USAGE", `--from ${text}: that is no tool that Bulkhead knows.`, {
		hint: `It reads ${foreignTool.options.join(", ")}; or say checks.`,
	});
}
