export interface PaletteItem {
	id: string;
	title: string;
	group: string;
	keys?: string | undefined;
	keywords?: string | undefined;
}

/** Items that have every word of the query, in title or keywords; those whose title begins with it first. Without accents. */
export function findItems<Item extends PaletteItem>(query: string, items: readonly Item[]): Item[] {
	const words = plain(query).split(/\s+/).filter(Boolean);
	const found = items.filter((item) => {
		const text = plain(`${item.title} ${item.keywords ?? ""} ${item.group}`);
		return words.every((word) => text.includes(word));
	});
	const first = words.join(" ");
	if (first === "") return found;
	return found.toSorted((a, b) => Number(plain(b.title).startsWith(first)) - Number(plain(a.title).startsWith(first)));
}

function plain(text: string): string {
	return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
