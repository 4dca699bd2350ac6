import { EventEmitter } from "node:events";
import type { MessageChannelMain as ElectronChannel, MessagePortMain as ElectronPort } from "electron";

type PortMethods = Pick<ElectronPort, "postMessage" | "start" | "close">;

/** A port of the main process. What arrives before `start` waits; the other end may be here or, once transferred, in a page. */
export class PortDouble extends EventEmitter implements PortMethods {
	/** Where the other end is. */
	other: { receive(data: unknown): void; end(): void } | undefined;
	#waiting: unknown[] | undefined = [];
	#open = true;

	postMessage(data: unknown): void {
		// A structured clone, as a real port makes one: what cannot be cloned throws here too.
		if (this.#open) this.other?.receive(structuredClone(data));
	}

	start(): void {
		const waiting = this.#waiting ?? [];
		this.#waiting = undefined;
		for (const data of waiting) this.emit("message", { data, ports: [] });
	}

	close(): void {
		this.other?.end();
		this.end();
	}

	receive(data: unknown): void {
		if (this.#waiting) this.#waiting.push(data);
		else if (this.#open) queueMicrotask(() => this.emit("message", { data, ports: [] }));
	}

	end(): void {
		if (!this.#open) return;
		this.#open = false;
		queueMicrotask(() => this.emit("close"));
	}
}

export class MessageChannelMain implements Record<keyof ElectronChannel, PortDouble> {
	readonly port1 = new PortDouble();
	readonly port2 = new PortDouble();
	constructor() {
		this.port1.other = this.port2;
		this.port2.other = this.port1;
	}
}
