import type { FleetEntry } from "../../../main/contract/index.ts";
import { environmentLooks } from "../../app/environment.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { ServerText } from "../../ui/server-text.tsx";
import { entryLooks } from "./entry-looks.ts";
import styles from "./fleet.module.css";

export interface RunEntry {
	entry: FleetEntry;
	/** Its wave's label. */
	wave: string;
}

export function entryColumns(): GridColumn<RunEntry>[] {
	return [
		{ id: "target", header: t("fleet.target"), width: 210, value: ({ entry }) => entry.target.name },
		{
			id: "environment",
			header: t("fleet.environment"),
			width: 110,
			value: ({ entry }) => t(environmentLooks[entry.target.environment].name),
		},
		{ id: "wave", header: t("fleet.wave"), width: 90, value: ({ wave }) => wave },
		{
			id: "state",
			header: t("fleet.state"),
			width: 150,
			value: ({ entry }) => t(`fleet.entry.${entry.state}`),
			render: ({ entry: { state } }) => (
				<Badge tone={entryLooks[state].tone} icon={entryLooks[state].icon}>
					{t(`fleet.entry.${state}`)}
				</Badge>
			),
		},
		{
			id: "progress",
			header: t("fleet.progress"),
			width: 130,
			value: ({ entry }) => entry.done,
			render: ({ entry }) => <Progressed entry={entry} />,
		},
		{
			id: "certificate",
			header: t("fleet.certificate"),
			width: 92,
			align: "end",
			value: ({ entry }) => entry.certificate ?? 0,
			render: ({ entry }) => entry.certificate ?? "",
		},
		{
			id: "ms",
			header: t("fleet.time"),
			width: 86,
			align: "end",
			value: ({ entry }) => entry.ms ?? 0,
			render: ({ entry }) => (entry.ms === undefined ? "" : formatDuration(entry.ms)),
		},
		{
			id: "error",
			header: t("fleet.said"),
			width: 200,
			grow: true,
			value: ({ entry }) => entry.error?.message ?? "",
			render: ({ entry }) => <ServerText>{told(entry)}</ServerText>,
		},
	];
}

function Progressed({ entry: { state, at, done, of, applied } }: { entry: FleetEntry }) {
	if (state === "running" && at !== undefined) return t("fleet.at", { id: at, n: done + 1, of: of ?? done + 1 });
	if (applied.length === 0) return state === "done" ? <span className={styles.faint}>{t("fleet.nothing")}</span> : "";
	return applied.length > 2 ? `${applied[0]} – ${applied.at(-1)}` : applied.join(" ");
}

function told({ error, checksFailed }: FleetEntry): string {
	if (error) return error.message;
	return checksFailed > 0 ? t("run.verified.bad", { n: checksFailed }) : "";
}
