import { EXIT_CHECKS_FAILED, type ServerSession, type StopHow } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { printable } from "../output.ts";
import { confirmTyped } from "../prompt.ts";
import { say } from "../words/say.ts";

/** Characters of a statement in a question. */
const SHOWN = 160;

/**
 * Asks a session of this database to end its statement (cancel) or itself (terminate), and looks whether it did. Exits 1 where it was
 * asked and was not seen to end. Errors: BAD_USAGE, NOT_FOUND, CONFIRMATION_NEEDED, REFUSED while the connection is locked.
 */
export async function stopSession(context: Context, text: string, how: StopHow): Promise<number> {
	const pid = Number(text);
	if (!Number.isInteger(pid) || pid < 1 || pid > 2_147_483_647) {
		throw new AppError("BAD_USAGE", `A session is named by its process, a number, not ${printable(text)}.`, {
			hint: "`bulkhead activity` lists them.",
		});
	}
	const card = await connect(context);
	const { sessions } = await context.client.activity.list({ connection: card.id });
	const session = sessions.find((each) => each.pid === pid);
	if (!session) throw gone(pid);
	const typed = await confirmTyped(context, printable(question(session, how)), card);
	const { began } = session;
	const request = { connection: card.id, pid, how, ...(began ? { began } : {}), ...typed };
	const { heard, ended } = await context.client.activity.stop(request);
	if (!heard) throw gone(pid);
	context.out.answer({ pid, how, heard, ...(ended === undefined ? {} : { ended }) }, [outcome(pid, how, ended)]);
	return ended === false ? EXIT_CHECKS_FAILED : 0;
}

function question({ pid, user, application, state, query }: ServerSession, how: StopHow): string {
	const what =
		how === "cancel"
			? say("Cancel the statement of {pid}", { pid: String(pid) })
			: say("End the session {pid}", { pid: String(pid) });
	const who = [user, application, state].filter(Boolean).join(", ");
	const statement = query.replaceAll(/\s+/g, " ").trim().slice(0, SHOWN);
	return `${what} (${who})${statement === "" ? "" : `: ${statement}`}?`;
}

function outcome(pid: number, how: StopHow, ended: boolean | undefined): string {
	if (ended === undefined) return say("asked {pid}; this role may not see whether it ended", { pid: String(pid) });
	if (how === "cancel")
		return ended
			? say("the statement of {pid} ended", { pid: String(pid) })
			: say("no statement of {pid} was seen to end", { pid: String(pid) });
	return ended
		? say("the session {pid} ended", { pid: String(pid) })
		: say("asked {pid}, which is still there", { pid: String(pid) });
}

const gone = (pid: number): AppError =>
	new AppError("NOT_FOUND", `There is no session ${pid} in this database.`, {
		hint: "`bulkhead activity` lists who is there; one of another database is stopped on a connection to that.",
	});
