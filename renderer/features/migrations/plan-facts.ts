import type { LintFinding, LintSeverity, PlanResult } from "../../../main/contract/index.ts";

type Step = PlanResult["steps"][number];
type Statement = Step["statements"][number];

/** What is committed together, or runs by itself. */
export interface PlannedSegment {
	segment: number;
	/** Of a statement that runs alone. */
	solo: Statement["solo"];
	alone: boolean;
	statements: Statement[];
}

export function segmentsOf({ statements }: Step): PlannedSegment[] {
	const segments: PlannedSegment[] = [];
	for (const statement of statements) {
		const { segment, alone, solo } = statement;
		const last = segments.at(-1);
		if (last?.segment === segment) last.statements.push(statement);
		else segments.push({ segment, alone, solo, statements: [statement] });
	}
	return segments;
}

/** A plan in four numbers. A rollback is one transaction, however many migrations it undoes. */
export function planFacts({ direction, steps }: Pick<PlanResult, "direction" | "steps">) {
	const segments = steps.flatMap(segmentsOf);
	return {
		statements: steps.reduce((sum, { statements }) => sum + statements.length, 0),
		transactions: direction === "apply" ? segments.filter(({ alone }) => !alone).length : Math.min(steps.length, 1),
		alone: segments.filter(({ alone }) => alone).length,
		checks: steps.reduce((sum, { checkCount }) => sum + checkCount, 0),
	};
}

/** From the gravest to the mildest. */
export const severities: readonly LintSeverity[] = ["error", "warning", "info"];

export function countFindings(findings: readonly LintFinding[]): Record<LintSeverity, number> {
	const count = (wanted: LintSeverity) => findings.filter(({ severity }) => severity === wanted).length;
	return { error: count("error"), warning: count("warning"), info: count("info") };
}

/** Findings by migration, in the order of the plan, each migration's gravest first. */
export function groupFindings(findings: readonly LintFinding[], ids: readonly string[]) {
	return ids.flatMap((id) => {
		const own = findings.filter(({ migration }) => migration === id);
		const sorted = own.toSorted(
			(a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.line - b.line,
		);
		return sorted.length > 0 ? [{ id, findings: sorted }] : [];
	});
}
