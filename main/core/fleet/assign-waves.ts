/** Which target belongs to which wave. Pure. */
import type { FleetTarget, FleetWave } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { fitsName } from "./fits-name.ts";

export interface Wave {
	label: string;
	targets: FleetTarget[];
}

/** One goes ahead of the others. */
export const DEFAULT_WAVES: readonly FleetWave[] = [
	{ take: "count", count: 1, label: "canary" },
	{ take: "rest", label: "rest" },
];

/**
 * Each wave takes, in the fleet's order, of those that no wave before it has. Waves that find nothing are left out. BAD_INPUT for a name
 * that fits nobody, and where somebody is left in no wave.
 */
export function assignWaves(targets: readonly FleetTarget[], waves: readonly FleetWave[]): Wave[] {
	const left = new Set(targets);
	const assigned: Wave[] = [];
	for (const [at, wave] of waves.entries()) {
		const taken = take(wave, [...left], targets);
		for (const each of taken) left.delete(each);
		if (taken.length > 0) assigned.push({ label: labelOf(wave, at), targets: taken });
	}
	if (left.size > 0) {
		const [first] = left;
		const others = left.size === 1 ? "" : ` and ${left.size - 1} more`;
		throw new AppError("BAD_INPUT", `${first?.name}${others} ${left.size === 1 ? "is" : "are"} in no wave.`, {
			hint: "End the waves with one that takes the rest.",
		});
	}
	return assigned;
}

function take(wave: FleetWave, left: readonly FleetTarget[], all: readonly FleetTarget[]): FleetTarget[] {
	switch (wave.take) {
		case "names": {
			for (const name of wave.names) if (!all.some((each) => isNamed(each, name))) throw nobody(name);
			return left.filter((each) => wave.names.some((name) => isNamed(each, name)));
		}
		case "count":
			return left.slice(0, wave.count);
		case "percent":
			return left.slice(0, Math.ceil((all.length * wave.percent) / 100));
		case "rest":
			return [...left];
	}
}

const isNamed = ({ id, name }: FleetTarget, pattern: string): boolean => id === pattern || fitsName(name, pattern);

function nobody(name: string): AppError {
	return new AppError("BAD_INPUT", `No target of this fleet is named ${name}.`, {
		hint: "A wave takes its targets from those that are chosen.",
	});
}

function labelOf(wave: FleetWave, at: number): string {
	if (wave.label !== undefined) return wave.label;
	switch (wave.take) {
		case "percent":
			return `${wave.percent} %`;
		case "rest":
			return "rest";
		case "names":
		case "count":
			return `wave ${at + 1}`;
	}
}
