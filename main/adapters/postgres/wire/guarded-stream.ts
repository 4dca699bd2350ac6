/**
 * The stream that the driver is given: every message of the server is looked at before the driver sees it. Memory is taken only for
 * what a message has really sent, up to its bound; a fault ends the link with a reason, whatever the server goes on to say.
 */
import { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { AuthGate, type AuthPolicy } from "./auth-gate.ts";
import { MessageOrder } from "./message-order.ts";
import { columnsOf, shapeFault } from "./message-shape.ts";
import { isKnown, LONGEST, LONGEST_SMALL, longestOf, MESSAGE } from "./messages.ts";
import { WireFault } from "./wire-fault.ts";

/** A type, and a length that counts itself. */
const HEADER = 5;
/** The first piece that is kept of a long message; it doubles as the message really comes. */
const FIRST_PIECE = 64 * 1024;

/** Milliseconds of work at a stretch: a socket that is always full is read many times in a row before anything else has its turn. */
const STRETCH = 10;

const nothing = Buffer.alloc(0);

export class GuardedStream extends Duplex {
	readonly #inner: Duplex;
	readonly #gate: AuthGate;
	readonly #order = new MessageOrder();
	/** The beginning of a message whose end has not come yet. */
	#held = nothing;
	#heldLength = 0;
	/** Bytes of a COPY's message that pass without being held. */
	#passing = 0;
	#innerEnded = false;
	/** When this turn's work began. */
	#since: number | undefined;
	/** The reader has enough for now. */
	#full = false;
	/** Until the next turn. */
	#isResting = false;
	bytesRead = 0;
	bytesWritten = 0;
	/**
	 * Takes what a COPY sends in the driver's stead, from `start` to `end`, which is not the whole of a row where that is longer than what is
	 * held elsewhere. The bytes are the sink's for the call alone. False is enough for now: nothing more is read until `readOn`.
	 */
	copySink: ((bytes: Buffer, start: number, end: number) => boolean) | undefined;
	/** The sink has enough for now. */
	#sinkFull = false;
	/** Descriptions of columns that the reader has heard; it is behind `#described` where something waits between us. */
	heard = 0;
	/** The reader wants no more rows of the answer with this description: they are checked, and go no further. 0: of none. */
	enoughOf = 0;
	/** Descriptions of columns that came. */
	#described = 0;
	/** The driver asks for it to bind a login to the certificate; only TLS has one. */
	readonly getPeerCertificate?: TLSSocket["getPeerCertificate"];

	constructor(inner: Duplex, policy: AuthPolicy) {
		super({ allowHalfOpen: false });
		// Told by the call that is pending; without a listener Node would end the process.
		this.on("error", () => {});
		this.#inner = inner;
		this.#gate = new AuthGate(policy);
		if ("getPeerCertificate" in inner) {
			const tls = inner as TLSSocket;
			this.getPeerCertificate = tls.getPeerCertificate.bind(tls);
		}
		inner.on("data", (chunk: Buffer) => this.#receive(chunk));
		inner.on("error", (error) => this.destroy(error));
		inner.on("end", () => {
			this.#innerEnded = true;
			this.push(null);
		});
		// A normal end is told when what came before it has been read.
		inner.on("close", () => this.#innerEnded || this.destroy());
	}

	get authentication() {
		return this.#gate.method;
	}

	/** `pg` wants to connect by itself; this is connected already, so it is told at the next turn. */
	connect(): this {
		process.nextTick(() => this.emit("connect"));
		return this;
	}

	/** Set on the socket when it was opened. */
	setNoDelay(): void {}

	ref(): void {}

	unref(): void {}

	/**
	 * What reads here is not to end the process: an error in it ends the link. `pg` and its COPY are the only readers.
	 */
	override on(event: string | symbol, listener: (...args: never[]) => void): this {
		if (event !== "data") return super.on(event, listener as (...args: unknown[]) => void);
		return super.on("data", (chunk: Buffer) => {
			try {
				(listener as (chunk: Buffer) => void)(chunk);
			} catch (caught) {
				this.destroy(caught instanceof Error ? caught : new Error(String(caught)));
			}
		});
	}

	override addListener(event: string | symbol, listener: (...args: never[]) => void): this {
		return this.on(event, listener);
	}

	override _read(): void {
		this.#full = false;
		this.#resume();
	}

	/** The sink has room again. */
	readOn(): void {
		this.#sinkFull = false;
		this.#resume();
	}

	#resume(): void {
		if (!(this.#isResting || this.#full || this.#sinkFull)) this.#inner.resume();
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
		this.#order.asked();
		this.bytesWritten += chunk.length;
		if (this.#inner.write(chunk)) done();
		else this.#inner.once("drain", done);
	}

	override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
		this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), "binary", done);
	}

	override _final(done: (error?: Error | null) => void): void {
		this.#inner.end();
		done();
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		this.#held = nothing;
		this.#inner.destroy();
		done(error);
	}

	#receive(chunk: Buffer): void {
		if (this.destroyed) return;
		this.bytesRead += chunk.length;
		this.#since ??= this.#beginTurn();
		try {
			this.#take(chunk);
		} catch (caught) {
			this.destroy(caught as Error);
		}
		if (performance.now() - this.#since > STRETCH) this.#rest();
	}

	#beginTurn(): number {
		setImmediate(() => {
			this.#since = undefined;
			if (!this.#isResting) return;
			this.#isResting = false;
			this.#resume();
		});
		return performance.now();
	}

	/** Others first. */
	#rest(): void {
		this.#isResting = true;
		this.#inner.pause();
	}

	/** Passes on what is whole and sound, keeps the rest. */
	#take(chunk: Buffer): void {
		let at = this.#passPieces(chunk, 0);
		if (this.#heldLength > 0) at = this.#fill(chunk, at);
		let start = at;
		try {
			while (at + HEADER <= chunk.length) {
				const length = this.#lengthAt(chunk, at);
				if (this.#isLongCopy(chunk[at] as number, length)) {
					this.#passOn(chunk.subarray(start, at));
					this.#check(chunk, at, at + HEADER);
					this.#passing = 1 + length - HEADER;
					at = this.#passPieces(chunk, at + HEADER);
					start = at;
				} else if (at + 1 + length > chunk.length) break;
				else {
					const end = at + 1 + length;
					this.#check(chunk, at, end);
					if (!this.#isForDriver(chunk, at, end)) {
						this.#passOn(chunk.subarray(start, at));
						start = end;
					}
					at = end;
				}
			}
		} finally {
			// What was sound goes first: it may say why the server ends this.
			this.#passOn(chunk.subarray(start, at));
		}
		if (at < chunk.length) this.#hold(chunk.subarray(at));
	}

	/** Whether a whole message goes to the driver; a COPY's sink has had what is not. */
	#isForDriver(bytes: Buffer, at: number, end: number): boolean {
		const type = bytes[at] as number;
		if (!this.#isForSink(type)) return !this.#isUnwanted(type);
		this.#sink(bytes, at + HEADER, end);
		return false;
	}

	/** A row that nobody keeps would still be decoded, and millions of them are as many strings. */
	#isUnwanted(type: number): boolean {
		return type === MESSAGE.DataRow && this.#described > 0 && this.enoughOf === this.#described;
	}

	#isForSink(type: number): boolean {
		return this.copySink !== undefined && type === MESSAGE.CopyData;
	}

	#isLongCopy(type: number, length: number): boolean {
		return length > FIRST_PIECE && this.#isForSink(type);
	}

	#passPieces(chunk: Buffer, at: number): number {
		const end = Math.min(chunk.length, at + this.#passing);
		this.#sink(chunk, at, end);
		this.#passing -= end - at;
		return end;
	}

	/** Length of the message that begins there, checked before anything of it is kept. */
	#lengthAt(bytes: Buffer, at: number): number {
		const type = bytes[at] as number;
		const length = bytes.readUInt32BE(at + 1);
		if (!isKnown(type)) throw this.#notTheProtocol(`a message of unknown type 0x${type.toString(16).padStart(2, "0")}`);
		if (length < 4) throw this.#notTheProtocol("a message of negative length");
		if (this.#order.inLogin && length - 4 > LONGEST_SMALL) throw this.#notTheProtocol("a message of impossible length");
		if (length - 4 <= longestOf(type) || this.#isForSink(type)) return length;
		if (longestOf(type) !== LONGEST) throw this.#notTheProtocol("a message of impossible length");
		throw new WireFault(
			`the server sends a row of ${megabytes(length)}; Bulkhead reads rows of up to ${megabytes(LONGEST)}`,
			"Read less of it: leave that column out, or take a part of it with left() or substring().",
		);
	}

	#check(bytes: Buffer, at: number, end: number): void {
		const type = bytes[at] as number;
		const body = { bytes, start: at + HEADER, end };
		const bad = this.#isLongCopy(type, bytes.readUInt32BE(at + 1)) ? undefined : shapeFault(type, body);
		if (bad !== undefined) throw this.#notTheProtocol(bad);
		const hasColumns = type === MESSAGE.RowDescription || type === MESSAGE.DataRow;
		const fault = this.#order.fault(type, end - at, hasColumns ? columnsOf(body) : 0);
		if (fault !== undefined) throw this.#notTheProtocol(fault);
		if (type === MESSAGE.Authentication) this.#gate.check(body);
		if (type === MESSAGE.RowDescription) this.#described += 1;
	}

	#notTheProtocol(what: string): WireFault {
		return new WireFault(
			this.#order.inLogin ? `what answers there is not PostgreSQL (${what})` : `the server sent ${what}`,
		);
	}

	/** Keeps the beginning of a message: as much room as has come, never as much as was announced. */
	#hold(piece: Buffer): void {
		const needed = this.#heldLength + piece.length;
		if (this.#held.length < needed) {
			const larger = Buffer.allocUnsafe(
				Math.max(needed, Math.min(2 * this.#held.length, HEADER + LONGEST), FIRST_PIECE),
			);
			this.#held.copy(larger, 0, 0, this.#heldLength);
			this.#held = larger;
		}
		piece.copy(this.#held, this.#heldLength);
		this.#heldLength = needed;
	}

	/** Completes the message that is held, where this piece does. Answers how far the piece was used. */
	#fill(chunk: Buffer, from: number): number {
		let at = from;
		if (this.#heldLength < HEADER) {
			const rest = Math.min(HEADER - this.#heldLength, chunk.length - at);
			this.#hold(chunk.subarray(at, at + rest));
			at += rest;
			if (this.#heldLength < HEADER) return at;
		}
		const whole = 1 + this.#lengthAt(this.#held, 0);
		if (this.#isLongCopy(this.#held[0] as number, whole - 1)) return this.#letPass(chunk, at, whole);
		const rest = Math.min(whole - this.#heldLength, chunk.length - at);
		this.#hold(chunk.subarray(at, at + rest));
		at += rest;
		if (this.#heldLength < whole) return at;
		const message = this.#held.subarray(0, whole);
		[this.#held, this.#heldLength] = [nothing, 0];
		this.#check(message, 0, whole);
		if (this.#isForDriver(message, 0, whole)) this.#passOn(message);
		return at;
	}

	/** The header of a long row of a COPY has come in two pieces. */
	#letPass(chunk: Buffer, at: number, whole: number): number {
		const header = this.#held.subarray(0, HEADER);
		[this.#held, this.#heldLength] = [nothing, 0];
		this.#check(header, 0, HEADER);
		this.#passing = whole - HEADER;
		return this.#passPieces(chunk, at);
	}

	#sink(bytes: Buffer, start: number, end: number): void {
		if (start === end || this.copySink?.(bytes, start, end) !== false) return;
		this.#sinkFull = true;
		this.#inner.pause();
	}

	#passOn(bytes: Buffer): void {
		if (bytes.length === 0 || this.push(bytes)) return;
		this.#full = true;
		this.#inner.pause();
	}
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;
