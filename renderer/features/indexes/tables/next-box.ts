import type { Area } from "./squarify.ts";

const ways: Record<string, { dx: number; dy: number }> = {
	ArrowLeft: { dx: -1, dy: 0 },
	ArrowRight: { dx: 1, dy: 0 },
	ArrowUp: { dx: 0, dy: -1 },
	ArrowDown: { dx: 0, dy: 1 },
};

/** Where an arrow leads from one box: to the nearest one on that side. Home and End lead to the largest and the smallest. */
export function nextBox(boxes: readonly Area[], at: number, key: string): number | undefined {
	if (key === "Home") return 0;
	if (key === "End") return boxes.length - 1;
	const way = ways[key];
	const from = boxes[at];
	if (!way || !from) return undefined;
	let best: { index: number; far: number } | undefined;
	for (const [index, box] of boxes.entries()) {
		const right = middle(box).x - middle(from).x;
		const down = middle(box).y - middle(from).y;
		const ahead = way.dx * right + way.dy * down;
		const aside = Math.abs(way.dx === 0 ? right : down);
		if (index === at || ahead <= 0.5) continue;
		// What is beside the way is further than what is on it.
		const far = ahead + 2 * aside;
		if (!best || far < best.far) best = { index, far };
	}
	return best?.index;
}

const middle = ({ x, y, width, height }: Area) => ({ x: x + width / 2, y: y + height / 2 });
