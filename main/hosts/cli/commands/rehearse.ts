import type { RehearsedMigration } from "../../../contract/index.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { printable } from "../output.ts";
import type { Selection } from "../selection.ts";
import { failingChecks } from "./verify.ts";

/** Runs for real, measures, rolls back: exits 1 when a check fails, or a rollback does not give the catalogue back. */
export async function rehearse(context: Context, chosen: Selection): Promise<number> {
	const { id: connection } = await connect(context);
	const started = context.client.migrations.rehearse({ connection, ...chosen });
	const result = await followJob(context, "rehearse", started);
	const skipped = result.skipped.map(({ id, reason }) => `skipped ${id}: ${reason}`);
	const lines = result.rehearsal.flatMap(describe).map(printable);
	context.out.answer(result, [...(lines.length > 0 ? lines : ["nothing to rehearse"]), ...skipped]);
	const sound = ({ checks, comesBack }: RehearsedMigration): boolean =>
		comesBack !== false && checks.every(({ ok }) => ok);
	return result.rehearsal.every(sound) ? 0 : 1;
}

function describe(migration: RehearsedMigration): string[] {
	const { id, ms, statements, locks, rewrites, schemaDiff, rows, checks, comesBack, comesBackDiff = [] } = migration;
	return [
		`${id}: ${statements.length} statements, ${Math.round(ms)} ms, rolled back`,
		...locks.map(
			({ table, mode, line, bytes }) => `  lock      ${mode} on ${table} (${kilobytes(bytes)}) from line ${line}`,
		),
		...rewrites.map(({ object, line, bytes }) => `  rewrite   ${object} (${kilobytes(bytes)}) in line ${line}`),
		...Object.entries(rows).map(
			([table, { inserted, updated, deleted }]) => `  rows      ${table}: +${inserted} ~${updated} -${deleted}`,
		),
		`  catalogue ${schemaDiff.filter((line) => line.startsWith("+")).length} lines came, ${schemaDiff.filter((line) => line.startsWith("-")).length} went`,
		...(comesBack === undefined
			? ["  rollback  there is no file"]
			: [`  rollback  ${comesBack ? "gives the catalogue back" : "DOES NOT COME BACK"}`]),
		...comesBackDiff.slice(0, 20).map((line) => `            ${line}`),
		...failingChecks(checks).map((line) => `  check     ${line}`),
	];
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} kB`;
