import type { IndexMoment } from "../../../main/contract/index.ts";

export interface TrendPoint {
	x: number;
	y: number;
	score: number;
	at: string;
}

/** Room at the edges, for the dots. */
const EDGE = 4;

/** Where each look stands in the drawing: oldest first, evenly, 100 at the top. Looks without a score are left out. */
export function trendPoints(
	newestFirst: readonly Pick<IndexMoment, "at" | "score">[],
	{ width, height }: { width: number; height: number },
): TrendPoint[] {
	const scored = newestFirst.toReversed().flatMap(({ at, score }) => (score === null ? [] : [{ at, score }]));
	const step = scored.length < 2 ? 0 : (width - 2 * EDGE) / (scored.length - 1);
	return scored.map(({ at, score }, index) => ({
		...{ at, score },
		x: EDGE + index * step,
		y: EDGE + ((100 - score) / 100) * (height - 2 * EDGE),
	}));
}
