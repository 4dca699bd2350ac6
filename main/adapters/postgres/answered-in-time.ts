import { AppError } from "../../core/errors.ts";
import type { ConnectParams } from "../../core/ports.ts";
import { cancelRunning } from "./cancel.ts";
import type { Login } from "./login.ts";
import { endingOf } from "./said-by-server.ts";

/** Around a question of our own: one that is not answered within `ms` is cancelled, and CONNECTION_LOST. */
export function answeredInTime(opened: Login, params: ConnectParams, ms: number) {
	return async <T>(call: () => Promise<T>): Promise<T> => {
		let stopping: Promise<string | undefined> | undefined;
		const running = call();
		const finished = endingOf(running);
		const timer = setTimeout(() => {
			stopping = cancelRunning(opened, params, finished);
		}, ms);
		try {
			return await running;
		} catch (caught) {
			throw stopping === undefined ? caught : late(ms, caught, await stopping);
		} finally {
			clearTimeout(timer);
			await stopping;
		}
	};
}

function late(ms: number, cause: unknown, unknown: string | undefined): AppError {
	return new AppError(
		"CONNECTION_LOST",
		`The server did not answer a question of Bulkhead's own within ${Math.ceil(ms / 1_000)} seconds; it was cancelled.`,
		{
			...(unknown === undefined ? {} : { detail: unknown }),
			hint: "See what the server is busy with, and who holds the locks (pg_stat_activity), then try again.",
		},
		cause,
	);
}
