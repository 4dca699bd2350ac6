const nothing = new Uint8Array();

/** Reads as many bytes as are asked for out of pieces of any size. */
export class ByteReader {
	readonly #pieces: AsyncIterator<Uint8Array>;
	#piece: Uint8Array = nothing;

	constructor(pieces: AsyncIterable<Uint8Array>) {
		this.#pieces = pieces[Symbol.asyncIterator]();
	}

	/** At least one byte and at most `most`, without copying; none at the end. */
	async some(most: number): Promise<Uint8Array> {
		while (this.#piece.length === 0) {
			const { value, done } = await this.#pieces.next();
			if (done) return nothing;
			this.#piece = value;
		}
		const part = this.#piece.subarray(0, most);
		this.#piece = this.#piece.subarray(part.length);
		return part;
	}

	/** So many bytes, fewer only where the end comes before. Room is taken for what has come, not for what was announced. */
	async exactly(length: number): Promise<Uint8Array> {
		const parts: Uint8Array[] = [];
		for (let left = length; left > 0; ) {
			const part = await this.some(left);
			if (part.length === 0) break;
			parts.push(part);
			left -= part.length;
		}
		const [only, ...more] = parts;
		return more.length === 0 ? (only ?? nothing) : Buffer.concat(parts);
	}

	/** Ends the source, which may have more. */
	async close(): Promise<void> {
		await this.#pieces.return?.();
	}
}
