import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** Runs COPY … TO STDOUT and hands each piece to `take`, never more than that can hold; answers with the number of rows. */
export async function copyOut(
	client: pg.Client,
	sql: string,
	take: (piece: Uint8Array) => Promise<void>,
): Promise<number> {
	const stream = client.query(copyTo(sql));
	for await (const piece of stream) await take(piece as Uint8Array);
	return stream.rowCount;
}

/** Runs COPY … FROM STDIN with these pieces; answers with the number of rows. What `pieces` throws ends the COPY and is thrown. */
export async function copyIn(client: pg.Client, sql: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
	const stream = client.query(copyFrom(sql));
	const ended = once(stream, "finish");
	// Told by `ended`, which is awaited below; until then nobody listens.
	ended.catch(() => {});
	try {
		for await (const piece of pieces) {
			if (!stream.write(piece)) await Promise.race([once(stream, "drain"), ended]);
		}
	} catch (caught) {
		stream.destroy(caught instanceof Error ? caught : new Error(String(caught)));
		await ended.catch(() => {});
		throw caught;
	}
	stream.end();
	await ended;
	return stream.rowCount;
}
