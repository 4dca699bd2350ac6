/** Hostile statements through a one-time login with no Bulkhead in between: notices and errors are listened to as well. */
import { inventLogin, makeLogin } from "../../main/core/barrier/logins.ts";
import { hostileStatements } from "../isolation/hostile-statements.ts";
import { isForeign } from "./hostile-scene.ts";
import { onServer, port } from "./postgres.ts";
import { ALPHA, type Shop } from "./view-scene.ts";

export async function attackLogin(shop: Shop): Promise<{ leaks: string[]; answered: string[] }> {
	const login = inventLogin(ALPHA);
	if (!login) throw new Error("no login");
	await onServer(shop.owner, (session) => makeLogin(session, login, new Date(Date.now() + 600_000)));
	const result = { leaks: [] as string[], answered: [] as string[] };
	const work = [...hostileStatements];
	const worker = async (): Promise<void> => {
		for (let next = work.shift(); next; next = work.shift()) {
			const said: string[] = [];
			await ask(shop, login, next.sql, said).then(
				() => result.answered.push(next?.name ?? ""),
				(caught: unknown) => said.push(`${caught} ${JSON.stringify(caught)}`),
			);
			const text = said.join("\n");
			if (isForeign(text, next.sql)) result.leaks.push(`${next.name}: ${text.slice(0, 300)}`);
		}
	};
	try {
		await Promise.all([worker(), worker()]);
		return result;
	} finally {
		await onServer(shop.owner, (session) => session.execute(`DROP ROLE "${login.user}"`));
	}
}

function ask(shop: Shop, login: { user: string; password: string }, sql: string, said: string[]): Promise<void> {
	const onNotice = ({ message }: { message: string }): void => void said.push(message);
	// A second, for the watch outside: a statement may switch the timeout off.
	const signal = AbortSignal.timeout(3_000);
	return port.withSession(
		{ ...shop.owner, ...login, connectTimeoutMs: 5_000 },
		{ onNotice, signal },
		async (session) => {
			await session.execute("SET statement_timeout = '1s'; BEGIN READ ONLY; SET LOCAL search_path = public");
			await session.query("SELECT set_config('app.tenant', $1, true)", [ALPHA]);
			said.push(JSON.stringify((await (await session.open(sql)).fetch(1_000)).rows));
		},
	);
}
