/** Boxes as large as what they stand for, and as square as can be (Bruls, Huizing, van Wijk: "Squarified Treemaps"). Pure. */

export interface Area {
	x: number;
	y: number;
	width: number;
	height: number;
}

export type Box<Item> = Area & { item: Item };

/** `items` come the largest first; those without a size get no box. */
export function squarify<Item>(items: readonly Item[], sizeOf: (item: Item) => number, area: Area): Box<Item>[] {
	const sized = items.map((item) => ({ item, size: sizeOf(item) })).filter(({ size }) => size > 0);
	const total = sized.reduce((sum, { size }) => sum + size, 0);
	const scale = (area.width * area.height) / total;
	const boxes: Box<Item>[] = [];
	let free = area;
	for (let from = 0; from < sized.length; ) {
		const side = Math.min(free.width, free.height);
		let to = from + 1;
		let sum = (sized[from]?.size ?? 0) * scale;
		let smallest = sum;
		const largest = sum;
		// A row takes one more as long as its worst box gets no worse.
		for (let next = sized[to]; next; next = sized[to]) {
			const size = next.size * scale;
			if (worst(side, sum + size, largest, Math.min(smallest, size)) > worst(side, sum, largest, smallest)) break;
			sum += size;
			smallest = Math.min(smallest, size);
			to += 1;
		}
		const row = sized.slice(from, to);
		boxes.push(...placeRow(row, sum / scale, sum, free));
		free = leftOf(free, sum);
		from = to;
	}
	return boxes;
}

/** How long and thin the worst box of a row is: 1 is a square. */
function worst(side: number, sum: number, largest: number, smallest: number): number {
	return Math.max((side ** 2 * largest) / sum ** 2, sum ** 2 / (side ** 2 * smallest));
}

/** A row stands along the shorter side. */
function placeRow<Item>(
	row: readonly { item: Item; size: number }[],
	total: number,
	surface: number,
	{ x, y, width, height }: Area,
): Box<Item>[] {
	const upright = width >= height;
	const thick = surface / Math.max(1e-9, upright ? height : width);
	let along = 0;
	return row.map(({ item, size }) => {
		const long = (size / total) * (upright ? height : width);
		const box = upright
			? { item, x, y: y + along, width: thick, height: long }
			: { item, x: x + along, y, width: long, height: thick };
		along += long;
		return box;
	});
}

function leftOf({ x, y, width, height }: Area, surface: number): Area {
	if (width >= height) {
		const thick = surface / Math.max(1e-9, height);
		return { x: x + thick, y, width: Math.max(0, width - thick), height };
	}
	const thick = surface / Math.max(1e-9, width);
	return { x, y: y + thick, width, height: Math.max(0, height - thick) };
}
