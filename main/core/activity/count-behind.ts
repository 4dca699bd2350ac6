/** Of each that keeps others waiting, those that do. */
export type Followers = Map<string, Set<string>>;

/**
 * How many are behind each, directly or not, each counted once and nobody behind itself. Sets as bits of one number: a lock that five
 * hundred wait for must not hold the process up.
 */
export function countBehind(followers: ReadonlyMap<string, ReadonlySet<string>>): Map<string, number> {
	const bits = new Map<string, bigint>();
	const bitOf = (key: string): bigint => {
		const known = bits.get(key) ?? 1n << BigInt(bits.size);
		bits.set(key, known);
		return known;
	};
	const reached = new Map<string, bigint>();
	for (let changed = true; changed; ) {
		changed = false;
		for (const [key, those] of followers) {
			const before = reached.get(key) ?? 0n;
			let now = before;
			for (const each of those) now |= bitOf(each) | (reached.get(each) ?? 0n);
			if (now === before) continue;
			reached.set(key, now);
			changed = true;
		}
	}
	return new Map([...reached].map(([key, those]) => [key, ones(those & ~bitOf(key))]));
}

const ones = (bits: bigint): number => bits.toString(2).replaceAll("0", "").length;
