import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { selection } from "../selection.ts";

/** Records as applied what the checks prove is there. */
export async function adopt(context: Context, ids: string[], options: { reason?: string }): Promise<number> {
	const chosen = selection(ids, undefined);
	const { id: connection } = await connect(context);
	const input = {
		connection,
		...(chosen.ids ? { ids: chosen.ids } : {}),
		...(options.reason ? { reason: options.reason } : {}),
	};
	const result = await followJob(context, "adopt", context.client.migrations.adopt(input));
	const lines = result.adopted.map(({ id, name, checks }) => `adopted ${id} ${name} (${checks} checks hold)`);
	context.out.answer(result, [
		...(lines.length > 0 ? lines : ["nothing to adopt"]),
		...result.skipped.map(({ id, reason }) => `skipped ${id}: ${reason}`),
	]);
	return 0;
}
