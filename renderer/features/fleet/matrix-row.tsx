import { IconGitCompare, IconPlugConnectedX } from "@tabler/icons-react";
import type { VirtualItem } from "@tanstack/react-virtual";
import type { ReactNode } from "react";
import type { FleetTargetStatus, MigrationState } from "../../../main/contract/index.ts";
import { environmentLooks } from "../../app/environment.ts";
import { stateLooks } from "../../app/migration-state.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./fleet.module.css";
import { FIXED, type MatrixColumn } from "./matrix-columns.ts";

interface MatrixRowProps {
	row: FleetTargetStatus;
	columns: readonly MatrixColumn[];
	shown: readonly VirtualItem[];
	index: number;
	top: number;
	/** The column that holds the focus, when it is in this row. */
	active: number | undefined;
	selected: boolean;
	onFocusCell: (column: number) => void;
	onSelect: () => void;
}

export function MatrixRow(props: MatrixRowProps) {
	const { row, columns, shown, index, top, active, selected, onFocusCell, onSelect } = props;
	const states = new Map(row.migrations.map(({ id, state }) => [id, state]));
	const cell = (
		at: number,
		content: ReactNode,
		more: { className?: string | undefined; style?: React.CSSProperties; title?: string },
	) => (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		<span
			key={at}
			role="gridcell"
			aria-colindex={at + 1}
			data-active={active === at || undefined}
			tabIndex={active === at ? 0 : -1}
			onFocus={() => onFocusCell(at)}
			{...more}
		>
			{content}
		</span>
	);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		// biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
		// biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
		<div
			className={styles.matrixRow}
			role="row"
			aria-rowindex={index + 2}
			aria-selected={selected}
			style={{ transform: `translateY(${top}px)` }}
			onClick={onSelect}
		>
			<div className={styles.fixed}>
				{cell(0, <Target row={row} />, { className: styles.fixedCell })}
				{cell(1, row.version ?? "", { className: styles.fixedCell })}
				{cell(2, <Drift row={row} />, { className: styles.fixedCell })}
			</div>
			{shown.map((item) => {
				const column = columns[item.index];
				if (!column) return null;
				const state = states.get(column.id);
				return cell(item.index + FIXED, state && <Cell id={column.id} state={state} />, {
					className: styles.cell,
					style: { insetInlineStart: item.start, width: item.size },
				});
			})}
		</div>
	);
}

function Target({ row: { target } }: { row: FleetTargetStatus }) {
	const look = environmentLooks[target.environment];
	return (
		<span className={styles.target}>
			<span className={styles.environment} data-tone={look.tone} title={t(look.name)}>
				<look.icon size={14} aria-label={t(look.name)} />
			</span>
			<ServerText>{target.name}</ServerText>
		</span>
	);
}

function Drift({ row: { error, drift, driftLines } }: { row: FleetTargetStatus }) {
	if (error) {
		return (
			<Badge tone="alarm" icon={IconPlugConnectedX}>
				{error.data?.reason ? t(`fleet.reason.${error.data.reason}`) : t(`error.${error.code}`)}
			</Badge>
		);
	}
	if (drift === "drift") {
		return (
			<Badge tone="alarm" icon={IconGitCompare}>
				{driftLines === undefined ? t("fleet.drift.drift") : t("fleet.drift.lines", { n: driftLines })}
			</Badge>
		);
	}
	return <span className={styles.faint}>{t(`fleet.drift.${drift ?? "unknown"}`)}</span>;
}

function Cell({ id, state }: { id: string; state: MigrationState }) {
	const { icon: Sign, tone, name } = stateLooks[state];
	const text = `${id} ${t(name)}`;
	return (
		<span className={styles.state} data-tone={tone} title={text}>
			<Sign size={15} stroke={2.4} aria-label={text} />
		</span>
	);
}
