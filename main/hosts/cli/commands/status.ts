import type { Interruption, MigrationStatus, StatusResult } from "../../../contract/index.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type Style, table } from "../output.ts";

/** Every migration against this database. `--checks` runs the checks too, and exits 1 when one fails. */
export async function status(context: Context, options: { checks?: boolean }): Promise<number> {
	const { id } = await connect(context);
	const result = await context.client.migrations.status({ connection: id, checks: options.checks ?? false });
	context.out.answer(result, describe(context.out, result));
	return result.migrations.some(({ checks }) => options.checks && checks && checks.failed > 0) ? 1 : 0;
}

const styles: Record<MigrationStatus["state"], Style> = {
	pending: "yellow",
	applied: "green",
	unrecorded: "cyan",
	changed: "red",
	missing: "red",
	interrupted: "red",
};

function describe(out: Output, result: StatusResult): string[] {
	const { database, server, role } = result;
	const powers = [role.superuser ? "superuser" : "", role.bypassrls ? "BYPASSRLS" : ""].filter(Boolean).join(", ");
	const rows = result.migrations.map((migration) => [
		migration.id,
		migration.name,
		{ text: migration.state, style: styles[migration.state] },
		migration.appliedAt?.toISOString() ?? "",
		migration.appliedBy ?? "",
		migration.checks ? `${migration.checks.passed} of ${migration.checks.passed + migration.checks.failed}` : "",
	]);
	const summary = Object.entries(result.summary).filter(([, count]) => count > 0);
	const notRun = result.migrations.flatMap(({ id, state, notRun }) =>
		notRun === undefined || state !== "pending" ? [] : [`${id} cannot be run here: ${notRun}`],
	);
	return [
		`${database} on PostgreSQL ${server.version} as ${role.name}${powers ? ` (${powers})` : ""}`,
		"",
		...table(out, ["ID", "NAME", "STATE", "APPLIED AT", "BY", "CHECKS"], rows),
		"",
		summary.map(([state, count]) => `${count} ${state}`).join(", ") || "no migrations",
		...result.migrations.flatMap(({ id, interruption }) => (interruption ? midway(id, interruption) : [])),
		...(result.format ? [`the folder is one of ${result.format}`] : []),
		...[...notRun, ...(result.leftOut ?? []).map(({ file, reason }) => `not run: ${file}: ${reason}`)].map(printable),
		...(result.runner ? [`another runner is at work: ${result.runner.user} from ${result.runner.host}`] : []),
	];
}

function midway(id: string, { done, of, line, error, stillRunning }: Interruption): string[] {
	const works = stillRunning === undefined ? "" : `; its session, pid ${stillRunning}, still works`;
	return [
		`${id} stopped midway: ${done} of ${of} segments are done, line ${line} is next${works}`,
		...(error === undefined ? [] : [printable(`  ${error}`)]),
		"  next: `bulkhead migrate --resume`, or roll it back",
	];
}
