import type { ActivityResult, ServerSession } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import { blockingForest, type Party } from "./blocking-forest.ts";
import { NAMED, SESSIONS, SESSIONS_QUERY } from "./sessions-query.ts";
import { waitWords } from "./wait-words.ts";

/** Milliseconds; what a transaction may take before it is pointed at. */
const LONG = 300_000;

/** The beginning of a Bulkhead's application_name. */
const BULKHEAD = "bulkhead ";

type Answer = Record<
	| "at"
	| "database"
	| "role"
	| "superuser"
	| "sees_all"
	| "stops_all"
	| "total"
	| "sessions"
	| "prepared"
	| "slots"
	| "pid",
	string
>;

interface Told
	extends Pick<
		ServerSession,
		"pid" | "kind" | "user" | "application" | "client" | "database" | "state" | "query" | "hidden"
	> {
	since: string | null;
	began: string | null;
	transaction_since: string | null;
	wait_type: string | null;
	wait_event: string | null;
	by: number[] | null;
	holders: number[] | null;
	prepared: string[] | null;
	xmin_age: number | null;
	may: boolean;
	here: boolean;
	of_superuser: boolean;
	too_long: boolean;
}

interface ToldPrepared {
	name: string;
	owner: string;
	database: string;
	since: string;
	xminAge: number;
	tooLong: boolean;
	literal: string;
}

interface ToldSlot {
	name: string;
	kind: "physical" | "logical";
	pid: number | null;
	xminAge: number;
}

export interface Look {
	everywhere?: boolean | undefined;
	longMs?: number | undefined;
}

/** Who is there, in one query. `isOwn`: whether a process works for this Bulkhead. */
export async function readSessions(
	session: ReadSession,
	{ everywhere = false, longMs = LONG }: Look,
	isOwn: (pid: number) => boolean,
): Promise<ActivityResult> {
	const [answer] = await session.query<Answer>(SESSIONS_QUERY, [everywhere, longMs]);
	if (!answer) throw new AppError("INTERNAL", "The server does not know the role of this session.");
	const told = JSON.parse(answer.sessions) as Told[];
	const forest = blockingForest(told.flatMap(waitingOf));
	const role = {
		name: answer.role,
		superuser: answer.superuser === "true",
		seesAll: answer.sees_all === "true",
		stopsAll: answer.stops_all === "true",
	};
	const own = (pid: number): boolean => pid === Number(answer.pid) || isOwn(pid);
	const sessions = told.map((each) => describe(each, { behind: forest.behind(each.pid), own: own(each.pid) }));
	const total = Number(answer.total);
	return {
		at: new Date(answer.at),
		...{ database: answer.database, role, sessions, total, longMs },
		notes: notesOf(role, { total, hidden: sessions.some(({ hidden }) => hidden) }),
		prepared: (JSON.parse(answer.prepared) as ToldPrepared[]).map(({ literal, ...each }) => ({
			...each,
			since: new Date(each.since),
			behind: forest.behind({ prepared: each.name }),
			resolve: `ROLLBACK PREPARED ${literal};`,
		})),
		slots: (JSON.parse(answer.slots) as ToldSlot[]).map(({ pid, ...slot }) => ({
			...slot,
			...(pid === null ? {} : { pid }),
		})),
		tree: forest.nodes,
	};
}

/** Those who have what it wants; where there is none, the first of the queue before it. Process 0 stands for prepared transactions. */
function waitingOf({ pid, by, holders, prepared }: Told): { pid: number; for: Party[] }[] {
	if (!by || by.length === 0) return [];
	const named = (prepared ?? []).map((name) => ({ prepared: name }));
	const having = [...(holders ?? []), ...named];
	return [{ pid, for: having.length > 0 ? having : by.filter((each) => each !== 0).slice(0, 1) }];
}

function describe(told: Told, { behind, own }: { behind: number; own: boolean }): ServerSession {
	const { pid, kind, user, application, client, database, state, query, hidden, xmin_age: age, by } = told;
	const bulkhead = application.startsWith(BULKHEAD) ? (own ? "this" : "other") : undefined;
	const why = whyNotStoppable(told, bulkhead === "this");
	return {
		...{ pid, kind, user, application, client, database, state, query, hidden, behind, tooLong: told.too_long },
		...dated("since", told.since),
		...dated("began", told.began),
		...dated("transactionSince", told.transaction_since),
		...waitOf(told),
		blockedBy: (by ?? []).filter((each) => each !== 0).slice(0, NAMED),
		blockedByPrepared: told.prepared ?? [],
		...(age === null ? {} : { xminAge: age }),
		...(bulkhead ? { bulkhead } : {}),
		...(why === undefined ? {} : { notStoppable: why }),
	};
}

function waitOf({ wait_type: type, wait_event: event, by }: Told): Pick<ServerSession, "wait"> {
	if (type !== null) return { wait: { type, event: event ?? "", text: waitWords(type, event ?? "") } };
	return by ? { wait: { type: "Lock", event: "", text: waitWords("Lock", "") } } : {};
}

/** By the server's own rules, and by ours. */
function whyNotStoppable(
	{ may, here, of_superuser: ofSuperuser, user, database }: Told,
	own: boolean,
): string | undefined {
	if (own) return "It is this Bulkhead's own: cancel the run that it works for.";
	if (!here) return `It works in database ${database}: open that database's connection to stop it.`;
	if (may) return undefined;
	if (user === "") return "It is the server's own: only a superuser may stop it.";
	if (ofSuperuser) return "It belongs to a superuser: only a superuser may stop it.";
	return `It belongs to ${user}: membership in that role, or in pg_signal_backend, would be needed.`;
}

function notesOf(role: ActivityResult["role"], { total, hidden }: { total: number; hidden: boolean }): string[] {
	return [
		...(hidden
			? [
					`What other roles do is hidden from ${role.name}: their statements, states and waits are empty. GRANT pg_read_all_stats TO ${role.name} would show them.`,
				]
			: []),
		...(total > SESSIONS ? [`There are ${total} sessions; ${SESSIONS} of them are listed.`] : []),
	];
}

function dated<Key extends string>(key: Key, value: string | null): { [K in Key]?: Date } {
	return (value === null ? {} : { [key]: new Date(value) }) as { [K in Key]?: Date };
}
