import { AppError } from "../errors.ts";
import type { Known } from "./state.ts";

/** Throws REFUSED with all the reasons when there is one. */
export function refuse(reasons: string[], message: string): void {
	if (reasons.length === 0) return;
	throw new AppError("REFUSED", message, {
		hint: "Nothing was run. Each reason names what can be done.",
		data: { reasons },
	});
}

/** Throws INTERRUPTED when a file stopped midway and nobody has said how it goes on. */
export function refuseInterrupted(reasons: string[]): void {
	if (reasons.length === 0) return;
	throw new AppError("INTERRUPTED", "A migration stopped midway and needs a decision.", {
		hint: "`bulkhead migrate --resume` goes on from there; `bulkhead rollback` undoes it.",
		data: { reasons },
	});
}

/** What goes on must be what was begun, and nobody else may be at it. */
export function requireResumable({ id, open }: Known, tokenChecksum: string): void {
	if (!open) return;
	if (open.stillRunning !== undefined) {
		throw new AppError("INTERRUPTED", `${id} is still at work: its session is pid ${open.stillRunning}.`, {
			hint: "Wait until it has ended, or end it: SELECT pg_cancel_backend(pid). Then resume.",
		});
	}
	if (open.tokenChecksum === tokenChecksum) return;
	throw new AppError("REFUSED", `${id} was edited since it was begun.`, {
		hint: "Put back the file that was begun and resume, or roll back and apply anew.",
	});
}
