/** A *waiver* is a comment above a statement, `-- bulkhead: allow RULE reason`: the finding was seen, and somebody says why it stays. */
import type { Script } from "./script.ts";

export interface Waiver {
	rule: string;
	/** Empty where none was given: then it waives nothing. */
	reason: string;
	/** The statement that it stands above. */
	top: number;
	/** Offset in the file's text. */
	at: number;
	used: boolean;
}

const WAIVER = /^--\s*bulkhead:\s*allow\s+([\w-]+)[^\S\n]*(.*)$/;

/** Of every statement of a file, in its order. */
export function readWaivers({ text, comments, starts }: Script): Waiver[] {
	return comments.flatMap((above, top) => {
		let from = top === 0 ? 0 : (starts[top - 1] ?? 0);
		return above.flatMap((comment) => {
			const at = text.indexOf(comment, from);
			from = at < 0 ? from : at + comment.length;
			const [, rule, reason = ""] = WAIVER.exec(comment) ?? [];
			return rule === undefined ? [] : [{ rule, reason: reason.trim(), top, at: Math.max(at, 0), used: false }];
		});
	});
}
