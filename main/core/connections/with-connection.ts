import type { ConnectFailureReason } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { PostgresPort, Session, SessionOptions } from "../ports.ts";
import type { Connections } from "./registry.ts";

/**
 * Opens a session on a connection by its id, lends it, closes it. Where its first host does not answer the others are tried. A refused
 * password is forgotten, so that it is asked for.
 */
export function withConnection<T>(
	{ ports, connections }: { ports: { postgres: PostgresPort }; connections: Connections },
	id: string,
	options: SessionOptions,
	use: (session: Session) => Promise<T>,
): Promise<T> {
	return connections.using(id, async () => {
		const params = await connections.params(id);
		const places = connections.hosts(id);
		for (const [index, place] of places.entries()) {
			const attempt = { ...params, ...place };
			const mayGoOn = index < places.length - 1 && !options.signal?.aborted;
			let reached = false;
			try {
				return await ports.postgres.withSession(attempt, options, (session) => {
					reached = true;
					connections.noteReached(id, place, session.serverVersionText);
					return use(session);
				});
			} catch (caught) {
				if (reached) throw caught;
				if (mayGoOn && isAway(caught)) continue;
				noteFailure(connections, id, caught);
				throw caught;
			}
		}
		throw new AppError("INTERNAL", "No host was tried.");
	});
}

/** Reasons that another host may not have. */
const away: ReadonlySet<ConnectFailureReason> = new Set(["unreachable", "name-not-found", "timeout", "starting-up"]);

function isAway(caught: unknown): boolean {
	const reason = caught instanceof AppError ? caught.data.data?.reason : undefined;
	return reason !== undefined && away.has(reason);
}

function noteFailure(connections: Connections, id: string, caught: unknown): void {
	if (isAboutPassword(caught)) connections.noteRefusedPassword(id);
	if (!(caught instanceof AppError) || caught.code === "CANCELLED") return;
	connections.noteFailed(id, caught.data.data?.reason ?? caught.code);
}

function isAboutPassword(caught: unknown): boolean {
	if (!(caught instanceof AppError)) return false;
	if (caught.code === "PASSWORD_NEEDED") return (caught.data.data?.secret ?? "password") === "password";
	return caught.code === "CONNECT_FAILED" && caught.data.sqlstate === "28P01";
}
