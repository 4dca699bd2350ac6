/** Names that somebody may have meant. */

/** At most this many edits, and not more than a third of the word. */
const EDITS = 2;

/** The nearest of these to what was written, at most `limit`; the nearest first. */
export function nearNames(written: string, names: readonly string[], limit = 3): string[] {
	const wanted = written.toLowerCase();
	const most = Math.min(EDITS, Math.max(1, Math.floor(wanted.length / 3)));
	return names
		.map((name) => ({ name, edits: editsBetween(wanted, name.toLowerCase(), most) }))
		.filter(({ edits }) => edits <= most)
		.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
		.slice(0, limit)
		.map(({ name }) => name);
}

/** Characters to insert, remove or replace; counted only as far as `most`. */
function editsBetween(one: string, other: string, most: number): number {
	if (Math.abs(one.length - other.length) > most) return most + 1;
	let line = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (let i = 1; i <= one.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= other.length; j += 1) {
			const replaced = (line[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (line[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		line = next;
	}
	return line[other.length] ?? most + 1;
}
