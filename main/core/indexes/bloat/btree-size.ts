/** How many pages a btree index would have if it were built anew now: the size without bloat. Pure. */

export interface Keys {
	/** Rows that the index holds. */
	rows: number;
	blockSize: number;
	/** Percent. */
	fillfactor: number;
	/** Of all its columns together, INCLUDE among them: bytes of an average row without nulls, and whether any may be null. */
	width: number;
	nulls: boolean;
	/** Equal keys are kept once, with a list of rows. Undefined where they are not. */
	groups: { rows: number; each: number }[] | undefined;
}

/** Bytes: page header and btree's own at the end of each page; line pointer; header of an entry, and with its map of nulls. */
const PAGE = 24 + 16;
const POINTER = 4;
const HEADER = 8;
const HEADER_WITH_NULLS = 16;
/** A row's place in a list of such. */
const PLACE = 6;
/** Fill factor of the pages above the leaves, and of the leaves when nothing is said. */
const INNER = 0.7;

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

export function btreePages(keys: Keys): number {
	const { rows, blockSize, fillfactor, width, nulls, groups } = keys;
	const room = blockSize - PAGE;
	const header = nulls ? HEADER_WITH_NULLS : HEADER;
	const key = header + aligned(width);
	const bytes = groups
		? groups.reduce(
				(sum, group) => sum + (group.each < 2 ? group.rows * (POINTER + key) : listed(group, { key, blockSize })),
				0,
			)
		: rows * (POINTER + key);
	const leaves = Math.max(1, bytes / (room * (fillfactor / 100)));
	const inner = leaves > 1 ? (leaves * (POINTER + key)) / (room * INNER) : 0;
	return Math.ceil(leaves) + Math.ceil(inner) + 1;
}

/** Bytes of lists of rows, each as long as a build makes them: a tenth of a page. */
function listed(
	{ rows, each }: { rows: number; each: number },
	{ key, blockSize }: { key: number; blockSize: number },
): number {
	const longest = Math.floor((Math.floor((blockSize * 0.1) / 8) * 8 - POINTER - key) / PLACE);
	if (longest < 2) return rows * (POINTER + key);
	const rest = each % longest;
	const list = (length: number): number => POINTER + (length <= 1 ? key * length : aligned(key + PLACE * length));
	const bytes = Math.floor(each / longest) * list(longest) + (rest > 0 ? list(rest) : 0);
	return (rows / each) * bytes;
}
