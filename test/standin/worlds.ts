/** What runs inside the page. Each function is sent as its own text and may use nothing from around it. */

/** Sent from the preload's world to the main process. */
export type FromPreload =
	| { kind: "send"; channel: string; args: unknown[] }
	| { kind: "port"; port: number; data: unknown }
	| { kind: "port-closed"; port: number };

/** Sent from the main process to the preload's world. */
export type ToPreload =
	| { kind: "message"; channel: string; args: unknown[]; ports: number[] }
	| { kind: "port"; port: number; data: unknown }
	| { kind: "close-port"; port: number };

/** In the page's world: makes what the preload exposes appear there, as functions that call over. Runs before the preload. */
export function pageWorld(tag: string): void {
	window.addEventListener(
		`${tag}:expose`,
		(event) => {
			const { key, names } = JSON.parse((event as CustomEvent<string>).detail) as { key: string; names: string[] };
			const api = Object.fromEntries(
				names.map((name) => [
					name,
					(...args: unknown[]) => {
						const detail = JSON.stringify({ name, args });
						window.dispatchEvent(new CustomEvent(`${tag}:call`, { detail }));
					},
				]),
			);
			Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true });
		},
		{ once: true },
	);
}

/**
 * In a world of its own beside the page, as Electron's preload has one: runs the preload with a `require` that knows `electron`
 * alone, as a sandboxed preload does. Not the same as in Electron: exposed functions answer nothing, and pass JSON only.
 */
export function preloadWorld(
	tag: string,
	preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
	if (window !== window.top) return;
	const world = globalThis as unknown as {
		standinSend: (text: string) => void;
		standinReceive: (message: ToPreload) => void;
	};
	const send = (message: FromPreload) => world.standinSend(JSON.stringify(message));
	const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>();
	const ports = new Map<number, MessagePort>();

	const openPort = (id: number): MessagePort => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => send({ kind: "port", port: id, data });
		port1.addEventListener("close", () => send({ kind: "port-closed", port: id }));
		ports.set(id, port1);
		return port2;
	};
	world.standinReceive = (message) => {
		if (message.kind === "port") ports.get(message.port)?.postMessage(message.data);
		else if (message.kind === "close-port") ports.get(message.port)?.close();
		else {
			const event = { ports: message.ports.map(openPort), sender: electron.ipcRenderer };
			for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args);
		}
	};

	const electron = {
		contextBridge: {
			exposeInMainWorld(key: string, api: Record<string, (...args: unknown[]) => unknown>) {
				window.addEventListener(`${tag}:call`, (event) => {
					const { name, args } = JSON.parse((event as CustomEvent<string>).detail) as { name: string; args: unknown[] };
					api[name]?.(...args);
				});
				const detail = JSON.stringify({ key, names: Object.keys(api) });
				window.dispatchEvent(new CustomEvent(`${tag}:expose`, { detail }));
			},
		},
		ipcRenderer: {
			send: (channel: string, ...args: unknown[]) => send({ kind: "send", channel, args }),
			on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
				listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
			},
		},
	};
	const require = (name: string) => {
		if (name === "electron") return electron;
		throw new Error(`a sandboxed preload has no module ${name}`);
	};
	const module = { exports: {} };
	preload(require, module, module.exports);
}
