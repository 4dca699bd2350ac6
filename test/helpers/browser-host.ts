/** The browser host in this process, and what a browser, a page or a stranger would say to it, to the byte. */
import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { WebSocket } from "ws";
import type { Core } from "../../main/core/core.ts";
import type { Log } from "../../main/core/ports.ts";
import { type BrowserHost, type BrowserHostOptions, startBrowserHost } from "../../main/hosts/browser/browser-host.ts";
import { compose } from "../../main/hosts/compose.ts";

export interface TestHost {
	host: BrowserHost;
	core: Core;
	/** Folder of its store. */
	store: string;
	port: number;
	origin: string;
	token: string;
	/** Every line that the host logged. */
	logged: string[];
}

export async function withBrowserHost<T>(
	use: (host: TestHost) => Promise<T>,
	options: BrowserHostOptions = {},
): Promise<T> {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	const composed = compose({ store });
	try {
		const logged: string[] = [];
		const host = await startBrowserHost(composed.core, { log: keeping(logged), ...options });
		try {
			const token = new URL(host.url).searchParams.get("token") ?? "";
			const { port } = host;
			return await use({ host, core: composed.core, store, port, origin: `http://127.0.0.1:${port}`, token, logged });
		} finally {
			await host.close();
		}
	} finally {
		await composed.close();
		rmSync(store, { recursive: true });
	}
}

function keeping(lines: string[]): Log {
	const line = (message: string, fields?: Record<string, unknown>) =>
		lines.push(JSON.stringify({ message, ...fields }));
	return { info: line, error: line };
}

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}

/** One request; `path` is sent as it is. */
export function ask(
	port: number,
	path: string,
	options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
	return new Promise((done, fail) => {
		const { body, ...rest } = options;
		const request = httpRequest({ host: "127.0.0.1", port, path, agent: false, ...rest }, async (response) => {
			done({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) });
		});
		request.on("error", fail);
		request.end(body);
	});
}

/** Sends these bytes and answers with all that comes back until the host closes or is silent for half a second. */
export function say(port: number, bytes: string): Promise<string> {
	return new Promise((done, fail) => {
		const socket = connect({ host: "127.0.0.1", port }, () => socket.write(bytes));
		let heard = "";
		socket.setTimeout(500, () => socket.destroy());
		socket.on("data", (chunk) => {
			heard += chunk.toString();
		});
		socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? done(heard) : fail(error)));
		socket.on("close", () => done(heard));
	});
}

/** What a browser has after it opened the printed address. */
export interface LetIn {
	/** `name=value`. */
	cookie: string;
	key: string;
	page: Answer;
}

export async function enter({ port, token }: TestHost): Promise<LetIn> {
	const traded = await ask(port, `/?token=${token}`);
	const cookie = traded.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
	const page = await ask(port, "/", { headers: { cookie } });
	return { cookie, key: keyIn(page) ?? "", page };
}

export function keyIn(page: Answer): string | undefined {
	return /<meta name="bulkhead-key" content="([^"]+)">/.exec(page.body)?.[1];
}

export interface Handshake {
	origin?: string;
	host?: string;
	cookie?: string;
	key?: string;
	path?: string;
}

/** Tries to open the page's socket. Answers with the status of a refusal, or the code of a close, or the open socket. */
export function shake(port: number, how: Handshake): Promise<number | WebSocket> {
	const headers = { ...(how.cookie ? { cookie: how.cookie } : {}), ...(how.host ? { host: how.host } : {}) };
	const socket = new WebSocket(
		`ws://127.0.0.1:${port}${how.path ?? "/pipe"}`,
		how.key === undefined ? ["bulkhead.1"] : ["bulkhead.1", `key.${how.key}`],
		{ headers, ...(how.origin ? { origin: how.origin } : {}) },
	);
	return new Promise((done, fail) => {
		socket.on("unexpected-response", (_request, { statusCode }) => {
			socket.on("error", () => {});
			socket.terminate();
			done(statusCode ?? 0);
		});
		socket.on("error", fail);
		socket.on("close", (code) => done(code));
		// One that is not let in is closed right after the handshake.
		socket.on("open", () => setTimeout(() => socket.readyState === WebSocket.OPEN && done(socket), 50));
	});
}
