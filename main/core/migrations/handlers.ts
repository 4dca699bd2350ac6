import { procedures } from "../procedures.ts";
import { rehearseMigrations } from "../rehearsal/rehearse.ts";
import { adoptMigrations } from "./adopt.ts";
import { applyMigrations } from "./apply.ts";
import type { MigrationDeps } from "./deps.ts";
import { readFiles } from "./files.ts";
import { listHistory } from "./history.ts";
import { listHistories } from "./list-histories.ts";
import { planRun } from "./plan-run.ts";
import { previewAdoption } from "./preview-adoption.ts";
import { rollbackMigrations } from "./rollback.ts";
import { readStatus } from "./status.ts";
import { verifyMigrations } from "./verify.ts";

/** For calls whose pipe gives no signal. */
const never = new AbortController().signal;

export function migrationsHandlers(deps: MigrationDeps) {
	const { jobs, connections } = deps;
	const {
		status,
		files,
		plan,
		history,
		apply,
		rehearse,
		verify,
		rollback,
		adopt,
		histories,
		previewAdoption: preview,
	} = procedures.migrations;
	return {
		status: status.handler(({ input, signal = never }) => readStatus(deps, input, signal)),
		files: files.handler(({ input }) => readFiles(deps, input.connection, input.id)),
		plan: plan.handler(({ input, signal = never }) => planRun(deps, input, signal)),
		history: history.handler(async ({ input, signal = never }) => ({ events: await listHistory(deps, input, signal) })),
		apply: apply.handler(({ input }) => ({
			jobId: jobs.start("apply", input.connection, (job) => applyMigrations(deps, input, job)),
		})),
		rehearse: rehearse.handler(({ input }) => {
			// On the embedded server nothing is written to the connection: it may be locked.
			if (input.scratch === "embedded") {
				return { jobId: jobs.start("rehearse", input.connection, (job) => rehearseMigrations(deps, input, job)) };
			}
			connections.requireWritable(input.connection);
			const { connection } = input;
			return {
				jobId: jobs.start("rehearse", connection, (job) =>
					connections.writing(connection, () => rehearseMigrations(deps, input, job)),
				),
			};
		}),
		verify: verify.handler(({ input }) => ({
			jobId: jobs.start("verify", input.connection, (job) => verifyMigrations(deps, input, job)),
		})),
		rollback: rollback.handler(({ input }) => {
			connections.requireTyped(input.connection, input.typed);
			return { jobId: jobs.start("rollback", input.connection, (job) => rollbackMigrations(deps, input, job)) };
		}),
		adopt: adopt.handler(({ input }) => ({
			jobId: jobs.start("adopt", input.connection, (job) => adoptMigrations(deps, input, job)),
		})),
		histories: histories.handler(({ input, signal = never }) => listHistories(deps, input, signal)),
		previewAdoption: preview.handler(({ input, signal = never }) => previewAdoption(deps, input, signal)),
	};
}
