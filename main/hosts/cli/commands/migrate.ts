import type { ApplyResult } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { tellBeforeRun } from "../before-run.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { namingUnguarded } from "../naming-unguarded.ts";
import { confirm } from "../prompt.ts";
import { type Selection, selection } from "../selection.ts";
import { say, told } from "../words/say.ts";
import { certificateLines } from "./certificates.ts";
import { barrierLines } from "./isolation/barrier-left.ts";
import { isolationOption, seenLines } from "./isolation/seen-lines.ts";
import { type RehearseOptions, refuseRehearsalOptions, rehearse } from "./rehearse.ts";
import { failingChecks } from "./verify.ts";

export interface MigrateOptions extends RehearseOptions {
	/** False with --no-checks. */
	checks?: boolean;
	rehearse?: boolean;
	resume?: boolean;
	redo?: boolean;
	clean?: boolean;
}

/** Applies pending migrations in order, each followed by its checks: exits 1 when one of these fails. */
export async function migrate(context: Context, ids: string[], options: MigrateOptions): Promise<number> {
	if (options.rehearse) return rehearse(context, ids, options);
	refuseRehearsalOptions(options);
	const { to, checks } = options;
	const chosen: Selection = selection(ids, to);
	const { id: connection } = await connect(context);
	await tellBeforeRun(context, connection, chosen);
	const interrupted = await giveUp(context, options);
	const left = { ...interrupted, ...(checks === false ? { checks } : {}), ...(options.resume ? { resume: true } : {}) };
	const watched = isolationOption(options);
	const result = await namingUnguarded(context, (unguard) =>
		followJob(
			context,
			"apply",
			context.client.migrations.apply({ connection, ...chosen, ...left, ...watched, ...unguard }),
		),
	);
	context.out.answer(result, describe(result));
	return result.checks.failed > 0 ? 1 : 0;
}

/** Either is asked for, for nobody but its author knows whether a file can meet its own effects. */
async function giveUp(
	context: Context,
	{ resume, redo, clean }: MigrateOptions,
): Promise<{ interrupted?: "redo" | "clean" }> {
	if ([resume, redo, clean].filter(Boolean).length > 1) {
		throw new AppError("BAD_USAGE", "--resume, --redo and --clean are three ways on: say one of them.");
	}
	if (redo) {
		await confirm(context, say("What stopped midway runs from its first statement, over what it has done already."));
		return { interrupted: "redo" };
	}
	if (!clean) return {};
	await confirm(
		context,
		say("What stopped midway is forgotten; what it has done stays, and only the history tells of it."),
	);
	return { interrupted: "clean" };
}

function describe({ applied, skipped, checks, certificate, isolation, barrierLeft }: ApplyResult): string[] {
	const lines = applied.map(({ id, ms, statements }) =>
		say("applied {id} ({statements} statements, {ms} ms)", {
			id: String(id),
			statements: statements.length,
			ms: Math.round(ms),
		}),
	);
	return [
		...(lines.length > 0 ? lines : [say("nothing to apply")]),
		...skipped.map(({ id, reason }) => say("skipped {id}: {reason}", { id: String(id), reason: told(reason) })),
		...(checks.checks.length > 0
			? [say("checks: {passed} passed, {failed} failed", { passed: checks.passed, failed: checks.failed })]
			: []),
		...failingChecks(checks.checks),
		...barrierLines(barrierLeft),
		...seenLines(isolation),
		...certificateLines(certificate),
	];
}
