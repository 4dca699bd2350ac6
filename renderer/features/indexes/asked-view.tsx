import { IconEyeOff } from "@tabler/icons-react";
import { useMemo } from "react";
import type { IndexHealth } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { Detail, Halves, Told } from "../../ui/halves.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { byReason, type Unjudged } from "./by-reason.ts";
import styles from "./indexes.module.css";

type Asked = IndexHealth["evaluated"][number];

/** Every check with its question, and beside it what could not be judged, gathered by reason. */
export function AskedView({ health: { evaluated, notEvaluated } }: { health: IndexHealth }) {
	const columns = useMemo(askedColumns, []);
	const reasons = useMemo(() => byReason(notEvaluated), [notEvaluated]);
	return (
		<Halves list={<DataGrid label={t("asked.grid")} columns={columns} rows={evaluated} rowId={({ check }) => check} />}>
			<Detail label={t("asked.not")}>
				<h2>{t("asked.not")}</h2>
				<p className={styles.faint}>{t(reasons.length === 0 ? "asked.not.none" : "asked.not.means")}</p>
				{reasons.map(({ reason, checks }) => (
					<Told key={reason}>
						<p>
							<ServerText>{reason}</ServerText>
						</p>
						{checks.map((check) => (
							<Missed key={check.check} missed={check} />
						))}
					</Told>
				))}
			</Detail>
		</Halves>
	);
}

function Missed({ missed: { check, objects, count } }: { missed: Unjudged }) {
	const more = count - objects.length;
	const sign = (
		<Badge tone="look" icon={IconEyeOff}>
			{check}
		</Badge>
	);
	if (objects.length === 0) {
		return (
			<div className={styles.missed}>
				{sign} {count === 0 ? t("asked.not.whole") : t("asked.not.count", { n: count })}
			</div>
		);
	}
	return (
		<details className={styles.missed}>
			<summary>
				{sign} {t("asked.not.count", { n: count })}
			</summary>
			<ul>
				{objects.map((object) => (
					<li key={object}>
						<CodeText>{object}</CodeText>
					</li>
				))}
				{more > 0 && <li>{t("asked.not.more", { n: more })}</li>}
			</ul>
		</details>
	);
}

function askedColumns(): GridColumn<Asked>[] {
	return [
		{ id: "check", header: t("finding.check"), value: ({ check }) => check, width: 200 },
		{ id: "asks", header: t("asked.question"), value: ({ asks }) => asks, grow: true, width: 320 },
		{ id: "objects", header: t("asked.objects"), value: ({ objects }) => objects, width: 90, align: "end" },
		{ id: "findings", header: t("asked.findings"), value: ({ findings }) => findings, width: 90, align: "end" },
	];
}
