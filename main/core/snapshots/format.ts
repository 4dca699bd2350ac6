/**
 * A snapshot's content, format 1: frames, one after another. A frame is its kind (one ASCII letter), the length of its payload in bytes
 * (32 bits, big-endian) and the payload. H: the head, JSON · T: a table begins, its number as text · D: bytes of COPY's text format ·
 * E: the table ends, JSON with the rows · Z: the end, SHA-256 in hex over every byte before this frame.
 */
import { createHash } from "node:crypto";
import { AppError } from "../errors.ts";
import { ByteReader } from "./byte-reader.ts";

export type FrameKind = "H" | "T" | "D" | "E" | "Z";

export interface Frame {
	kind: FrameKind;
	/** Of a D, whose frame may be long, as much as has come: there may be more of it. */
	payload: Uint8Array;
}

const HEAD_BYTES = 5;
/** A frame longer than this is none of ours: COPY sends a row a message, and a row of PostgreSQL ends at 1 GB. */
const LONGEST = 1_100_000_000;

/** Turns frames into bytes, and keeps the hash that the last frame carries. */
export function frameWriter() {
	const hash = createHash("sha256");
	const whole = (kind: FrameKind, text: string): Uint8Array => {
		const payload = new TextEncoder().encode(text);
		const frame = new Uint8Array(HEAD_BYTES + payload.length);
		frame.set(headOf(kind, payload.length));
		frame.set(payload, HEAD_BYTES);
		return frame;
	};
	return {
		frame(kind: Exclude<FrameKind, "Z">, text: string): Uint8Array {
			const frame = whole(kind, text);
			hash.update(frame);
			return frame;
		},
		/** What goes before this payload, which is written as it is: there may be gigabytes of it. */
		head(kind: Exclude<FrameKind, "Z">, payload: Uint8Array): Uint8Array {
			const head = headOf(kind, payload.length);
			hash.update(head).update(payload);
			return head;
		},
		/** The last frame, and the hash that it carries. */
		end(): { frame: Uint8Array; sha256: string } {
			const sha256 = hash.digest("hex");
			return { frame: whole("Z", sha256), sha256 };
		},
	};
}

function headOf(kind: FrameKind, length: number): Uint8Array {
	const head = new Uint8Array(HEAD_BYTES);
	head[0] = kind.charCodeAt(0);
	new DataView(head.buffer).setUint32(1, length);
	return head;
}

/** The frames of a snapshot. Throws SNAPSHOT_DAMAGED where the bytes are not what was written, at the latest at the end. */
export async function* readFrames(id: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
	const hash = createHash("sha256");
	const reader = new ByteReader(pieces);
	try {
		for (;;) {
			const head = await reader.exactly(HEAD_BYTES);
			const { kind, length } = readHead(id, head);
			if (kind === "Z") break;
			hash.update(head);
			for await (const payload of payloadOf(reader, { id, kind, length })) {
				hash.update(payload);
				yield { kind, payload };
			}
		}
		const sha256 = hash.digest("hex");
		const payload = await reader.exactly(sha256.length);
		if (new TextDecoder().decode(payload) !== sha256) throw damaged(id);
		if ((await reader.some(1)).length > 0) throw damaged(id);
		yield { kind: "Z", payload };
	} finally {
		await reader.close();
	}
}

async function* payloadOf(
	reader: ByteReader,
	{ id, kind, length }: { id: string; kind: FrameKind; length: number },
): AsyncGenerator<Uint8Array> {
	for (let left = length; left > 0; ) {
		const payload = kind === "D" ? await reader.some(left) : await reader.exactly(left);
		if (payload.length === 0) throw damaged(id);
		left -= payload.length;
		yield payload;
	}
}

function readHead(id: string, head: Uint8Array): { kind: FrameKind; length: number } {
	const kind = String.fromCharCode(head[0] ?? 0) as FrameKind;
	if (head.length < HEAD_BYTES || !"HTDEZ".includes(kind)) throw damaged(id);
	const length = new DataView(head.buffer, head.byteOffset).getUint32(1);
	if (length > LONGEST) throw damaged(id);
	return { kind, length };
}

export function damaged(id: string): AppError {
	return new AppError("SNAPSHOT_DAMAGED", `The snapshot ${id} does not hold what was written.`, {
		hint: "Nothing was restored. If there is a copy of the file, put that in its place.",
	});
}
