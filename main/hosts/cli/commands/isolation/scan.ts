import type { ForeignRows, NotEvaluated, ScanResult } from "../../../../contract/index.ts";
import { AppError } from "../../../../core/errors.ts";
import { connect } from "../../connect.ts";
import type { Context } from "../../context.ts";
import { followJob } from "../../follow-job.ts";
import { type Output, printable, type TableCell, table } from "../../output.ts";
import { tenancyOption } from "../../tenancy-option.ts";
import { decimals, heads, say, told } from "../../words/say.ts";

export interface ScanOptions {
	table?: string[];
	tenant?: string[];
	/** A sample of so many. */
	tenants?: string;
	sessions?: string;
	/** Seconds for one statement. */
	timeout?: string;
	resume?: boolean;
	tenancy?: string;
}

/** Lines of one kind that are shown to people; --json has them all. */
const SHOWN = 50;

/** Every table as every tenant. Exits 1 when a foreign row was seen, and when something could not be looked at. */
export async function isolationScan(context: Context, options: ScanOptions): Promise<number> {
	if (options.tenant && options.tenants !== undefined) {
		throw new AppError("BAD_USAGE", "--tenant names tenants and --tenants takes a sample of all: give one of them.");
	}
	const asked = {
		...tenancyOption(options.tenancy),
		...(options.table ? { tables: options.table } : {}),
		...(options.tenant ? { tenants: options.tenant } : {}),
		...number("sample", "--tenants", options.tenants, 10_000_000),
		...number("sessions", "--sessions", options.sessions, 8),
		...number("timeoutMs", "--timeout", options.timeout, 600, 1_000),
		...(options.resume ? { resume: true } : {}),
	};
	const { id: connection } = await connect(context);
	const result = await followJob(context, "scan", context.client.scan.start({ connection, ...asked }));
	context.out.answer(result, describe(context.out, result));
	return result.foreignRows.length > 0 || result.notEvaluated.length > 0 ? 1 : 0;
}

function number<Name extends string>(
	name: Name,
	option: string,
	text: string | undefined,
	most: number,
	times = 1,
): Partial<Record<Name, number>> {
	if (text === undefined) return {};
	const value = Number(text);
	const whole = times > 1 ? Number.isFinite(value) : Number.isInteger(value);
	if (whole && value * times >= 1 && value <= most)
		return { [name]: Math.round(value * times) } as Partial<Record<Name, number>>;
	throw new AppError("BAD_USAGE", `${option} is a number up to ${most}, not ${text}.`);
}

function describe(out: Output, result: ScanResult): string[] {
	const { foreignRows, foreignLeftOut, notEvaluated, orphans, notes } = result;
	return [
		...(foreignRows.length > 0 ? foreignTable(out, foreignRows, foreignLeftOut) : []),
		...some(notEvaluated).map(sayMissed),
		...some(orphans).map(({ table: name, tenant, rows, atLeast }) => {
			const whose =
				tenant === null ? say("without a tenant") : say("of {tenant}, which is no tenant that is listed", { tenant });
			return printable(say("orphans: {name} has {count} {whose}", { name, count: count(rows, atLeast), whose }));
		}),
		...notes.map((note) => printable(say("note: {note}", { note: told(note) }))),
		verdict(result),
	];
}

function foreignTable(out: Output, all: readonly ForeignRows[], leftOut: number): string[] {
	const rows = some(all).map((each): TableCell[] => [
		each.table,
		each.name === undefined ? each.tenant : `${each.name} (${each.tenant})`,
		{ text: count(each.rows, each.atLeast), style: "red" },
		each.owners.map(({ tenant, rows: n }) => `${tenant ?? say("nobody")} ${n}`).join(", "),
	]);
	const more = all.length - rows.length + leftOut;
	return [
		...table(out, heads("TABLE", "AS TENANT", "FOREIGN ROWS", "WHOSE"), rows),
		...(more > 0 ? [say("and {more} more", { more })] : []),
		"",
	];
}

function sayMissed({ table: name, tenant, tenants, reason }: NotEvaluated): string {
	const where = name === undefined ? "" : ` ${name}`;
	const whom =
		tenant === undefined
			? ""
			: say(" as {tenant}{more}", {
					tenant,
					more: tenants > 1 ? say(" and {tenants} more", { tenants: tenants - 1 }) : "",
				});
	return printable(say("not evaluated{where}{whom}: {reason}", { where, whom, reason: told(reason) }));
}

function verdict({ tables, tenants, evaluated, foreignRows, notEvaluated, role, ms, becameRoles }: ScanResult): string {
	const became =
		becameRoles.length > 0
			? say(", which the context made {becameRoles}", { becameRoles: becameRoles.join(", ") })
			: "";
	const as = role === undefined ? say("as this login itself") : say("as {role}{became}", { role, became });
	const asked = say("{tables} tables, {tenants} tenants, {evaluated} looks {as}, {seconds} s", {
		tables,
		tenants,
		evaluated,
		as,
		seconds: decimals(ms / 1_000, 1),
	});
	if (foreignRows.length > 0) return printable(say("foreign rows were seen: {asked}", { asked }));
	return printable(
		notEvaluated.length > 0
			? say("no foreign row where it was looked: {asked}", { asked })
			: say("no foreign row: {asked}", { asked }),
	);
}

const count = (rows: number, atLeast: boolean | undefined): string =>
	say("{rows}{more} rows", { rows, more: atLeast ? say(" or more") : "" });

const some = <T>(all: readonly T[]): T[] => all.slice(0, SHOWN);
