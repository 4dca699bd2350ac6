import type { IndexFinding } from "../../../../main/contract/index.ts";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { keyOf } from "./find-findings.ts";
import { SeverityBadge } from "./finding-columns.tsx";
import { FindingBody } from "./finding-detail.tsx";
import styles from "./findings.module.css";

interface FindingListProps {
	connection: string;
	findings: readonly IndexFinding[];
	/** Without it they are of another moment: to read, not to mend. */
	onFile?: (finding: IndexFinding) => void;
}

/** A few findings below each other, each opened where it stands. */
export function FindingList({ connection, findings, onFile }: FindingListProps) {
	return (
		<ul className={styles.findings}>
			{findings.map((finding) => (
				<li key={keyOf(finding)}>
					<details>
						<summary>
							<SeverityBadge severity={finding.severity} />
							<CodeText>{finding.object}</CodeText>
							<span className={styles.said}>
								<ServerText>{finding.detail}</ServerText>
							</span>
						</summary>
						<div className={styles.opened}>
							<FindingBody connection={connection} finding={finding} onFile={onFile && (() => onFile(finding))} />
						</div>
					</details>
				</li>
			))}
		</ul>
	);
}
