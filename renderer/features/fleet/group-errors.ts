/** Failures by their cause: a hundred databases that fail for one reason are one thing to mend. Pure. */
import type { ErrorValue, FleetTarget } from "../../../main/contract/index.ts";

export interface Failed {
	target: FleetTarget;
	error: ErrorValue;
}

export interface Cause {
	key: string;
	/** The error of the first. */
	error: ErrorValue;
	targets: FleetTarget[];
}

/** The cause of most comes first. */
export function groupErrors(failed: readonly Failed[]): Cause[] {
	const causes = new Map<string, Cause>();
	for (const { target, error } of failed) {
		const key = causeOf(error, target);
		const known = causes.get(key);
		if (known) known.targets.push(target);
		else causes.set(key, { key, error, targets: [target] });
	}
	return [...causes.values()].sort((a, b) => b.targets.length - a.targets.length);
}

/** By code, reason, SQLSTATE and place; by the sentence only where there is nothing else, without the names that differ. */
function causeOf({ code, sqlstate, file, line, data, message }: ErrorValue, target: FleetTarget): string {
	const known = [code, data?.reason, sqlstate, file, line].filter((part) => part !== undefined);
	if (known.length > 1) return known.join(" ");
	return `${code} ${[target.name, target.server].reduce((text, name) => text.replaceAll(name, "…"), message)}`;
}
