import type { IndexFinding, IndexHealth } from "../../contract/index.ts";

/** A table counts whole, half with a warning, not at all with an error. */
const WORTH = { ERROR: 0, WARN: 0.5, INFO: 1 } as const;
/** One error or warning among thousands of tables shows all the same. */
const MOST = { ERROR: 79, WARN: 95 } as const;
/** Of all questions: where more are open, no number is given. */
const OPEN = 0.25;

/** 0–100, or null where too much could not be judged. docs/index-health.md tells the same. */
export function score(
	tables: number,
	findings: readonly Pick<IndexFinding, "severity" | "table" | "object">[],
	{ evaluated, notEvaluated }: Pick<IndexHealth, "evaluated" | "notEvaluated">,
): number | null {
	const asked = evaluated.reduce((sum, { objects }) => sum + objects, 0);
	const open = notEvaluated.reduce((sum, { count }) => sum + count, 0);
	if (tables === 0 || asked === 0 || open > asked * OPEN) return null;
	const worst = new Map<string, number>();
	for (const { severity, table, object } of findings) {
		const key = table ?? object;
		worst.set(key, Math.min(worst.get(key) ?? 1, WORTH[severity]));
	}
	const lost = [...worst.values()].reduce((sum, value) => sum + 1 - value, 0);
	const share = Math.max(0, Math.floor((1 - lost / tables) * 100));
	const has = (severity: keyof typeof MOST): boolean => findings.some((finding) => finding.severity === severity);
	return Math.min(share, has("ERROR") ? MOST.ERROR : 100, has("WARN") ? MOST.WARN : 100);
}
