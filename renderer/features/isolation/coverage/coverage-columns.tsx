import {
	IconAlertOctagon,
	IconAlertTriangle,
	IconCircleDashed,
	IconLock,
	IconShieldCheck,
	IconShieldOff,
	IconZoomQuestion,
} from "@tabler/icons-react";
import type { CoveredTable } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { Badge } from "../../../ui/badge.tsx";
import type { GridColumn } from "../../../ui/data-grid/columns.ts";
import { ServerText } from "../../../ui/server-text.tsx";
import styles from "./coverage.module.css";
import type { TableState } from "./table-state.ts";

export interface ListedTable extends CoveredTable {
	state: TableState;
}

const looks = {
	foreign: { tone: "alarm", icon: IconAlertOctagon },
	missed: { tone: "look", icon: IconAlertTriangle },
	clean: { tone: "sealed", icon: IconShieldCheck },
	empty: { tone: "calm", icon: IconZoomQuestion },
	"no-access": { tone: "calm", icon: IconLock },
	"not-asked": { tone: "calm", icon: IconCircleDashed },
} as const;

/** The gravest first. */
const order = Object.keys(looks);

function StateBadge({ state }: { state: TableState }) {
	const { tone, icon } = looks[state];
	return (
		<Badge tone={tone} icon={icon} title={t(`coverage.state.${state}.means`)}>
			{t(`coverage.state.${state}`)}
		</Badge>
	);
}

/** Views and foreign tables have no row-level security of their own. */
const holds = ({ kind }: CoveredTable): boolean => kind === "r" || kind === "p";

const commands = ["select", "insert", "update", "delete"] as const;

export function coverageColumns(): GridColumn<ListedTable>[] {
	return [
		{ id: "table", header: t("scan.table"), value: ({ table }) => table, width: 220, grow: true, mono: true },
		{
			id: "kind",
			header: t("coverage.kind"),
			value: kindWords,
			width: 110,
		},
		{
			id: "rls",
			header: t("coverage.rls"),
			value: (row) => holds(row) && row.rls,
			render: (row) => <Flag row={row} on={row.rls} alarm />,
			width: 76,
		},
		{
			id: "forced",
			header: t("coverage.forced"),
			value: (row) => holds(row) && row.forced,
			render: (row) => <Flag row={row} on={row.forced} />,
			width: 84,
		},
		...commands.map(
			(command): GridColumn<ListedTable> => ({
				id: command,
				header: t(`coverage.${command}`),
				value: ({ policies }) => policies[command].join(", "),
				render: (row) => <Policies row={row} names={row.policies[command]} />,
				width: 104,
			}),
		),
		{ id: "tenant", header: t("coverage.tenant"), value: ({ tenantColumn }) => tenantColumn, width: 130, mono: true },
		{
			id: "index",
			header: t("coverage.index"),
			value: ({ tenantIndex }) => tenantIndex,
			render: (row) => <Flag row={row} on={row.tenantIndex} />,
			width: 76,
		},
		{
			id: "state",
			header: t("coverage.state"),
			value: ({ state }) => order.indexOf(state),
			render: ({ state }) => <StateBadge state={state} />,
			width: 140,
		},
	];
}

function kindWords({ kind, parent }: CoveredTable): string {
	if (parent !== undefined) return t("coverage.kind.child");
	switch (kind) {
		case "p":
			return t("coverage.kind.partitioned");
		case "v":
			return t("coverage.kind.view");
		case "m":
			return t("coverage.kind.materialised");
		case "f":
			return t("coverage.kind.foreign");
		default:
			return t("coverage.kind.table");
	}
}

function Flag({ row, on, alarm }: { row: CoveredTable; on: boolean; alarm?: boolean }) {
	if (!holds(row)) return <span className={styles.faint}>{t("coverage.not-of-it")}</span>;
	if (on) return <span>{t("coverage.on")}</span>;
	return (
		<strong className={styles.off} data-alarm={alarm || undefined}>
			<IconShieldOff size={13} aria-hidden /> {t("coverage.off")}
		</strong>
	);
}

function Policies({ row, names }: { row: CoveredTable; names: string[] }) {
	if (!holds(row)) return <span className={styles.faint}>{t("coverage.not-of-it")}</span>;
	if (names.length === 0) return <span className={styles.faint}>{t("coverage.no-policy")}</span>;
	return <ServerText>{names.length === 1 ? (names[0] ?? "") : `${names.length}: ${names.join(", ")}`}</ServerText>;
}
