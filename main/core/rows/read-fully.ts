import type { ReadSession } from "../ports.ts";

/**
 * With an empty search_path, so that the server writes every name in full; then with that of the session again, which functions of the
 * policies may depend on.
 */
export async function readFully<T>(session: ReadSession, read: () => Promise<T>): Promise<T> {
	const [before] = await session.query<{ path: string }>("SELECT pg_catalog.current_setting('search_path') AS path");
	await session.query("SELECT pg_catalog.set_config('search_path', '', true)");
	const found = await read();
	await session.query("SELECT pg_catalog.set_config('search_path', $1, true)", [before?.path ?? ""]);
	return found;
}
