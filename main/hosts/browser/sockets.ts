/** The page's pipe: a WebSocket, let in by the same checks as the page and by the key that only the page holds. */
import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Core } from "../../core/core.ts";
import type { Log } from "../../core/ports.ts";
import { MESSAGE_LIMIT, serveClient } from "../serve-client.ts";
import type { Access } from "./access.ts";
import { isOwnOrigin, ownHost } from "./checks.ts";

/** The subprotocol that is spoken; the page offers it together with `key.` and its key. */
const PROTOCOL = "bulkhead.1";
const KEY = "key.";

/** Codes of closing. NOT_LET_IN tells our own page that its cookie or key is of an earlier run, which a status cannot. */
const NOT_LET_IN = 4401;
const NO_MESSAGE = 1008;
const GOING_AWAY = 1001;

/** Pages that may be open at once. */
const SOCKET_LIMIT = 32;
/** Bytes that may wait for a reader. One that is further behind is cut off; it comes back and resumes where it was. */
const BACKLOG_LIMIT = 16 * 1024 * 1024;
/** Milliseconds between two pings; a socket that did not answer the last one is dead. */
const PING_EVERY = 30_000;
/** Milliseconds that a page has to answer a close. */
const FAREWELL = 200;

export interface Sockets {
	/** Pages that are open. */
	count(): number;
	/** Ends them all. */
	close(): void;
}

interface Options {
	core: Core;
	access: Access;
	port: number;
	log: Log;
	/** Called when a page has come or gone. */
	onChange(): void;
}

export function openSockets(server: Server, { core, access, port, log, onChange }: Options): Sockets {
	const open = new Set<WebSocket>();
	const door = new WebSocketServer({
		noServer: true,
		maxPayload: MESSAGE_LIMIT,
		perMessageDeflate: false,
		handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
	});
	server.on("upgrade", (request, stream, head) => {
		const status = refusal(request, port, open.size);
		if (status !== undefined) {
			stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
			return;
		}
		door.handleUpgrade(request, stream, head, (socket) => {
			socket.on("error", ({ message }) => log.info("a page's socket failed", { message }));
			if (!access.hasCookie(request.headers.cookie) || !access.opens(keyOf(request))) return end(socket, NOT_LET_IN);
			open.add(socket);
			socket.on("close", () => {
				open.delete(socket);
				onChange();
			});
			keepAlive(socket);
			attach(core, socket, log);
			onChange();
		});
	});
	return {
		count: () => open.size,
		close() {
			for (const socket of open) end(socket, GOING_AWAY);
		},
	};
}

function refusal(request: IncomingMessage, port: number, open: number): number | undefined {
	const host = ownHost(request, port);
	if (host === undefined || request.headers.origin === undefined || !isOwnOrigin(request, host)) return 403;
	if (request.url !== "/pipe") return 404;
	return open < SOCKET_LIMIT ? undefined : 503;
}

function keyOf(request: IncomingMessage): string | undefined {
	const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());
	return offered.find((protocol) => protocol.startsWith(KEY))?.slice(KEY.length);
}

function attach(core: Core, socket: WebSocket, log: Log): void {
	serveClient(core, {
		send(text) {
			if (socket.bufferedAmount > BACKLOG_LIMIT) socket.terminate();
			else socket.send(text, () => {});
		},
		onMessage: (listener) => socket.on("message", (data, binary) => listener(binary ? undefined : data.toString())),
		onClose: (listener) => socket.on("close", listener),
		refuse() {
			log.error("a page sent what is no message, and was cut off");
			end(socket, NO_MESSAGE);
		},
	});
}

function keepAlive(socket: WebSocket): void {
	let answered = true;
	socket.on("pong", () => {
		answered = true;
	});
	const timer = setInterval(() => {
		if (!answered) return socket.terminate();
		answered = false;
		socket.ping();
	}, PING_EVERY);
	socket.on("close", () => clearInterval(timer));
}

function end(socket: WebSocket, code: number): void {
	socket.close(code);
	setTimeout(() => socket.terminate(), FAREWELL).unref();
}
