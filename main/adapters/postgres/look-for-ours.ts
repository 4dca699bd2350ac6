/** What is still at work of ours on the server, seen from another link. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectParams } from "../../core/ports.ts";
import type { Login } from "./login.ts";
import { login } from "./login.ts";
import { shortAnswer } from "./short-answer.ts";

/** Milliseconds for the login, and then for what is being stopped to be gone: a server looks each second whether its client is there. */
const PATIENCE = 2_500;
const AGAIN = 100;
/** Milliseconds more, in which the last answer comes; a server that says nothing is not waited for. */
const ANSWER = 500;
/** Processes that are named. */
const MOST = 5;

/** By the name that all our sessions have, for behind a pooler the process of one is not known. A session sees all of its own login's. */
const AT_WORK = `
SELECT pid::pg_catalog.text AS pid FROM pg_catalog.pg_stat_activity
 WHERE usename = session_user AND datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()
   AND application_name = pg_catalog.current_setting('application_name') AND state = 'active'
 ORDER BY query_start LIMIT ${MOST}`;

/** Processes of sessions of ours that work there and go on working. Rejects where the server cannot be asked. */
export async function lookForOurs({ tunnels }: Login, params: ConnectParams): Promise<string[]> {
	const second = await login(params, AbortSignal.timeout(PATIENCE), tunnels);
	const late = setTimeout(() => second.link.socket.destroy(), PATIENCE + ANSWER);
	try {
		for (const began = performance.now(); ; await sleep(AGAIN)) {
			const { rows } = await shortAnswer(second, AT_WORK);
			if (rows.length === 0 || performance.now() - began > PATIENCE) return rows.map(([pid]) => String(pid));
		}
	} finally {
		clearTimeout(late);
		second.link.socket.destroy();
	}
}
