import type { TenantDossier } from "../../../../contract/index.ts";
import type { Context } from "../../context.ts";
import { type Output, printable, table } from "../../output.ts";
import { day, heads, say, told, when, word } from "../../words/say.ts";
import { noteSight, type TenancyOptions, target } from "./options.ts";
import { rowLines, userLines } from "./row-lines.ts";

export interface ShowOptions extends TenancyOptions {
	reason?: string;
	ticket?: string;
}

/** One tenant's dossier: its row, and beside it what the schema tells of it. */
export async function showTenant(context: Context, tenant: string, options: ShowOptions): Promise<number> {
	const { reason, ticket } = options;
	const about = await target(context, options);
	const dossier = await context.client.tenants.show({
		...about,
		tenant,
		...(reason === undefined ? {} : { reason }),
		...(ticket === undefined ? {} : { ticket }),
	});
	noteSight(context, dossier.notes, printable);
	const { tenant: row, ...parts } = dossier;
	context.out.answer({ ...row, ...parts }, lines(context.out, dossier));
	return 0;
}

function lines(out: Output, dossier: TenantDossier): string[] {
	const { tenant, users, userCount, apiKeys, usage, tables, lastActivity, looks, notEvaluated } = dossier;
	const events = usage?.days.reduce((sum, day) => sum + day.events, 0) ?? 0;
	return [
		...rowLines(out, tenant),
		...(lastActivity ? [say("last activity: {lastActivity}", { lastActivity: when(lastActivity) })] : []),
		...(users
			? ["", say("{userCount} users", { userCount: userCount ?? users.length }), ...userLines(out, users)]
			: []),
		...(apiKeys ? ["", say("{apiKeys} API keys", { apiKeys: apiKeys.length }), ...keyLines(out, apiKeys)] : []),
		...(usage
			? [
					"",
					printable(
						say("{table}: {events} events in {days} days", { table: usage.table, events, days: usage.days.length }),
					),
				]
			: []),
		"",
		...table(out, heads("TABLE", "ROWS", "SIZE (ESTIMATE)", "LAST ACTIVITY"), tables.map(tableRow)),
		...(looks.length > 0 ? ["", say("looked at or changed:")] : []),
		...looks.map(({ at, by, action, reason, ticket }) =>
			printable(
				`  ${when(at)} ${by} ${action} ${[reason, ticket].filter((each) => each !== undefined).join(" ")}`.trimEnd(),
			),
		),
		...notEvaluated.map(({ part, reason }) =>
			out.paint("yellow", printable(say("not told: {part}: {reason}", { part: word(part), reason: told(reason) }))),
		),
	];
}

function keyLines(out: Output, keys: NonNullable<TenantDossier["apiKeys"]>): string[] {
	if (keys.length === 0) return [];
	return table(
		out,
		heads("NAME", "PREFIX", "LAST USED", "EXPIRES", "REVOKED"),
		keys.map(({ name, prefix, lastUsedAt, expiresAt, revokedAt }) => [
			name ?? "",
			prefix ?? "",
			day(lastUsedAt),
			day(expiresAt),
			day(revokedAt),
		]),
	);
}

function tableRow({
	table: name,
	rows,
	estimated,
	bytesEstimate,
	lastActivity,
	missing,
}: TenantDossier["tables"][number]): string[] {
	if (missing !== undefined) return [name, told(missing), "", ""];
	const size =
		bytesEstimate === undefined
			? ""
			: say("about {bytesEstimate} kB", { bytesEstimate: Math.ceil(bytesEstimate / 1024) });
	return [name, `${estimated ? say("about ") : ""}${rows ?? ""}`, size, when(lastActivity)];
}
