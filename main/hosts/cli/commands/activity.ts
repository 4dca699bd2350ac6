import type { ActivityResult, BlockingNode, ServerSession } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type TableCell, table } from "../output.ts";
import { heads, say, told, word } from "../words/say.ts";

export interface ActivityOptions {
	/** Only those that wait for others, or keep them waiting. */
	blocked?: boolean;
	everywhere?: boolean;
	/** Minutes. */
	long?: string;
}

/** Characters of a statement on a line. */
const SHOWN = 80;

/** Who is there and what they wait for; who keeps whom waiting, as a tree. */
export async function activity(context: Context, options: ActivityOptions): Promise<number> {
	const longMs = readMinutes(options.long);
	const { id: connection } = await connect(context);
	const seen = await context.client.activity.list({
		connection,
		everywhere: options.everywhere ?? false,
		...(longMs === undefined ? {} : { longMs }),
	});
	const told = options.blocked ? onlyBlocked(seen) : seen;
	context.out.answer(told, [...(options.blocked ? [] : sessions(context.out, told)), ...others(told), ...notes(told)]);
	return 0;
}

function readMinutes(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const minutes = Number(text);
	if (minutes > 0 && minutes <= 1_440) return Math.max(1_000, Math.round(minutes * 60_000));
	throw new AppError("BAD_USAGE", `--long is a number of minutes, at most 1440, not ${text}.`);
}

function onlyBlocked(seen: ActivityResult): ActivityResult {
	const inTree = new Set(seen.tree.map(({ pid }) => pid));
	return {
		...seen,
		sessions: seen.sessions.filter(({ pid }) => inTree.has(pid)),
		prepared: seen.prepared.filter(({ behind }) => behind > 0),
	};
}

function sessions(out: Output, { sessions: all, at }: ActivityResult): string[] {
	const head = heads("PID", "USER", "APPLICATION", "CLIENT", "DATABASE", "STATE", "TRANSACTION", "WAITS", "STATEMENT");
	const rows = all.map((each): TableCell[] => [
		String(each.pid),
		each.user || each.kind,
		each.application.slice(0, 24),
		each.client,
		each.database,
		each.hidden ? say("hidden") : word(each.state),
		{ text: each.transactionSince ? age(each.transactionSince, at) : "", style: each.tooLong ? "red" : "dim" },
		waiting(each),
		oneLine(each.query),
	]);
	return rows.length > 0 ? table(out, head, rows) : [say("nobody is there")];
}

function waiting({ wait, blockedBy, blockedByPrepared }: ServerSession): string {
	const by = [...blockedBy.map(String), ...blockedByPrepared];
	if (by.length > 0)
		return say("for {who}{more}", {
			who: by.slice(0, 3).join(", "),
			more: by.length > 3 ? say(" and {by} more", { by: by.length - 3 }) : "",
		});
	return wait && wait.type !== "Client" && wait.type !== "Activity" ? told(wait.text) : "";
}

function others(seen: ActivityResult): string[] {
	const byPid = new Map(seen.sessions.map((each) => [each.pid, each]));
	const tree = seen.tree.map((node) => printable(drawn(node, byPid.get(node.pid ?? 0), seen.at)));
	return [
		...(tree.length > 0 ? ["", say("who waits for whom:"), ...tree] : []),
		...(tree.length === 0 ? ["", say("nobody waits for another")] : []),
		...seen.prepared.map(({ name, owner, since, resolve }) =>
			printable(
				say("prepared transaction {name} of {owner}, open for {since}: {resolve}", {
					name,
					owner,
					since: age(since, seen.at),
					resolve: told(resolve),
				}),
			),
		),
		...seen.slots.map(({ name, kind, pid, xminAge }) =>
			printable(
				say("replication slot {name} ({kind}, {more}) keeps VACUUM back by {xminAge} transactions", {
					name,
					kind,
					more: pid === undefined ? say("used by nobody") : say("used by pid {pid}", { pid: String(pid) }),
					xminAge,
				}),
			),
		),
	];
}

function drawn({ pid, prepared, depth, mark }: BlockingNode, session: ServerSession | undefined, at: Date): string {
	const ends = { again: say(" (told above)"), circle: say(" (a circle: the server ends one of them)") };
	const who =
		pid === undefined
			? say("prepared transaction {prepared}", { prepared: prepared ?? "" })
			: `${pid} ${session?.user ?? ""}`;
	const since = session?.transactionSince
		? say(", open for {since}", { since: age(session.transactionSince, at) })
		: "";
	const state = session?.state ? ` ${word(session.state)}${since}` : "";
	const query = session?.query ? `: ${oneLine(session.query)}` : "";
	return `${"  ".repeat(depth)}${who}${state}${mark ? ends[mark] : query}`;
}

const notes = (seen: ActivityResult): string[] => seen.notes.map((note) => printable(told(note)));

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, SHOWN);

function age(since: Date, at: Date): string {
	const seconds = Math.max(0, Math.round((at.getTime() - since.getTime()) / 1_000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	return minutes < 60
		? say("{minutes} min {seconds} s", { minutes, seconds: seconds % 60 })
		: say("{hours} h {minutes} min", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
