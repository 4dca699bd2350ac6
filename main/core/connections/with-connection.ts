import { AppError } from "../errors.ts";
import type { PostgresPort, Session, SessionOptions } from "../ports.ts";
import type { Connections } from "./registry.ts";

/** Opens a session on a connection by its id, lends it, closes it. A refused password is forgotten, so that it is asked for. */
export async function withConnection<T>(
	{ ports, connections }: { ports: { postgres: PostgresPort }; connections: Connections },
	id: string,
	options: SessionOptions,
	use: (session: Session) => Promise<T>,
): Promise<T> {
	const params = await connections.params(id);
	try {
		return await ports.postgres.withSession(params, options, use);
	} catch (caught) {
		if (isAboutPassword(caught)) connections.noteRefusedPassword(id);
		throw caught;
	}
}

function isAboutPassword(caught: unknown): boolean {
	if (!(caught instanceof AppError)) return false;
	if (caught.code === "PASSWORD_NEEDED") return (caught.data.data?.secret ?? "password") === "password";
	return caught.code === "CONNECT_FAILED" && caught.data.sqlstate === "28P01";
}
