import pg from "pg";
import { AppError, DatabaseError } from "../../core/errors.ts";
import { isServers } from "./connect-failure.ts";

/** How a call ended: the server answered it, be it with an error, or the link ended and nobody knows from it. */
export type Ending = "answered" | "lost";

/** Never rejects. */
export function endingOf(running: Promise<unknown>): Promise<Ending> {
	return running.then(
		() => "answered",
		(caught) => (saidByServer(caught) ? "answered" : "lost"),
	);
}

/** A pooler ends links with errors of its own, which say nothing of what the server behind it does. */
function saidByServer(caught: unknown): boolean {
	if (caught instanceof DatabaseError) return caught.routine !== undefined;
	return caught instanceof AppError && caught.cause instanceof pg.DatabaseError && isServers(caught.cause);
}
