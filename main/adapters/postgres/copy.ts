import { once } from "node:events";
import { Readable } from "node:stream";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { Gathered } from "./gathered.ts";
import type { Login } from "./login.ts";

/** Bytes of a piece that is handed on: COPY sends a row at a time, and each would cost a call. */
const PIECE = 1024 * 1024;

/**
 * Runs COPY … TO STDOUT and hands pieces of about a megabyte to `take`, the next one when that is done; answers with the number of rows.
 * What `take` throws is thrown when the server has said all: nothing else can be asked before.
 */
export async function copyOut(
	{ client, link: { socket } }: Pick<Login, "client" | "link">,
	sql: string,
	take: (piece: Uint8Array) => Promise<void>,
): Promise<number> {
	const rows = new Readable({ highWaterMark: PIECE, read: () => socket.readOn() });
	const gathered = new Gathered(PIECE);
	socket.copySink = (bytes, start, end) => {
		const full = gathered.add(bytes, start, end);
		return full === undefined || rows.push(full);
	};
	const answered = client.query(sql).finally(() => {
		socket.copySink = undefined;
		rows.push(gathered.rest());
		rows.push(null);
	});
	// Told below; until then nobody listens.
	answered.catch(() => {});
	try {
		for await (const piece of rows) await take(piece as Uint8Array);
	} catch (caught) {
		socket.copySink = () => true;
		socket.readOn();
		await answered.catch(() => {});
		throw caught;
	}
	return (await answered).rowCount ?? 0;
}

/**
 * Runs COPY … FROM STDIN with these pieces; answers with the number of rows. What `pieces` throws ends the COPY and is thrown. Where the
 * server ends it, no more is sent, and the stream is left alone: it has no connection any more.
 */
export async function copyIn(client: pg.Client, sql: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
	const stream = client.query(copyFrom(sql));
	const ended = once(stream, "finish");
	let refused = false;
	// Told by `ended`, which is awaited below; until then nobody else listens.
	ended.catch(() => {
		refused = true;
	});
	try {
		for await (const piece of pieces) {
			if (refused) break;
			if (!stream.write(piece)) await Promise.race([once(stream, "drain"), ended]);
		}
	} catch (caught) {
		if (!refused) stream.destroy(caught instanceof Error ? caught : new Error(String(caught)));
		await ended.catch(() => {});
		throw caught;
	}
	if (!refused) stream.end();
	await ended;
	return stream.rowCount;
}
