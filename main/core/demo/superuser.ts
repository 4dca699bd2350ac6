import { AppError } from "../errors.ts";
import type { EmbeddedServer, Ports, Session } from "../ports.ts";
import { superuserParams } from "./demo-database.ts";

/** Milliseconds in which a server that was killed must have recovered, and between two tries. */
const PATIENCE = 30_000;
const POLL = 200;

/** Opens a session of the embedded server's superuser, lends it, closes it. Waits for a server that recovers from a crash. */
export async function withSuperuser<T>(
	{ postgres, clock }: Pick<Ports, "postgres" | "clock">,
	server: EmbeddedServer,
	{ database, signal }: { database?: string; signal: AbortSignal },
	use: (session: Session) => Promise<T>,
): Promise<T> {
	const began = clock.monotonic();
	let inside = false;
	for (;;) {
		try {
			return await postgres.withSession(superuserParams(server, database), { signal }, (session) => {
				inside = true;
				return use(session);
			});
		} catch (caught) {
			if (inside || !isStarting(caught) || clock.monotonic() - began > PATIENCE) throw caught;
		}
		await clock.sleep(POLL, signal);
	}
}

export function isStarting(caught: unknown): boolean {
	return caught instanceof AppError && caught.code === "CONNECT_FAILED" && caught.data.data?.reason === "starting-up";
}
