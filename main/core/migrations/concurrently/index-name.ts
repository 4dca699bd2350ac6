/** Names for indexes of partitions: at most 63 bytes of UTF-8, the same each time, and known again as belonging to the parent's. */
import { createHash } from "node:crypto";

/** NAMEDATALEN - 1. The server would cut a longer one, and two could become one. */
const LONGEST = 63;

const bytes = (text: string): number => Buffer.byteLength(text);

/** `events_at_idx` of `events` is `events_2024_at_idx` of `events_2024`. `again`: the n-th choice, where names before it are taken. */
export function partitionIndexName(parent: { index: string; table: string }, partition: string, again = 0): string {
	const { index, table } = parent;
	const name = index.startsWith(table) ? partition + index.slice(table.length) : `${partition}_${index}`;
	if (again === 0 && bytes(name) <= LONGEST) return name;
	const digest = createHash("sha256").update([index, table, partition, again].join("\0")).digest("hex").slice(0, 8);
	return `${cut(name, LONGEST - digest.length - 1)}_${digest}`;
}

/** The longest beginning of so many bytes; no character is parted. */
function cut(text: string, limit: number): string {
	let [kept, length] = ["", 0];
	for (const character of text) {
		length += bytes(character);
		if (length > limit) break;
		kept += character;
	}
	return kept;
}
