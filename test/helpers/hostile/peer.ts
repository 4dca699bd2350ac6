import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import { bound, key, ok, parameter, ready } from "./messages.ts";

/** Certificate and key of the server, as PEM texts. */
export interface ServerCertificate {
	cert: string;
	key: string;
}

const SSL_REQUEST = 80_877_103;
const CANCEL_REQUEST = 80_877_102;

/** The server's end of one link. Everything ends by throwing when the client is gone. */
export class Peer {
	#socket: Socket;
	readonly #certificate: ServerCertificate;
	#received = Buffer.alloc(0);
	#wake: (() => void) | undefined;
	#closed = false;

	constructor(socket: Socket, certificate: ServerCertificate) {
		this.#socket = socket;
		this.#certificate = certificate;
		this.#listen(socket);
	}

	async send(...pieces: Buffer[]): Promise<void> {
		for (const piece of pieces) {
			if (this.#closed) throw new Error("gone");
			if (!this.#socket.write(piece)) await Promise.race([once(this.#socket, "drain"), this.gone()]);
		}
	}

	/** As fast as the client takes it, until it is gone. */
	async forever(piece: Buffer): Promise<never> {
		for (;;) await this.send(piece);
	}

	/** A byte at a time. */
	async slowly(bytes: Buffer, ms: number): Promise<void> {
		for (const byte of bytes) {
			await this.send(Buffer.from([byte]));
			await sleep(ms);
		}
	}

	gone(): Promise<void> {
		return this.#closed ? Promise.resolve() : once(this.#socket, "close").then(() => {});
	}

	end(...pieces: Buffer[]): void {
		for (const piece of pieces) this.#socket.write(piece);
		this.#socket.end();
	}

	/** RST instead of a good-bye. */
	reset(): void {
		this.#socket.resetAndDestroy();
	}

	/** The first request: TLS is answered with `tls`, a cancel ends the script. */
	async startup(tls: "N" | "S" = "N"): Promise<void> {
		for (;;) {
			const packet = await this.#packet(0);
			const code = packet.readInt32BE(4);
			if (code === CANCEL_REQUEST) throw new Error("a cancel");
			if (code !== SSL_REQUEST) return;
			await this.send(Buffer.from(tls));
			if (tls === "S") await this.startTls();
		}
	}

	/** The request for TLS alone, unanswered. */
	async askedForTls(): Promise<void> {
		await this.#packet(0);
	}

	async startTls(): Promise<void> {
		const plain = this.#socket;
		plain.removeAllListeners("data");
		const secure = new TLSSocket(plain, { isServer: true, ...this.#certificate });
		this.#socket = secure;
		this.#listen(secure);
		await once(secure, "secure");
	}

	/** Everything up to the first question, as a good server does it. */
	async login(): Promise<void> {
		await this.startup();
		await this.send(ok, parameter("server_version", "18.4"), key(4_242, 1), ready);
	}

	/** The next question, simple or with bound values, is there; what the latter's answer begins with is sent. */
	async question(): Promise<void> {
		for (;;) {
			const packet = await this.#packet(1);
			const type = String.fromCharCode(packet[0] as number);
			if (type === "Q") return;
			if (type === "S") return this.send(bound);
			if (type === "X") throw new Error("good-bye");
		}
	}

	/** One message of the client. */
	async message(): Promise<Buffer> {
		return this.#packet(1);
	}

	async #packet(typeBytes: 0 | 1): Promise<Buffer> {
		for (;;) {
			const head = typeBytes + 4;
			if (this.#received.length >= head) {
				const length = typeBytes + this.#received.readInt32BE(typeBytes);
				if (this.#received.length >= length) {
					const packet = this.#received.subarray(0, length);
					this.#received = this.#received.subarray(length);
					return packet;
				}
			}
			if (this.#closed) throw new Error("gone");
			await new Promise<void>((wake) => {
				this.#wake = wake;
			});
		}
	}

	#listen(socket: Socket): void {
		socket.on("error", () => {});
		socket.on("data", (chunk: Buffer) => {
			this.#received = Buffer.concat([this.#received, chunk]);
			this.#wake?.();
		});
		socket.on("close", () => {
			this.#closed = true;
			this.#wake?.();
		});
	}
}
