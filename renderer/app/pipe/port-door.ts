/** The door of the Electron host: a MessagePort that the preload hands over when the page asks for one. */
import { RPCLink } from "@orpc/client/message-port";
import type { Door } from "./wire.ts";

declare global {
	interface Window {
		/** What the preload exposes (main/hosts/electron/preload.ts): it sends this window a message with a port. */
		readonly bulkhead?: { askForPort(): void };
	}
}

/** The message that carries the port. */
const PORT = "bulkhead:port";
/** What the host sends last: Chromium does not tell a page that the other end was closed. */
const CLOSED = null;
/** Milliseconds until the port must be here. */
const DEADLINE = 5_000;

export function portDoor(window: Window, ask: () => void): Door {
	return {
		async open() {
			const port = await receivePort(window, ask);
			const closed = Promise.withResolvers<"broken">();
			const link = new RPCLink({
				port: {
					postMessage: (text: string) => port.postMessage(text),
					onMessage: {
						addListener(listener) {
							port.onmessage = ({ data }) => (data === CLOSED ? closed.resolve("broken") : listener(data));
						},
					},
					onDisconnect: { addListener: (listener) => void closed.promise.then(listener) },
				},
			});
			return { link, closed: closed.promise };
		},
	};
}

function receivePort(window: Window, ask: () => void): Promise<MessagePort> {
	return new Promise((done, fail) => {
		const end = () => {
			window.removeEventListener("message", onMessage);
			clearTimeout(deadline);
		};
		const onMessage = (event: MessageEvent) => {
			const [port] = event.ports;
			if (event.source !== window || event.data !== PORT || !port) return;
			end();
			done(port);
		};
		const deadline = setTimeout(() => {
			end();
			fail(new Error("no port was handed over"));
		}, DEADLINE);
		window.addEventListener("message", onMessage);
		ask();
	});
}
