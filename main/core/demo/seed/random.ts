/** Numbers that look random and are the same every time: mulberry32, from a fixed start. */
export interface Random {
	/** A whole number from 0 up to, not including, `limit`. */
	below(limit: number): number;
	chance(percent: number): boolean;
	pick<T>(from: readonly T[]): T;
}

export function createRandom(start: number): Random {
	let state = start;
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number): number => Math.floor(next() * limit);
	return {
		below,
		chance: (percent) => below(100) < percent,
		pick(from) {
			const picked = from[below(from.length)];
			if (picked === undefined) throw new Error("there is nothing to pick from");
			return picked;
		},
	};
}
