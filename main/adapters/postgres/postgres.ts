import { AppError } from "../../core/errors.ts";
import type { ConnectParams, PostgresPort, Session, SessionOptions } from "../../core/ports.ts";
import { answeredInTime } from "./answered-in-time.ts";
import { cancelRunning } from "./cancel.ts";
import { cut, toConnectError } from "./connect-failure.ts";
import { CONNECT_DEADLINE, type Login, login } from "./login.ts";
import { parseUrl } from "./parse-url.ts";
import { endingOf } from "./said-by-server.ts";
import { createSession, type Guards } from "./session.ts";
import { noTunnels, type Tunnels } from "./tunnels.ts";
import { watchingLink } from "./watch-link.ts";

/** Milliseconds that a question of our own may take: rows of a large table are counted for minutes. */
const QUESTION = 600_000;

/** PostgreSQL through `pg`. */
export function postgresPort(tunnels: Tunnels = noTunnels): PostgresPort {
	return {
		withSession: (params, options, use) => withSession({ params, tunnels }, options, use),
		parseUrl,
		trustSshHost: (fingerprint) => tunnels.trust(fingerprint),
	};
}

interface Place {
	params: ConnectParams;
	tunnels: Tunnels;
}

async function withSession<T>(
	place: Place,
	{ signal, endsWithSignal = false, onNotice, queryTimeoutMs = QUESTION }: SessionOptions,
	use: (session: Session) => Promise<T>,
): Promise<T> {
	const { params } = place;
	const opened = await open(place, signal);
	opened.client.on("notice", ({ severity, message }) =>
		onNotice?.({ severity: cut(severity ?? "NOTICE"), message: cut(message ?? "") }),
	);
	try {
		const watching = watchingLink(opened, params);
		const stopping = cancellable(opened, params, { signal, endsWithSignal });
		const inTime = answeredInTime(opened, params, queryTimeoutMs);
		const call: Guards["call"] = (work, pace) => stopping(() => watching(work, pace));
		return await use(createSession(opened, { call, question: (work) => call(() => inTime(work)) }));
	} finally {
		await close(opened);
	}
}

async function open({ params, tunnels }: Place, signal: AbortSignal | undefined): Promise<Login> {
	const deadline = AbortSignal.timeout(params.connectTimeoutMs ?? CONNECT_DEADLINE);
	try {
		return await login(params, signal ? AbortSignal.any([signal, deadline]) : deadline, tunnels);
	} catch (caught) {
		if (signal?.aborted) throw cancelled(caught);
		if (deadline.aborted)
			throw toConnectError(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" }), params);
		throw toConnectError(caught, params);
	}
}

/** Each call, so that the signal stops the one that runs and the session is quiet before the caller goes on. */
function cancellable(
	opened: Login,
	params: ConnectParams,
	{ signal, endsWithSignal }: Pick<SessionOptions, "endsWithSignal"> & { signal: AbortSignal | undefined },
) {
	return async <T>(call: () => Promise<T>): Promise<T> => {
		// The signal may have come while something quick was answered, or between two calls.
		if (signal?.aborted && endsWithSignal) throw cancelled(signal.reason);
		if (!signal || signal.aborted) return call();
		let stopping: Promise<string | undefined> | undefined;
		const running = call();
		const finished = endingOf(running);
		const onAbort = () => {
			stopping = cancelRunning(opened, params, finished);
		};
		signal.addEventListener("abort", onAbort, { once: true });
		try {
			return await running;
		} catch (caught) {
			throw stopping !== undefined ? cancelled(caught, await stopping) : caught;
		} finally {
			signal.removeEventListener("abort", onAbort);
			await stopping;
		}
	};
}

/** `unknown`: what could not be seen to. */
function cancelled(cause: unknown, unknown?: string): AppError {
	return new AppError("CANCELLED", "Cancelled.", unknown === undefined ? {} : { detail: unknown }, cause);
}

/** Says good-bye, and does not wait long for a server that does not answer. */
async function close({ client, link }: Login): Promise<void> {
	const timer = setTimeout(() => link.socket.destroy(), 1_000);
	try {
		await client.end();
	} catch {
		link.socket.destroy();
	} finally {
		clearTimeout(timer);
	}
}
