/** What somebody may have meant by `schema.table`, the likeliest first: as SQL reads it, and as it stands there. */
export function readNames(written: string): { schema?: string; name: string }[] {
	const parts = sqlParts(written);
	const readings: { schema?: string; name: string }[] = [];
	const add = (names: readonly string[]): void => {
		const [first, second] = names;
		if (names.length === 1 && first) readings.push({ name: first });
		if (names.length === 2 && first && second) readings.push({ schema: first, name: second });
	};
	if (parts) {
		add(parts.map(({ text }) => text));
		add(parts.map(({ text, quoted }) => (quoted ? text : text.toLowerCase())));
	}
	const dot = written.indexOf(".");
	if (dot > 0) add([written.slice(0, dot), written.slice(dot + 1)]);
	readings.push({ name: written });
	return [...new Map(readings.map((each) => [JSON.stringify([each.schema, each.name]), each])).values()];
}

/** Names between dots, quoted or not; undefined where it cannot be read so. */
function sqlParts(written: string): { text: string; quoted: boolean }[] | undefined {
	const parts: { text: string; quoted: boolean }[] = [];
	let rest = written;
	for (;;) {
		const quoted = /^"((?:[^"]|"")+)"/.exec(rest);
		const plain = quoted ? null : /^[^".]+/.exec(rest);
		const found = quoted ?? plain;
		if (!found) return undefined;
		parts.push({ text: quoted?.[1]?.replaceAll('""', '"') ?? found[0], quoted: quoted !== null });
		rest = rest.slice(found[0].length);
		if (rest === "") return parts;
		if (!rest.startsWith(".")) return undefined;
		rest = rest.slice(1);
	}
}
