import { Button } from "@mantine/core";
import { IconFileDatabase } from "@tabler/icons-react";
import type { DoctorFix } from "../../../main/contract/index.ts";
import { SqlPart } from "../../app/sql-part.tsx";
import { t } from "../../i18n/i18n.ts";
import { told } from "../../i18n/told.ts";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Detail } from "../../ui/halves.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { DemonstrationPart } from "./demonstration-part.tsx";
import type { ListedFinding } from "./find-findings.ts";
import { SeverityBadge } from "./finding-columns.tsx";
import styles from "./isolation.module.css";

interface FindingDetailProps {
	connection: string;
	finding: ListedFinding;
	onFile: () => void;
}

/** One finding in full: what is so, why it matters, what it lets happen, how it is mended. */
export function FindingDetail({ connection, finding, onFile }: FindingDetailProps) {
	const { check, object, severity, detail, why, fix, demonstration, server } = finding;
	return (
		<Detail
			label={object}
			head={
				<>
					<SeverityBadge severity={severity} />
					<h2>
						<CodeText>{object}</CodeText>
					</h2>
				</>
			}
		>
			<p className={styles.faint}>{check}</p>
			<p>
				<ServerText>{told(detail)}</ServerText>
			</p>
			<h3>{t("doctor.why")}</h3>
			<p>{told(why)}</p>
			{demonstration && <DemonstrationPart connection={connection} finding={{ check, object, demonstration }} />}
			<h3>{t("doctor.fix")}</h3>
			{fix ? <FixPart fix={fix} onFile={server ? undefined : onFile} /> : <p>{t("doctor.fix.none")}</p>}
		</Detail>
	);
}

function FixPart({ fix: { sql, undo, lock, risk }, onFile }: { fix: DoctorFix; onFile: (() => void) | undefined }) {
	return (
		<>
			<SqlPart label={t("doctor.fix.sql")} copy={t("doctor.fix.copy")} text={sql} />
			<Facts>
				<Fact name={t("doctor.lock")}>{lock}</Fact>
				<Fact name={t("doctor.risk")}>
					<ServerText>{risk}</ServerText>
				</Fact>
			</Facts>
			{onFile && (
				<Button variant="default" leftSection={<IconFileDatabase size={15} />} onClick={onFile}>
					{t("doctor.file")}
				</Button>
			)}
			<h3>{t("doctor.undo")}</h3>
			<SqlPart label={t("doctor.undo")} copy={t("doctor.undo.copy")} text={undo} />
		</>
	);
}
