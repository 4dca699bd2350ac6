/** Every pipe between a client and a core, each made the way its host makes it, behind one face. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { type BrowserPortLike, RPCLink } from "@orpc/client/message-port";
import type { Page } from "playwright-core";
import { WebSocket } from "ws";
import { compose } from "../../main/hosts/compose.ts";
import { type Client, localClient } from "../../main/hosts/local-client.ts";
import { keepOpen } from "../../renderer/app/pipe/keep-open.ts";
import { socketDoor } from "../../renderer/app/pipe/socket-door.ts";
import { withStandIn } from "../standin/standin.ts";
import { enter, withBrowserHost } from "./browser-host.ts";

export interface Connected {
	client: Client;
	/** Cuts the pipe as a broken network or a closed window would. */
	drop(): Promise<void>;
}

export interface Piped {
	/** A client over a pipe of its own. */
	connect(): Promise<Connected>;
}

/** Lends a Bulkhead for the time that `use` takes. */
type Lend = (use: (piped: Piped) => Promise<void>) => Promise<void>;

export const pipes: [name: string, lend: Lend][] = [
	["the client inside the process", throughLocalClient],
	["the browser host's socket", throughSocket],
	["the Electron window's port", throughWindow],
];

function throughLocalClient(use: (piped: Piped) => Promise<void>): Promise<void> {
	return withStore(async (store) => {
		const { core, close } = compose({ store });
		try {
			await use({
				async connect() {
					const local = localClient(core);
					return { client: local.client, drop: async () => local.close() };
				},
			});
		} finally {
			await close();
		}
	});
}

/** With the page's own code for the pipe, on a socket that says what a browser would say. */
function throughSocket(use: (piped: Piped) => Promise<void>): Promise<void> {
	return withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		await use({
			async connect() {
				let socket: WebSocket | undefined;
				const connect = (address: string, protocols: string[]) => {
					socket = new WebSocket(address, protocols, { origin: host.origin, headers: { cookie } });
					socket.on("error", () => {});
					return socket as unknown as globalThis.WebSocket;
				};
				const address = `ws://127.0.0.1:${host.port}/pipe`;
				const { link } = keepOpen(socketDoor({ address, key, connect, onShut() {} }));
				return { client: createORPCClient<Client>(link), drop: async () => socket?.terminate() };
			},
		});
	});
}

/** The page's ports, each relayed to this process: what passes is what passes between the page and the main process. */
function throughWindow(use: (piped: Piped) => Promise<void>): Promise<void> {
	return withStore((store) =>
		withStandIn(store, async ({ page }) => {
			// The page's own pipe first: a port is a message to the window, and two who wait would both take the next one.
			await page.getByText("Connected to Bulkhead").waitFor();
			const relays = new Map<string, { hear(text: string): void; end(): void }>();
			await page.exposeFunction("hear", (id: string, text: string) => relays.get(id)?.hear(text));
			await page.exposeFunction("ended", (id: string) => relays.get(id)?.end());
			await use({
				async connect() {
					const id = `relay${relays.size}`;
					const heard: ((text: string) => void)[] = [];
					const ended: (() => void)[] = [];
					relays.set(id, {
						hear(text) {
							for (const listener of heard) listener(text);
						},
						end() {
							for (const listener of ended) listener();
						},
					});
					await page.evaluate(openPort, id);
					const port: BrowserPortLike = {
						postMessage: (text: string) => void page.evaluate(sendThrough, { id, text }),
						onMessage: { addListener: (listener) => heard.push(listener) },
						onDisconnect: { addListener: (listener) => ended.push(listener) },
					};
					const client = createORPCClient<Client>(new RPCLink({ port }));
					return {
						client,
						async drop() {
							await closePort(page, id);
							relays.get(id)?.end();
						},
					};
				},
			});
		}),
	);
}

declare global {
	interface Window {
		readonly bulkhead?: { askForPort(): void };
		hear(id: string, text: string): void;
		ended(id: string): void;
		testPorts?: Map<string, MessagePort>;
	}
}

/** In the page: asks for a port as the app's own pipe does. */
function openPort(id: string): Promise<void> {
	return new Promise((done) => {
		window.addEventListener("message", function onPort({ data, ports: [port] }) {
			if (data !== "bulkhead:port" || !port) return;
			window.removeEventListener("message", onPort);
			window.testPorts ??= new Map();
			window.testPorts.set(id, port);
			port.onmessage = (event: MessageEvent<string | null>) =>
				event.data === null ? window.ended(id) : window.hear(id, event.data);
			done();
		});
		window.bulkhead?.askForPort();
	});
}

function sendThrough({ id, text }: { id: string; text: string }): void {
	window.testPorts?.get(id)?.postMessage(text);
}

const closePort = (page: Page, id: string): Promise<void> =>
	page.evaluate((each) => window.testPorts?.get(each)?.close(), id);

/** Lends a store with one saved connection in it: who has one does not get the demo started. */
export async function withStore<T>(use: (store: string) => Promise<T>): Promise<T> {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	try {
		const { core, close } = compose({ store });
		const local = localClient(core);
		const settings = { name: "saved", host: "127.0.0.1", port: 1, database: "nothing", user: "nobody" };
		await local.client.connections.save({ settings });
		local.close();
		await close();
		return await use(store);
	} finally {
		rmSync(store, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	}
}

/** Holds what a lending function lends until it is released, for a suite whose tests share it. */
export async function hold<T>(lend: (use: (lent: T) => Promise<void>) => Promise<void>): Promise<{
	lent: T;
	release(): Promise<void>;
}> {
	const given = Promise.withResolvers<T>();
	const released = Promise.withResolvers<void>();
	const ended = lend(async (lent) => {
		given.resolve(lent);
		await released.promise;
	});
	ended.catch(given.reject);
	return {
		lent: await given.promise,
		release() {
			released.resolve();
			return ended;
		},
	};
}
