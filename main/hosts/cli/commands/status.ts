import type { Interruption, MigrationStatus, StatusResult } from "../../../contract/index.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type Style, table } from "../output.ts";
import { counted, heads, listed, say, told, when, word } from "../words/say.ts";

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
	const powers = [role.superuser ? say("superuser") : "", role.bypassrls ? "BYPASSRLS" : ""].filter(Boolean).join(", ");
	const rows = result.migrations.map((migration) => [
		migration.id,
		migration.name,
		{ text: word(migration.state), style: styles[migration.state] },
		when(migration.appliedAt),
		migration.appliedBy ?? "",
		migration.checks
			? say("{passed} of {all}", {
					passed: migration.checks.passed,
					all: migration.checks.passed + migration.checks.failed,
				})
			: "",
	]);
	const summary = Object.entries(result.summary).filter(([, count]) => count > 0);
	const notRun = result.migrations.flatMap(({ id, state, notRun }) =>
		notRun === undefined || state !== "pending"
			? []
			: [say("{id} cannot be run here: {notRun}", { id: String(id), notRun: told(notRun) })],
	);
	return [
		say("{database} on PostgreSQL {version} as {name}{more}", {
			database,
			version: String(server.version),
			name: role.name,
			more: powers ? ` (${powers})` : "",
		}),
		"",
		...table(out, heads("ID", "NAME", "STATE", "APPLIED AT", "BY", "CHECKS"), rows),
		"",
		listed(summary.map(([state, count]) => counted(count, state))) || say("no migrations"),
		...result.migrations.flatMap(({ id, interruption }) => (interruption ? midway(id, interruption) : [])),
		...(result.format ? [say("the folder is one of {format}", { format: result.format })] : []),
		...[
			...notRun,
			...(result.leftOut ?? []).map(({ file, reason }) =>
				say("not run: {file}: {reason}", { file, reason: told(reason) }),
			),
		].map(printable),
		...(result.runner
			? [say("another runner is at work: {user} from {host}", { user: result.runner.user, host: result.runner.host })]
			: []),
	];
}

function midway(id: string, { done, of, line, error, stillRunning }: Interruption): string[] {
	const works =
		stillRunning === undefined
			? ""
			: say("; its session, pid {stillRunning}, still works", { stillRunning: String(stillRunning) });
	return [
		say("{id} stopped midway: {done} of {of} segments are done, line {line} is next{works}", {
			id: String(id),
			done,
			of,
			line: String(line),
			works,
		}),
		...(error === undefined ? [] : [printable(`  ${told(error)}`)]),
		say("  next: `bulkhead migrate --resume`, or roll it back"),
	];
}
