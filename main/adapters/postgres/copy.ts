import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Login } from "./login.ts";

/** Runs COPY … TO STDOUT and hands each piece to `take`, never more than that can hold; answers with the number of rows. */
export async function copyOut(
	{ client, link }: Pick<Login, "client" | "link">,
	sql: string,
	take: (piece: Uint8Array) => Promise<void>,
): Promise<number> {
	// The reader takes rows in pieces, whatever their length.
	link.socket.copying = true;
	try {
		const stream = client.query(copyTo(sql));
		for await (const piece of stream) await take(piece as Uint8Array);
		return stream.rowCount;
	} finally {
		link.socket.copying = false;
	}
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
