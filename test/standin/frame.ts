import type { WebFrameMain } from "electron";
import type { CDPSession } from "playwright-core";
import { PortDouble } from "./message-channel.ts";
import type { ToPreload } from "./worlds.ts";

type FrameMethods = Pick<WebFrameMain, "detached" | "isDestroyed" | "origin" | "parent" | "postMessage" | "send">;

/** The top frame of a page as it is for one document: reached through the preload's world of that document. */
export class FrameDouble implements FrameMethods {
	detached = false;
	readonly parent = null;
	readonly origin: string;
	readonly #cdp: CDPSession;
	readonly #world: number;
	readonly #ports = new Map<number, PortDouble>();

	constructor(cdp: CDPSession, world: number, origin: string) {
		this.#cdp = cdp;
		this.#world = world;
		this.origin = origin;
	}

	isDestroyed(): boolean {
		return this.detached;
	}

	send(channel: string, ...args: unknown[]): void {
		this.#tell({ kind: "message", channel, args, ports: [] });
	}

	postMessage(channel: string, message: unknown, transfer: unknown[] = []): void {
		const ports = transfer.map((port) => {
			if (!(port instanceof PortDouble)) throw new TypeError("only ports can be transferred");
			return this.#lend(port);
		});
		this.#tell({ kind: "message", channel, args: [message], ports });
	}

	/** What the page put into one of its ports. */
	receive(id: number, data: unknown): void {
		this.#ports.get(id)?.other?.receive(data);
	}

	closePort(id: number): void {
		this.#ports.get(id)?.other?.end();
	}

	/** The document is gone, and with it the ends that it held. */
	detach(): void {
		this.detached = true;
		for (const port of this.#ports.values()) port.other?.end();
	}

	/** From now on what the other end sends goes to the page. */
	#lend(port: PortDouble): number {
		const id = this.#ports.size + 1;
		this.#ports.set(id, port);
		if (port.other instanceof PortDouble) {
			port.other.other = {
				receive: (data) => this.#tell({ kind: "port", port: id, data }),
				end: () => this.#tell({ kind: "close-port", port: id }),
			};
		}
		return id;
	}

	#tell(message: ToPreload): void {
		if (this.detached) return;
		const call = {
			functionDeclaration: "function (message) { standinReceive(message); }",
			arguments: [{ value: message }],
			executionContextId: this.#world,
		};
		// The document may be gone by the time that this arrives.
		this.#cdp.send("Runtime.callFunctionOn", call).catch(() => {});
	}
}
