import type { CheckResult } from "../../../contract/index.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { type Output, table } from "../output.ts";
import { selection } from "../selection.ts";
import { heads, say } from "../words/say.ts";

/** Rows of a failing check that are shown to people; --json has them all. */
const SHOWN = 10;

/** Runs the checks; exits 1 when one fails. */
export async function verify(context: Context, ids: string[]): Promise<number> {
	const chosen = selection(ids, undefined);
	const { id } = await connect(context);
	const started = context.client.migrations.verify({ connection: id, ...(chosen.ids ? { ids: chosen.ids } : {}) });
	const result = await followJob(context, "verify", started);
	context.out.answer(result, describe(context.out, result));
	return result.failed > 0 ? 1 : 0;
}

function describe(out: Output, result: { checks: CheckResult[]; passed: number; failed: number }): string[] {
	const rows = result.checks.map(({ migration, name, ok, ms }) => [
		migration,
		ok ? { text: say("holds"), style: "green" as const } : { text: say("FAILS"), style: "red" as const },
		name,
		`${Math.round(ms)} ms`,
	]);
	return [
		...table(out, heads("ID", "", "CHECK", "TIME"), rows),
		"",
		...failingChecks(result.checks),
		say("{passed} passed, {failed} failed", { passed: result.passed, failed: result.failed }),
	];
}

/** Each failing check with its first violations, one a line. */
export function failingChecks(checks: CheckResult[]): string[] {
	return checks
		.filter(({ ok }) => !ok)
		.flatMap(({ migration, name, violations, violationCount }) => [
			`${migration} ${name}: ${say("{n} violations", { n: violationCount })}`,
			...violations.slice(0, SHOWN).map((row) => `  ${JSON.stringify(row)}`),
		]);
}
