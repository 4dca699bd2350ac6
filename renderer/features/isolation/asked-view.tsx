import { useMemo } from "react";
import type { DoctorResult, EvaluatedCheck } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { Detail, Halves, Told } from "../../ui/halves.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./isolation.module.css";

/** Every check with its question, of how many objects it was asked, and what could not be judged. */
export function AskedView({ result: { evaluated, notEvaluated, accepted, problems } }: { result: DoctorResult }) {
	const columns = useMemo(askedColumns, []);
	return (
		<Halves
			list={<DataGrid label={t("doctor.asked.grid")} columns={columns} rows={evaluated} rowId={({ check }) => check} />}
		>
			<Detail label={t("doctor.not-evaluated")}>
				<h2>{t("doctor.not-evaluated")}</h2>
				{notEvaluated.length === 0 && problems.length === 0 && <p>{t("doctor.not-evaluated.none")}</p>}
				{problems.map((problem) => (
					<p key={problem}>
						<ServerText>{problem}</ServerText>
					</p>
				))}
				{notEvaluated.map(({ check, object, reason }) => (
					<Reason key={`${check} ${object}`} object={object ?? check} reason={reason} />
				))}
				{accepted.length > 0 && (
					<>
						<h2>{t("doctor.accepted")}</h2>
						<p className={styles.faint}>{t("doctor.accepted.text")}</p>
						{accepted.map(({ check, object, reason }) => (
							<Reason key={`${check} ${object}`} object={object} reason={reason} />
						))}
					</>
				)}
			</Detail>
		</Halves>
	);
}

function Reason({ object, reason }: { object: string; reason: string }) {
	return (
		<Told>
			<CodeText>{object}</CodeText>
			<p>
				<ServerText>{reason}</ServerText>
			</p>
		</Told>
	);
}

function askedColumns(): GridColumn<EvaluatedCheck>[] {
	return [
		{ id: "check", header: t("doctor.check"), value: ({ check }) => check, width: 190 },
		{ id: "asks", header: t("doctor.asked.question"), value: ({ asks }) => asks, grow: true, width: 320 },
		{ id: "objects", header: t("doctor.asked.objects"), value: ({ objects }) => objects, width: 90, align: "end" },
		{ id: "findings", header: t("doctor.asked.findings"), value: ({ findings }) => findings, width: 90, align: "end" },
	];
}
