/** Rounds, medians, ratios. The machine is never quiet, so what is compared runs in turns and is compared round by round. */

/** One run's figures by name: milliseconds, or bytes. */
export type Sample = Record<string, number>;

/** The name under which a figure's processor time stands. */
export const cpuOf = (figure: string): string => `${figure} cpu`;

export interface Contender {
	name: string;
	once(): Promise<Sample>;
	/** Takes a minute or so: no warm-up, and two rounds at most. */
	slow?: boolean;
}

/** By contender; the n-th sample is of round n. */
export type Results = Map<string, Sample[]>;

const SLOW_ROUNDS = 2;

/** A B C A B C …; each contender's first run is a warm-up and is not kept. */
export async function interleave(
	contenders: readonly Contender[],
	rounds: number,
	say: (line: string) => void,
): Promise<Results> {
	const results: Results = new Map(contenders.map(({ name }) => [name, []]));
	for (let round = 0; round <= rounds; round += 1) {
		for (const { name, once, slow } of contenders) {
			if (slow && (round === 0 || round > SLOW_ROUNDS)) continue;
			const sample = await once();
			say(`  ${round === 0 ? "warm-up" : `round ${round} of ${rounds}`}: ${name} ${describe(sample)}`);
			if (round > 0) results.get(name)?.push(sample);
		}
	}
	return results;
}

const describe = (sample: Sample): string =>
	Object.entries(sample)
		.map(([name, value]) => `${name} ${value < 1e6 ? `${value.toFixed(1)} ms` : `${Math.round(value / 1e6)} MB`}`)
		.join(", ");

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}

export interface Spread {
	median: number;
	least: number;
	most: number;
	runs: number;
}

/** Throws for no values: a row without a run says nothing. */
export function spread(values: readonly number[]): Spread {
	const sorted = values.toSorted((a, b) => a - b);
	const [least, most] = [sorted[0], sorted.at(-1)];
	if (least === undefined || most === undefined) throw new Error("nothing was measured");
	const middle = sorted.length / 2;
	const [low = least, high = most] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	return { median: (low + high) / 2, least, most, runs: sorted.length };
}

/** Each round's value against the same round's base: what slowed both does not count. */
export function ratios(values: readonly number[], base: readonly number[]): number[] {
	return values.flatMap((value, round) => {
		const below = base[round];
		return below === undefined ? [] : [value / below];
	});
}
