import { IconLink, IconUnlink } from "@tabler/icons-react";
import { paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import dialogs from "./dialogs.module.css";
import styles from "./plan.module.css";
import type { PlannedSegment } from "./plan-facts.ts";

/** Statements that are listed of one migration; the rest is counted. */
const LISTED = 200;

interface PlanStatementsProps {
	connection: string;
	id: string;
	file: "forward" | "rollback";
	segments: readonly PlannedSegment[];
	onLeave: () => void;
}

/** A migration's statements, by what is committed together; what runs alone says why. */
export function PlanStatements({ connection, id, file, segments, onLeave }: PlanStatementsProps) {
	const several = segments.length > 1;
	let left = LISTED;
	const more = segments.reduce((sum, { statements }) => sum + statements.length, 0) - LISTED;
	return (
		<ol className={dialogs.statements}>
			{segments.flatMap((segment) => {
				const shown = segment.statements.slice(0, Math.max(left, 0));
				left -= shown.length;
				if (shown.length === 0) return [];
				return [
					...(several || segment.alone ? [<SegmentHead key={`head ${segment.segment}`} segment={segment} />] : []),
					...shown.flatMap(({ line, text, instead }, at) => [
						// biome-ignore lint/suspicious/noArrayIndexKey: two statements may stand in one line, and they never move
						<li key={`${segment.segment} ${at}`} className={several || segment.alone ? styles.inSegment : undefined}>
							<a
								className={dialogs.line}
								href={`#${paths.migration(connection, id, file, line)}`}
								title={t("plan.line", { line })}
								onClick={onLeave}
							>
								{line}
							</a>
							<CodeText>{text}</CodeText>
						</li>,
						instead && (
							<li key={`${segment.segment} instead`} className={styles.inSegment}>
								<details className={styles.instead}>
									<summary>{t("plan.instead", { n: instead.length })}</summary>
									<CodeText>{instead.join(";\n")}</CodeText>
								</details>
							</li>
						),
					]),
				];
			})}
			{more > 0 && <li className={dialogs.more}>{t("plan.more", { n: more })}</li>}
		</ol>
	);
}

function SegmentHead({ segment: { alone, solo = "other", statements } }: { segment: PlannedSegment }) {
	const Sign = alone ? IconUnlink : IconLink;
	return (
		<li className={styles.segment} data-tone={alone ? "look" : "calm"}>
			<Sign size={14} aria-hidden />
			<strong>{alone ? t("plan.segment.alone") : t("plan.segment.together", { n: statements.length })}</strong>
			{alone && <span>{t(`plan.solo.${solo}`)}</span>}
		</li>
	);
}
