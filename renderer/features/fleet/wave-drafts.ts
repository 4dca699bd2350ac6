/** Waves as they are edited, and as the core wants them. Pure. */
import type { FleetWave } from "../../../main/contract/index.ts";

export interface WaveDraft {
	/** Stays the same while it is edited. */
	key: number;
	take: FleetWave["take"];
	label: string;
	/** Of `count` and `percent`. */
	amount: number;
	/** Of `names`, with commas between. */
	names: string;
}

export interface Plan {
	/** The last migration; empty: every pending one. */
	to: string;
	concurrency: number;
	/** 0: never. */
	stopAfter: number;
	rehearse: boolean;
	/** Minutes for one target. */
	deadline: number;
}

export const firstPlan: Plan = { to: "", concurrency: 8, stopAfter: 1, rehearse: false, deadline: 15 };

export const firstWaves: readonly WaveDraft[] = [
	{ key: 1, take: "count", label: "canary", amount: 1, names: "" },
	{ key: 2, take: "percent", label: "", amount: 10, names: "" },
	{ key: 3, take: "rest", label: "", amount: 1, names: "" },
];

export function addWave(waves: readonly WaveDraft[]): WaveDraft[] {
	const key = Math.max(0, ...waves.map((wave) => wave.key)) + 1;
	const wave: WaveDraft = { key, take: "percent", label: "", amount: 25, names: "" };
	// Before the one that takes the rest: behind it nobody is left.
	const at = waves.findIndex(({ take }) => take === "rest");
	return at < 0 ? [...waves, wave] : [...waves.slice(0, at), wave, ...waves.slice(at)];
}

export function moveWave(waves: readonly WaveDraft[], at: number, by: 1 | -1): WaveDraft[] {
	const [moved, other] = [waves[at], waves[at + by]];
	return moved && other ? waves.with(at, other).with(at + by, moved) : [...waves];
}

export function toWaves(drafts: readonly WaveDraft[]): FleetWave[] {
	return drafts.map(toWave);
}

function toWave({ take, label, amount, names }: WaveDraft): FleetWave {
	const named = label.trim() === "" ? {} : { label: label.trim() };
	switch (take) {
		case "names":
			return { take, ...named, names: splitNames(names) };
		case "count":
			return { take, ...named, count: Math.max(1, Math.round(amount)) };
		case "percent":
			return { take, ...named, percent: Math.min(100, Math.max(1, amount)) };
		case "rest":
			return { take, ...named };
	}
}

/** A name that nobody has is said by the core; an empty field takes nobody. */
function splitNames(text: string): string[] {
	const names = text
		.split(",")
		.map((each) => each.trim())
		.filter(Boolean);
	return names.length > 0 ? names : ["?"];
}

/** What `fleet.migrate` takes beside the choice. */
export function planOf(drafts: readonly WaveDraft[], { to, concurrency, stopAfter, rehearse, deadline }: Plan) {
	return {
		waves: toWaves(drafts),
		...(to === "" ? {} : { to }),
		...{ concurrency, stopAfter, rehearse, deadlineMs: deadline * 60_000 },
	};
}
