/** The branches of `\if` that are open in a file. */
import type { Place } from "../../position.ts";

interface Branch {
	/** taken: this one counts; waiting: one that follows may; over: none that follows does. */
	state: "taken" | "waiting" | "over";
	/** After `\else`. */
	isLast: boolean;
	/** What is around it counts. */
	outer: boolean;
	opened: Place;
}

export class Conditions {
	#open: Branch[] = [];

	/** Whether what is read counts. */
	get active(): boolean {
		const branch = this.#open.at(-1);
		return branch === undefined || (branch.outer && branch.state === "taken");
	}

	/** Where the innermost that is open begins. */
	get unfinished(): Place | undefined {
		return this.#open.at(-1)?.opened;
	}

	/** The condition is asked only where its answer counts. */
	open(holds: () => boolean, opened: Place): void {
		const outer = this.active;
		const state = !outer ? "over" : holds() ? "taken" : "waiting";
		this.#open.push({ state, isLast: false, outer, opened });
	}

	/** `\elif`, and `\else` whose condition always holds; false where it has no place. */
	next(holds: () => boolean, isLast: boolean): boolean {
		const branch = this.#open.at(-1);
		if (!branch || branch.isLast) return false;
		branch.isLast = isLast;
		if (branch.state === "taken") branch.state = "over";
		else if (branch.state === "waiting" && holds()) branch.state = "taken";
		return true;
	}

	/** `\endif`; false where nothing is open. */
	close(): boolean {
		return this.#open.pop() !== undefined;
	}
}
