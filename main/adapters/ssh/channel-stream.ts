import { Duplex } from "node:stream";
import type { ClientChannel } from "ssh2";

/** A channel of a tunnel as a stream that can fail: ssh2's own says nothing when its connection breaks, and waits for ever to write. */
export class ChannelStream extends Duplex {
	readonly #channel: ClientChannel;
	#ended = false;

	constructor(channel: ClientChannel) {
		super({ allowHalfOpen: false });
		this.#channel = channel;
		channel.on("data", (chunk: Buffer) => {
			if (!this.push(chunk)) channel.pause();
		});
		const onEnd = () => {
			if (this.#ended) return;
			this.#ended = true;
			this.push(null);
		};
		channel.on("end", onEnd);
		channel.on("close", () => {
			onEnd();
			// What waits to be written has nowhere to go.
			if (!this.writableEnded) this.end();
		});
		channel.on("error", (error: Error) => this.destroy(error));
	}

	override _read(): void {
		this.#channel.resume();
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
		if (this.#channel.write(chunk)) done();
		else this.#channel.once("drain", done);
	}

	override _final(done: (error?: Error | null) => void): void {
		this.#channel.end();
		done();
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		this.#channel.destroy();
		done(error);
	}
}
