import type { ScannedTable, ScanResult } from "../../../../main/contract/index.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import styles from "./coverage.module.css";
import { seenCell } from "./table-state.ts";

/** Own rows that are counted; more are told as one more. */
const COUNTED = 1_000;

type Tenant = ScanResult["matrix"][number];

interface MatrixCellProps {
	row: ScannedTable;
	/** The tenant's place in the matrix. */
	at: number;
	tenant: Tenant | undefined;
	/** Pixels from the beginning of the line. */
	start: number;
	tabIndex: number;
	focus: {
		"data-active": boolean | undefined;
		"aria-colindex": number;
		onFocus: () => void;
	};
}

/** A number alone is rows of its own; any other state has a sign. */
export function MatrixCell({ row, at, tenant, start, tabIndex, focus }: MatrixCellProps) {
	const { state } = seenCell(row, at);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a virtual grid is no HTML table
		<div
			className={styles.cell}
			role="gridcell"
			data-state={state}
			title={tenant && cellWords(row, at, tenant)}
			style={{ insetInlineStart: start }}
			tabIndex={tabIndex}
			{...focus}
		>
			{signOf(row, at)}
		</div>
	);
}

function signOf(row: ScannedTable, at: number): string {
	const { state, own, foreign } = seenCell(row, at);
	switch (state) {
		case "foreign":
			return own === null ? `▲ ${formatNumber(foreign ?? 0)}` : `${ownWords(own)} ▲ ${formatNumber(foreign ?? 0)}`;
		case "own":
			return ownWords(own ?? 0);
		case "nothing":
			return own === null ? "✓" : "0";
		case "missed":
			return "?";
		case "no-access":
			return "–";
	}
}

const ownWords = (own: number): string => (own > COUNTED ? `${formatNumber(COUNTED)}+` : formatNumber(own));

/** In a sentence, for screen readers and the line below. */
export function cellWords(row: ScannedTable, at: number, { id, name }: Tenant): string {
	const { state, own, foreign } = seenCell(row, at);
	const params = {
		table: row.table,
		tenant: name ?? id,
		own: own === null ? "?" : ownWords(own),
		foreign: foreign ?? 0,
	};
	return t(`coverage.cell.${state}.says`, params);
}
