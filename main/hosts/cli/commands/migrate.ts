import type { ApplyResult } from "../../../contract/index.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { type Selection, selection } from "../selection.ts";
import { failingChecks } from "./verify.ts";

/** Applies pending migrations in order, then runs their checks: exits 1 when one of these fails. */
export async function migrate(context: Context, ids: string[], options: { to?: string }): Promise<number> {
	const chosen: Selection = selection(ids, options.to);
	const { id } = await connect(context);
	const result = await followJob(context, "apply", context.client.migrations.apply({ connection: id, ...chosen }));
	context.out.answer(result, describe(result));
	return result.checks.failed > 0 ? 1 : 0;
}

function describe({ applied, skipped, checks }: ApplyResult): string[] {
	const lines = applied.map(
		({ id, ms, statements }) => `applied ${id} (${statements.length} statements, ${Math.round(ms)} ms)`,
	);
	return [
		...(lines.length > 0 ? lines : ["nothing to apply"]),
		...skipped.map(({ id, reason }) => `skipped ${id}: ${reason}`),
		...(checks.checks.length > 0 ? [`checks: ${checks.passed} passed, ${checks.failed} failed`] : []),
		...failingChecks(checks.checks),
	];
}
