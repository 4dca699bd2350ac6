/** What the score is made of, for the screen: the core counts it (main/core/indexes/score.ts). */
import type { IndexHealth, IndexSeverity } from "../../../main/contract/index.ts";
import { countFindings, severities } from "./findings/find-findings.ts";

/** A table counts whole, half with a warning, not at all with an error; so does what belongs to no table. */
export function weighTables({ findings, tablesInAll }: Pick<IndexHealth, "findings" | "tablesInAll">) {
	const worst = new Map<string, IndexSeverity>();
	for (const { table, object, severity } of findings) {
		const key = table ?? object;
		const before = worst.get(key) ?? "INFO";
		if (severities.indexOf(severity) <= severities.indexOf(before)) worst.set(key, severity);
	}
	const count = (severity: IndexSeverity) => [...worst.values()].filter((each) => each === severity).length;
	const [none, half] = [count("ERROR"), count("WARN")];
	return { whole: Math.max(0, tablesInAll - none - half), half, none };
}

/** Each check that found something: its gravest finding, and of how many objects it was asked. The gravest first. */
export function weighChecks({ findings, evaluated }: Pick<IndexHealth, "findings" | "evaluated">) {
	const objects = new Map(evaluated.map((each) => [each.check, each.objects]));
	return [...Map.groupBy(findings, ({ check }) => check)]
		.map(([check, found]) => ({
			...{ check, found: found.length, objects: objects.get(check) ?? found.length },
			worst: severities.find((severity) => countFindings(found)[severity] > 0) ?? "INFO",
		}))
		.sort((a, b) => severities.indexOf(a.worst) - severities.indexOf(b.worst) || b.found - a.found);
}
