/**
 * A snapshot's content, format 1: frames, one after another. A frame is its kind (one ASCII letter), the length of its payload in bytes
 * (32 bits, big-endian) and the payload. H: the head, JSON · T: a table begins, its number as text · D: bytes of COPY's text format ·
 * E: the table ends, JSON with the rows · Z: the end, SHA-256 in hex over every byte before this frame.
 */
import { createHash } from "node:crypto";
import { AppError } from "../errors.ts";

export type FrameKind = "H" | "T" | "D" | "E" | "Z";

export interface Frame {
	kind: FrameKind;
	payload: Uint8Array;
}

const HEAD_BYTES = 5;
/** A frame longer than this is none of ours: COPY sends a row a message, and a row of PostgreSQL ends at 1 GB. */
const LONGEST = 1_100_000_000;

/** Turns frames into bytes, and keeps the hash that the last frame carries. */
export function frameWriter() {
	const hash = createHash("sha256");
	const encode = (kind: FrameKind, payload: Uint8Array | string): Uint8Array => {
		const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
		const frame = new Uint8Array(HEAD_BYTES + bytes.length);
		frame[0] = kind.charCodeAt(0);
		new DataView(frame.buffer).setUint32(1, bytes.length);
		frame.set(bytes, HEAD_BYTES);
		return frame;
	};
	return {
		frame(kind: Exclude<FrameKind, "Z">, payload: Uint8Array | string): Uint8Array {
			const frame = encode(kind, payload);
			hash.update(frame);
			return frame;
		},
		/** The last frame, and the hash that it carries. */
		end(): { frame: Uint8Array; sha256: string } {
			const sha256 = hash.digest("hex");
			return { frame: encode("Z", sha256), sha256 };
		},
	};
}

/** The frames of a snapshot. Throws SNAPSHOT_DAMAGED where the bytes are not what was written, at the latest at the end. */
export async function* readFrames(id: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
	const hash = createHash("sha256");
	let ended = false;
	for await (const bytes of cutFrames(id, pieces)) {
		const frame = { kind: kindOf(bytes), payload: bytes.subarray(HEAD_BYTES) };
		if (ended || !"HTDEZ".includes(frame.kind)) throw damaged(id);
		ended = frame.kind === "Z";
		if (!ended) hash.update(bytes);
		else if (new TextDecoder().decode(frame.payload) !== hash.digest("hex")) throw damaged(id);
		yield frame;
	}
	if (!ended) throw damaged(id);
}

const kindOf = (bytes: Uint8Array): FrameKind => String.fromCharCode(bytes[0] ?? 0) as FrameKind;

/** Whole frames, head included, out of pieces of any size. */
async function* cutFrames(id: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let buffer: Uint8Array = new Uint8Array();
	for await (const piece of pieces) {
		buffer = buffer.length === 0 ? piece : joined(buffer, piece);
		for (let size = frameSize(id, buffer); size <= buffer.length; size = frameSize(id, buffer)) {
			yield buffer.subarray(0, size);
			buffer = buffer.subarray(size);
		}
	}
	if (buffer.length > 0) throw damaged(id);
}

/** Bytes of the first frame; more than there are while its head has not come whole. */
function frameSize(id: string, buffer: Uint8Array): number {
	if (buffer.length < HEAD_BYTES) return Number.POSITIVE_INFINITY;
	const length = new DataView(buffer.buffer, buffer.byteOffset).getUint32(1);
	if (length > LONGEST) throw damaged(id);
	return HEAD_BYTES + length;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
	const both = new Uint8Array(a.length + b.length);
	both.set(a);
	both.set(b, a.length);
	return both;
}

export function damaged(id: string): AppError {
	return new AppError("SNAPSHOT_DAMAGED", `The snapshot ${id} does not hold what was written.`, {
		hint: "Nothing was restored. If there is a copy of the file, put that in its place.",
	});
}
