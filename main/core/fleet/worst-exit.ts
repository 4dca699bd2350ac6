import { EXIT_CHECKS_FAILED, type FleetEntry, type FleetRun } from "../../contract/index.ts";
import { exitCodeOf } from "../errors.ts";

/** Exit codes from the worst to the best; 130 is what was asked for. */
const ranks = [6, 5, 130, 3, 4, 2, 7, EXIT_CHECKS_FAILED, 0];

/** The exit code of a run by its worst outcome. A target that was not reached is no outcome of its own. */
export function worstExit({ entries, state }: Pick<FleetRun, "entries" | "state">): number {
	const codes = entries.map(exitOf);
	if (state === "cancelled") codes.push(130);
	return ranks.find((code) => codes.includes(code)) ?? 0;
}

function exitOf({ state, error }: FleetEntry): number {
	if (state === "checks-failed") return EXIT_CHECKS_FAILED;
	if (state === "cancelled") return 130;
	if (state !== "failed" || !error) return 0;
	// Nobody asked it to stop but its own deadline: it failed, and was rolled back.
	return error.code === "CANCELLED" ? 5 : exitCodeOf(error.code);
}
