import type { IndexMoment } from "../../main/contract/index.ts";
import type { Tone } from "../ui/badge.tsx";

/** Points from which on there is nothing much to do, and below which a hand is needed. */
const WELL = 90;
const ILL = 60;

/** An error is never well, whatever the score; without a score nothing is known. */
export function scoreTone({ score, findings }: Pick<IndexMoment, "score" | "findings">): Tone {
	if (score === null) return "look";
	if (findings.ERROR > 0 || score < ILL) return "alarm";
	return score < WELL ? "look" : "sealed";
}
