/** The door of the browser host: a WebSocket to where the page came from, opened with the key that came with the page. */
import { RPCLink } from "@orpc/client/websocket";
import type { Door, Wire } from "./wire.ts";

/** The host's protocol, and how it is told the key (main/hosts/browser/sockets.ts). */
const PROTOCOL = "bulkhead.1";
/** The code with which the host closes on a page that it does not, or no longer, let in. */
const NOT_LET_IN = 4401;
/** Milliseconds for one try. */
const DEADLINE = 10_000;

export interface SocketDoorOptions {
	/** ws://…/pipe */
	address: string;
	key: string;
	/** Called when this page will not be let in any more. */
	onShut(): void;
	/** Default: the browser's own. */
	connect?: (address: string, protocols: string[]) => WebSocket;
}

export function socketDoor(options: SocketDoorOptions): Door {
	const { address, key, connect = (...given) => new WebSocket(...given) } = options;
	return {
		async open(): Promise<Wire> {
			const socket = connect(address, [PROTOCOL, `key.${key}`]);
			socket.binaryType = "arraybuffer";
			const closed = new Promise<"broken" | "shut">((done) => {
				socket.addEventListener("close", ({ code }) => done(code === NOT_LET_IN ? "shut" : "broken"), { once: true });
			});
			void closed.then((end) => end === "shut" && options.onShut());
			const link = new RPCLink({ websocket: socket });
			await opened(socket);
			return { link, closed };
		},
	};
}

function opened(socket: WebSocket): Promise<void> {
	return new Promise((done, fail) => {
		const deadline = setTimeout(() => socket.close(), DEADLINE);
		const settle = (end: () => void) => () => {
			clearTimeout(deadline);
			end();
		};
		socket.addEventListener("open", settle(done), { once: true });
		socket.addEventListener(
			"close",
			settle(() => fail(new Error("the socket did not open"))),
			{ once: true },
		);
	});
}
