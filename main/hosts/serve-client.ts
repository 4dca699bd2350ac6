import type { MessagePortMainLike } from "@orpc/client/message-port";
import { RPCHandler } from "@orpc/server/message-port";
import type { Core } from "../core/core.ts";

/** Bytes of one message from a client. The longest honest one is a connection's address with its settings. */
export const MESSAGE_LIMIT = 1024 * 1024;

/** One end of a pipe whose other end a page holds. */
export interface PipeEnd {
	send(text: string): void;
	onMessage(listener: (data: unknown) => void): void;
	onClose(listener: () => void): void;
	/** Called for a message that is none; the other end is no page of ours. */
	refuse(): void;
}

/** Lets whoever holds the other end call the core. What is no message of our client ends the pipe and reaches nothing. */
export function serveClient(core: Core, end: PipeEnd): void {
	const port: MessagePortMainLike = {
		postMessage: (text: string) => end.send(text),
		on(event, callback) {
			if (event === "close") end.onClose(() => callback());
			else end.onMessage((data) => (isMessage(data) ? callback({ data }) : end.refuse()));
		},
	};
	new RPCHandler(core.router).upgrade(port);
}

/**
 * True for what the client sends: a JSON text with a request or an abort. Headers, which carry files and streams that no
 * procedure takes, are refused with the rest: behind this point a fault would be nobody's to catch.
 */
function isMessage(data: unknown): data is string {
	if (typeof data !== "string" || data.length > MESSAGE_LIMIT) return false;
	const message = parse(data);
	if (!isRecord(message) || typeof message.i !== "string" || message.i.length > 32) return false;
	if (message.t === ABORT) return true;
	if (message.t !== undefined && message.t !== REQUEST) return false;
	const request = message.p;
	return isRecord(request) && isPath(request.u) && request.h === undefined && request.m === undefined;
}

/** oRPC's kinds of message. */
const REQUEST = 1;
const ABORT = 4;

const isPath = (path: unknown): boolean => typeof path === "string" && /^(\/\w+)+$/.test(path);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
