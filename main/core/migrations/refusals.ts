import { AppError } from "../errors.ts";
import type { OpenRun } from "./interruption.ts";
import { hashOfSegment, type Segment } from "./segments.ts";
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
		hint: "`bulkhead migrate --resume` goes on from there; `--redo` runs it anew, `--clean` forgets the try; `bulkhead rollback` undoes it.",
		data: { reasons },
	});
}

/** Nobody else may be at it. */
export function requireEnded({ id, open }: Known): void {
	if (open?.stillRunning === undefined) return;
	throw new AppError("INTERRUPTED", `${id} is still at work: its session is pid ${open.stillRunning}.`, {
		hint: "Wait until it has ended, or end it: SELECT pg_cancel_backend(pid). Then go on.",
	});
}

/** What goes on must be what was begun, as far as it is done: what stopped it may have been mended in the file. */
export function requireResumable(known: Known, tokenChecksum: string, segments: readonly Segment[]): void {
	requireEnded(known);
	const { id, open } = known;
	if (!open || open.tokenChecksum === tokenChecksum) return;
	const isSame = ({ hash }: OpenRun["segments"][number], at: number): boolean =>
		hash !== undefined && segments[at] !== undefined && hash === hashOfSegment(segments[at]);
	if (open.segments.slice(0, open.done).every(isSame)) return;
	throw new AppError("REFUSED", `${id} was edited in a part that is done since it was begun.`, {
		hint: "Put that part back and resume; or roll back and apply anew; or, where what it did may stay or was undone by hand, `migrate --redo` runs the file from its beginning.",
	});
}
