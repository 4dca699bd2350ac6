/**
 * Whether something between us and the server lends a session for one transaction, or one statement, at a time. What is known for certain:
 * a server announces its process at login, and a pooler, which logs us in itself, makes that number up. Which kind of pooler it is
 * shows when two of our connections are open at once: with a session each, each keeps a process of its own.
 */
import { AppError, DatabaseError } from "../errors.ts";
import type { Clock, ConnectParams, PostgresPort, ReadSession, Session } from "../ports.ts";
import { processChanged } from "./obstacle.ts";

/** Connections that are opened beside ours, one after the other, each of which then holds a transaction. */
const BESIDE = 2;
/** Milliseconds in which a connection beside ours must have its answer: a pool may have none left to give. */
const PATIENCE = 1_000;

export interface Suspect {
	postgres: PostgresPort;
	clock: Clock;
	params: ConnectParams;
	session: ReadSession;
	/** The process that answered first. */
	pid: number;
}

/** What was seen, in sentences, where it is a pooler that gives no session of its own; undefined for every other. */
export async function detectPooler(suspect: Suspect): Promise<string[] | undefined> {
	const { session, pid } = suspect;
	// Nothing between us and the server, and it has cost nothing to know.
	if (session.backendPid === pid) return undefined;
	const proof = await openBeside(suspect, 1);
	if (proof === undefined) return undefined;
	const announced = `The login was answered as process ${session.backendPid}, and process ${pid} answers: a pooler stands between.`;
	return [announced, proof];
}

/**
 * A pool of one lends ours out again; one that lends the last returned first gives us what the other has just returned; one that lends
 * in turn gives us the next.
 */
function openBeside(suspect: Suspect, nth: number): Promise<string | undefined> {
	const { postgres, params, session, pid } = suspect;
	const use = async (beside: Session): Promise<string | undefined> => {
		const theirs = await begin(beside, suspect);
		if (theirs.refused !== undefined) return `BEGIN was answered: ${theirs.refused}`;
		if (theirs.pid === pid) return `Two connections that were open at once were given the same process, ${pid}.`;
		const moved = await hasMoved(session, pid);
		if (moved !== undefined || theirs.pid === undefined) return moved;
		const further = nth < BESIDE ? await openBeside(suspect, nth + 1) : undefined;
		if (further !== undefined) return further;
		await beside.execute("COMMIT");
		return (await hasMoved(session, pid)) ?? hasMoved(session, pid);
	};
	// No room for one more connection proves nothing; what befalls our own session is told by its next statement.
	return postgres.withSession({ ...params, connectTimeoutMs: PATIENCE }, {}, use).catch(() => hasMoved(session, pid));
}

interface Begun {
	pid?: number;
	/** What was said to BEGIN. */
	refused?: string;
}

/** Nothing is known of one that has no answer in time. */
async function begin(beside: Session, { clock }: Suspect): Promise<Begun> {
	const answered = new AbortController();
	const asked = beside
		.execute("BEGIN; SELECT pg_catalog.pg_backend_pid()")
		.then(
			({ rows }): Begun => ({ pid: Number(rows[0]?.[0]) }),
			(caught: unknown): Begun => (isRefusal(caught) ? { refused: caught.message } : {}),
		)
		.finally(() => answered.abort());
	const late = clock.sleep(PATIENCE, answered.signal).then(
		(): Begun => ({}),
		() => asked,
	);
	return Promise.race([asked, late]);
}

function isRefusal(caught: unknown): caught is Error {
	return caught instanceof DatabaseError || (caught instanceof AppError && caught.code === "REFUSED");
}

async function hasMoved(session: ReadSession, pid: number): Promise<string | undefined> {
	const [row] = await session.query<{ pid: string }>("SELECT pg_catalog.pg_backend_pid()::text AS pid");
	if (Number(row?.pid) === pid) return undefined;
	return processChanged(pid, row?.pid);
}
