import type { IndexFinding, IndexSeverity } from "../../../../main/contract/index.ts";

export const severities = ["ERROR", "WARN", "INFO"] as const satisfies readonly IndexSeverity[];

export interface FindingFilter {
	text: string;
	/** Empty for every one. */
	severity: IndexSeverity | "";
	check: string;
	table: string;
}

export const noFilter: FindingFilter = { text: "", severity: "", check: "", table: "" };

export const keyOf = ({ check, object }: Pick<IndexFinding, "check" | "object">): string => `${check} ${object}`;

export function findFindings(all: readonly IndexFinding[], filter: FindingFilter): IndexFinding[] {
	const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
	return all.filter((finding) => {
		if (filter.severity !== "" && finding.severity !== filter.severity) return false;
		if (filter.check !== "" && finding.check !== filter.check) return false;
		if (filter.table !== "" && finding.table !== filter.table) return false;
		if (words.length === 0) return true;
		const said = `${finding.check} ${finding.object} ${finding.detail}`.toLowerCase();
		return words.every((word) => said.includes(word));
	});
}

export function countFindings(findings: readonly IndexFinding[]): Record<IndexSeverity, number> {
	const counts = { ERROR: 0, WARN: 0, INFO: 0 };
	for (const { severity } of findings) counts[severity] += 1;
	return counts;
}

/** What a migration file can mend. */
export const isMendable = ({ fix }: IndexFinding): boolean => fix !== undefined && fix.byHand === undefined;

/** The index that the finding is about, by its qualified name; undefined where it is about something else. */
export const indexOf = ({ object }: IndexFinding): string | undefined =>
	object.startsWith("index ") ? object.slice("index ".length) : undefined;
