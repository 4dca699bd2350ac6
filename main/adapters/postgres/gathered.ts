/** Small pieces of bytes put together to large ones. */
export class Gathered {
	readonly #size: number;
	#buffer: Buffer | undefined;
	#length = 0;

	/** `size`: bytes of a large piece, at the most; one that is larger by itself is handed on as it is. */
	constructor(size: number) {
		this.#size = size;
	}

	/** Copies the bytes, and answers with a large piece where they did not fit behind what is there. */
	add(from: Buffer, start: number, end: number): Buffer | undefined {
		const full = this.#length + end - start > this.#size ? this.rest() : undefined;
		this.#buffer ??= Buffer.allocUnsafeSlow(Math.max(this.#size, end - start));
		this.#length += from.copy(this.#buffer, this.#length, start, end);
		return full;
	}

	/** What is there, which may be nothing. */
	rest(): Buffer {
		const bytes = this.#buffer?.subarray(0, this.#length) ?? nothing;
		[this.#buffer, this.#length] = [undefined, 0];
		return bytes;
	}
}

const nothing = Buffer.alloc(0);
