import type { IndexMoment } from "../../main/contract/index.ts";
import type { Tone } from "../ui/badge.tsx";

/** Points from which on there is nothing much to do, and below which a hand is needed. */
const WELL = 90;
const ILL = 60;

/** An error is never well, whatever the score; without a score nothing is known, and what could not be judged is not well either. */
export function scoreTone({ score, findings, open = 0 }: Pick<IndexMoment, "score" | "findings" | "open">): Tone {
	if (score === null) return "look";
	if (findings.ERROR > 0 || score < ILL) return "alarm";
	return score < WELL || open > 0 ? "look" : "sealed";
}
