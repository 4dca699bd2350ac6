import { Button } from "@mantine/core";
import { IconArrowRight, IconFileDatabase } from "@tabler/icons-react";
import type { IndexFinding, IndexFix } from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { goTo, paths } from "../../../app/paths.ts";
import { SqlPart } from "../../../app/sql-part.tsx";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { Fact, Facts } from "../../../ui/facts.tsx";
import { Detail } from "../../../ui/halves.tsx";
import { PlanText } from "../../../ui/plan-text.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { WhatIfPart } from "../what-if/what-if-part.tsx";
import { indexOf } from "./find-findings.ts";
import { SeverityBadge } from "./finding-columns.tsx";
import styles from "./findings.module.css";

interface FindingProps {
	connection: string;
	finding: IndexFinding;
	/** Undefined for a finding of another moment: to read, not to mend. */
	onFile: (() => void) | undefined;
}

/** One finding in full, beside the list. */
export function FindingDetail(props: FindingProps) {
	const { connection, finding } = props;
	const { table } = finding;
	return (
		<Detail
			label={finding.object}
			head={
				<>
					<SeverityBadge severity={finding.severity} />
					<h2>
						<CodeText>{finding.object}</CodeText>
					</h2>
				</>
			}
		>
			<FindingBody {...props} />
			{table !== undefined && (
				<Button
					variant="default"
					rightSection={<IconArrowRight size={15} className={styles.onward} />}
					onClick={() => goTo(paths.indexesOf(connection, table))}
				>
					{t("finding.to-table")}
				</Button>
			)}
		</Detail>
	);
}

/** What is so, why it matters, by what it is known, how it is mended, and what would come of it. */
export function FindingBody({ connection, finding, onFile }: FindingProps) {
	const { check, detail, why, evidence, confidence, plan, fix } = finding;
	const index = indexOf(finding);
	return (
		<>
			<p className={styles.faint}>{check}</p>
			<p>
				<ServerText>{detail}</ServerText>
			</p>
			{confidence === "low" && <p className={styles.unsure}>{t("finding.low")}</p>}
			<h3>{t("finding.why")}</h3>
			<p>{why}</p>
			{evidence.length > 0 && (
				<>
					<h3>{t("finding.evidence")}</h3>
					<Facts>
						{evidence.map(({ name, value }) => (
							<Fact key={name} name={name}>
								{typeof value === "number" ? formatNumber(value) : <ServerText>{value}</ServerText>}
							</Fact>
						))}
					</Facts>
				</>
			)}
			{plan !== undefined && (
				<>
					<h3>{t("finding.plan")}</h3>
					<PlanText label={t("finding.plan")} copy={t("finding.plan.copy")} text={plan} />
				</>
			)}
			<h3>{t("finding.fix")}</h3>
			{fix ? <FixPart fix={fix} onFile={onFile} /> : <p>{t("finding.fix.none")}</p>}
			{index !== undefined && onFile && (
				<>
					<h3>{t("whatif.title")}</h3>
					<WhatIfPart
						connection={connection}
						means={t("whatif.drop.text")}
						label={t("whatif.drop")}
						size="whatif.bytes.freed"
						ask={(signal) => client.indexes.withoutIndex({ connection, index }, { signal })}
					/>
				</>
			)}
		</>
	);
}

function FixPart({ fix: { sql, undo, lock, cost, byHand }, onFile }: { fix: IndexFix } & Pick<FindingProps, "onFile">) {
	return (
		<>
			<SqlPart label={t("finding.fix.sql")} copy={t("finding.fix.copy")} text={sql} />
			<Facts>
				<Fact name={t("finding.fix.lock")}>{lock}</Fact>
				<Fact name={t("finding.fix.cost")}>{cost}</Fact>
			</Facts>
			{byHand !== undefined && <p className={styles.faint}>{t("finding.fix.by-hand", { reason: byHand })}</p>}
			{byHand === undefined && onFile && (
				<Button variant="default" leftSection={<IconFileDatabase size={15} />} onClick={onFile}>
					{t("finding.file")}
				</Button>
			)}
			<h3>{t("finding.undo")}</h3>
			{undo === "" ? (
				<p>{t("finding.undo.none")}</p>
			) : (
				<SqlPart label={t("finding.undo")} copy={t("finding.undo.copy")} text={undo} />
			)}
		</>
	);
}
