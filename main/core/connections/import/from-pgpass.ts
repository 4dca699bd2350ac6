import { parsePgpass } from "../passwords/pgpass.ts";
import type { Draft } from "./draft.ts";

/** Each line that names one server. In place, the passwords are looked up there; from elsewhere they come along. */
export function fromPgpass(text: string, inPlace: boolean): { drafts: Draft[]; notes: string[] } {
	const drafts = parsePgpass(text).map(({ host, port, database, user, password }, at): Draft => {
		const from = `line ${at + 1}`;
		if (host === "*" || user === "*")
			return { from, settings: {}, problem: "It fits any host or any user: it names no server." };
		return {
			from,
			settings: {
				host,
				port: port === "*" ? undefined : Number(port),
				database: database === "*" ? user : database,
				user,
				...(inPlace ? { passwordMode: "pgpass" as const } : {}),
			},
			...(inPlace ? {} : { password }),
		};
	});
	return { drafts, notes: inPlace ? ["The passwords stay in the file and are read from there."] : [] };
}
