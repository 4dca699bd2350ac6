import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import type { Contract } from "../../main/contract/index.ts";
import { keepOpen, type OpenPipe } from "./pipe/keep-open.ts";
import { takePageKey } from "./pipe/page-key.ts";
import { portDoor } from "./pipe/port-door.ts";
import { socketDoor } from "./pipe/socket-door.ts";
import type { Door } from "./pipe/wire.ts";

export type Client = ContractRouterClient<Contract>;

/** This window's way to the core: the contract's client, and whether it is open. */
export interface Pipe extends Omit<OpenPipe, "link"> {
	client: Client;
}

export function createPipe(door: Door = doorOfThisPage()): Pipe {
	const { link, subscribe, state } = keepOpen(door);
	return { client: createORPCClient(link), subscribe, state };
}

/** In the browser host, the page that tells who is not let in what to do. */
const LEFT_OUT = "/left-out";

function doorOfThisPage(): Door {
	const { bulkhead } = window;
	if (bulkhead) return portDoor(window, () => bulkhead.askForPort());
	return socketDoor({
		address: `ws://${location.host}/pipe`,
		// Without a key the host closes the socket and says so by its code.
		key: takePageKey(document, localStorage) ?? "none",
		onShut: () => location.replace(LEFT_OUT),
	});
}
