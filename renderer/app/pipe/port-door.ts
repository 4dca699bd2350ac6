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
/** Milliseconds until the port must be here. */
const DEADLINE = 5_000;

export function portDoor(window: Window, ask: () => void): Door {
	return {
		async open() {
			const port = await receivePort(window, ask);
			const closed = new Promise<"broken">((done) => {
				port.addEventListener("close", () => done("broken"), { once: true });
			});
			const link = new RPCLink({ port });
			port.start();
			return { link, closed };
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
