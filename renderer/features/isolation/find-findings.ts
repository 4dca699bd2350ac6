import type { DoctorFinding, DoctorResult, DoctorSeverity } from "../../../main/contract/index.ts";

export interface ListedFinding extends DoctorFinding {
	/** The server's, which no migration mends. */
	server: boolean;
}

export const shows = ["all", "ERROR", "WARN", "INFO", "fixable"] as const;
export type Show = (typeof shows)[number];

export interface FindingFilter {
	text: string;
	show: Show;
	/** Empty for every check. */
	check: string;
}

export const noFilter: FindingFilter = { text: "", show: "all", check: "" };

export const keyOf = ({ check, object }: Pick<DoctorFinding, "check" | "object">): string => `${check} ${object}`;

/** Those of the database, then those of the server, as one list. */
export function listFindings({ findings, server }: DoctorResult): ListedFinding[] {
	return [
		...findings.map((finding) => ({ ...finding, server: false })),
		...server.findings.map((finding) => ({ ...finding, server: true })),
	];
}

export function findFindings(all: readonly ListedFinding[], { text, show, check }: FindingFilter): ListedFinding[] {
	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	return all.filter((finding) => {
		if (check !== "" && finding.check !== check) return false;
		if (
			show === "fixable" ? finding.fix === undefined || finding.server : show !== "all" && finding.severity !== show
		) {
			return false;
		}
		const said = `${finding.check} ${finding.object} ${finding.detail}`.toLowerCase();
		return words.every((word) => said.includes(word));
	});
}

export const countOf = (all: readonly ListedFinding[], severity: DoctorSeverity): number =>
	all.filter((finding) => finding.severity === severity && !finding.server).length;
