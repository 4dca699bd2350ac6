import { Button } from "@mantine/core";
import { IconStethoscope } from "@tabler/icons-react";
import type { ForeignRows, ScanResult } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { Fact, Facts } from "../../../ui/facts.tsx";
import { Detail, Told } from "../../../ui/halves.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { keyOf, listFindings } from "../find-findings.ts";
import { SeverityBadge } from "../finding-columns.tsx";
import { useDoctor } from "../use-doctor.ts";
import { countWords, ownerWords } from "./outcome-columns.tsx";
import styles from "./scan.module.css";

interface ForeignDetailProps {
	connection: string;
	result: ScanResult;
	row: ForeignRows;
	onFindings: (words: string) => void;
}

/** One leak: what this tenant was given and whose it is, and what the doctor says of the table. */
export function ForeignDetail({ connection, result, row, onFindings }: ForeignDetailProps) {
	const { table, tenant, name, rows, atLeast, owners } = row;
	const names = new Map(
		result.matrix.flatMap((each) => (each.name === undefined ? [] : [[each.id, each.name] as const])),
	);
	const own = ownRows(result, row);
	return (
		<Detail
			label={t("scan.foreign.detail")}
			head={
				<h2>
					<CodeText>{table}</CodeText>
				</h2>
			}
		>
			<Facts>
				<Fact name={t("scan.tenant")}>
					{name !== undefined && <ServerText>{name}</ServerText>} <CodeText>{tenant}</CodeText>
				</Fact>
				<Fact name={t("scan.rows")}>
					<strong className={styles.alarm}>{countWords(rows, atLeast)}</strong>
				</Fact>
				{own !== null && <Fact name={t("scan.own")}>{own}</Fact>}
			</Facts>
			<h3>{t("scan.owners")}</h3>
			<ul className={styles.owners}>
				{owners.map((owner) => (
					<li key={owner.tenant}>
						<ServerText>{ownerWords(owner, names)}</ServerText>
					</li>
				))}
			</ul>
			<h3>{t("scan.doctor")}</h3>
			<Findings connection={connection} table={table} onFindings={onFindings} />
		</Detail>
	);
}

/** Undefined numbers are those of tenants that are not in the matrix. */
function ownRows({ byTable, matrix }: ScanResult, { table, tenant }: ForeignRows): string | null {
	const at = matrix.findIndex(({ id }) => id === tenant);
	const own = byTable.find((each) => each.table === table)?.own[at] ?? null;
	return own === null ? null : ownWords(own);
}

/** More than 1,000 are told as 1,001. */
const ownWords = (own: number): string => countWords(Math.min(own, 1_000), own > 1_000);

function Findings({
	connection,
	table,
	onFindings,
}: {
	connection: string;
	table: string;
	onFindings: (words: string) => void;
}) {
	const { data, isFetching } = useDoctor(connection);
	if (!data) return <p className={styles.faint}>{t(isFetching ? "doctor.looking" : "scan.doctor.unknown")}</p>;
	const found = listFindings(data).filter(({ object }) => object.endsWith(` ${table}`));
	if (found.length === 0) return <p>{t("scan.doctor.none")}</p>;
	return (
		<>
			{found.map((finding) => (
				<Told key={keyOf(finding)}>
					<div className={styles.finding}>
						<SeverityBadge severity={finding.severity} />
						<strong>{finding.check}</strong>
					</div>
					<p>
						<ServerText>{finding.detail}</ServerText>
					</p>
					<Button
						className={styles.see}
						variant="default"
						size="compact-sm"
						leftSection={<IconStethoscope size={14} />}
						onClick={() => onFindings(keyOf(finding))}
					>
						{t("scan.doctor.see")}
					</Button>
				</Told>
			))}
		</>
	);
}
