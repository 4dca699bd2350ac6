import { DatabaseError } from "../../errors.ts";
import type { ReadSession } from "../../ports.ts";
import type { Statement } from "./statement.ts";
import { asWritten, type Fact } from "./variables.ts";

const FACTS = `
SELECT pg_catalog.current_database() AS "DBNAME", session_user::text AS "USER",
       pg_catalog.current_setting('server_version_num') AS "SERVER_VERSION_NUM",
       pg_catalog.current_setting('server_version') AS "SERVER_VERSION_NAME"`;

/** Sends the statement with what the connection knows in its place; an error's position is that of the text as it was read. */
export async function fillHoles<T>(
	session: ReadSession,
	{ text, holes = [] }: Statement,
	send: (text: string) => Promise<T>,
): Promise<T> {
	if (holes.length === 0) return send(text);
	const [facts] = await session.query<Record<Fact, string>>(FACTS);
	let filled = "";
	let from = 0;
	const shifts: { at: number; by: number }[] = [];
	for (const hole of holes) {
		filled += text.slice(from, hole.at) + asWritten(facts?.[hole.name] ?? "", hole.form);
		from = hole.end;
		shifts.push({ at: filled.length, by: filled.length - hole.end });
	}
	try {
		return await send(filled + text.slice(from));
	} catch (caught) {
		if (!(caught instanceof DatabaseError) || caught.position === undefined) throw caught;
		const at = caught.position;
		const position = at - (shifts.findLast((shift) => shift.at < at)?.by ?? 0);
		throw new DatabaseError(caught.message, { ...caught, position });
	}
}
