import { ActionIcon, Button, SegmentedControl, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconFilter, IconLink, IconLockOpen, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { OpenedView, ViewColumn, ViewFilter, ViewTable } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { WhyRow } from "../explain/why-row.tsx";
import type { PagedRow } from "../sheet/row-pager.ts";
import { CellDialog } from "./cell-dialog.tsx";
import { FieldValue } from "./field-value.tsx";
import { PeekPanel } from "./peek-panel.tsx";
import { RevealDialog } from "./reveal-dialog.tsx";
import { keyOf } from "./row-key.ts";
import styles from "./rows.module.css";

interface RowInspectorProps {
	view: OpenedView;
	table: ViewTable;
	columns: readonly ViewColumn[];
	row: PagedRow;
	/** The column that the grid's focus is on. */
	column: number;
	onFilter: (filter: ViewFilter) => void;
	onClose: () => void;
}

type Part = "row" | "why";

/** One row in full, what it points to, and why the tenant sees it. */
export function RowInspector({ view, table, columns, row, column, onFilter, onClose }: RowInspectorProps) {
	const [part, setPart] = useState<Part>("row");
	const key = keyOf(columns, row.cells);
	const id = key ? JSON.stringify(key) : undefined;
	return (
		<aside className={styles.inspector} aria-label={t("inspector.title")}>
			<header className={styles.inspectorHead}>
				<SegmentedControl
					size="xs"
					aria-label={t("inspector.parts")}
					value={part}
					onChange={(value) => setPart(value as Part)}
					data={[
						{ value: "row", label: t("inspector.row") },
						{ value: "why", label: t("inspector.why") },
					]}
				/>
				<ActionIcon aria-label={t("inspector.close")} onClick={onClose}>
					<IconX size={16} />
				</ActionIcon>
			</header>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={styles.inspectorBody} tabIndex={0}>
				{part === "row" && <Fields key={id} {...{ view, table, columns, row, column, onFilter }} rowKey={key} />}
				{part === "why" &&
					(key ? (
						<WhyRow key={id} view={view} table={table} columns={columns} rowKey={key} />
					) : (
						<p className={styles.waiting}>{t("inspector.no-key")}</p>
					))}
			</div>
		</aside>
	);
}

type FieldsProps = Omit<RowInspectorProps, "onClose"> & { rowKey: string[] | undefined };
type Doing = { what: "cell" | "reveal" | "peek"; column: ViewColumn };

function Fields({ view, table, columns, row, column, rowKey, onFilter }: FieldsProps) {
	const [doing, setDoing] = useState<Doing>();
	const list = useRef<HTMLDListElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another column is another place
	useEffect(() => {
		list.current?.querySelector("[data-current]")?.scrollIntoView({ block: "nearest" });
	}, [column]);
	const end = () => setDoing(undefined);
	return (
		<>
			<dl ref={list} className={styles.fields}>
				{columns.map((each, at) => (
					<div key={each.name} data-current={at === column || undefined}>
						<dt>
							<CodeText>{each.name}</CodeText>
							<small>
								<ServerText>{each.type}</ServerText>
							</small>
						</dt>
						<dd>
							<FieldValue value={row.cells[at] ?? null} masked={each.masked} whole={row.cut?.get(at)} />
							<FieldActions
								{...{ row, at, rowKey, onFilter }}
								column={each}
								onDo={(what) => setDoing({ what, column: each })}
							/>
							{doing?.what === "peek" && doing.column === each && rowKey && (
								<PeekPanel {...{ view, table, rowKey }} column={each} onClose={end} />
							)}
						</dd>
					</div>
				))}
			</dl>
			{doing?.what === "cell" && rowKey && (
				<CellDialog {...{ view, table, rowKey }} column={doing.column} onClose={end} />
			)}
			{doing?.what === "reveal" && rowKey && (
				<RevealDialog {...{ view, table, rowKey }} column={doing.column} onClose={end} />
			)}
		</>
	);
}

interface FieldActionsProps {
	column: ViewColumn;
	at: number;
	row: PagedRow;
	rowKey: string[] | undefined;
	onFilter: (filter: ViewFilter) => void;
	onDo: (what: Doing["what"]) => void;
}

function FieldActions({ column, at, row, rowKey, onFilter, onDo }: FieldActionsProps) {
	const value = row.cells[at] ?? null;
	const { name, masked, references } = column;
	const cut = row.cut?.has(at) ?? false;
	return (
		<span className={styles.fieldActions}>
			{value !== null && !masked && !cut && <CopyButton value={value} label={t("inspector.copy", { column: name })} />}
			{!masked && !cut && (
				<Action
					label={t("inspector.filter", { column: name })}
					onClick={() => onFilter(value === null ? { column: name, op: "null" } : { column: name, op: "=", value })}
				>
					<IconFilter size={14} />
				</Action>
			)}
			{cut && rowKey && (
				<Action label={t("inspector.whole", { column: name })} onClick={() => onDo("cell")}>
					<IconArrowsMaximize size={14} />
				</Action>
			)}
			{references && value !== null && rowKey && (
				<Action label={t("inspector.peek", { table: references.name })} onClick={() => onDo("peek")}>
					<IconLink size={14} />
				</Action>
			)}
			{masked && value !== null && rowKey && (
				<Button
					size="compact-xs"
					variant="default"
					leftSection={<IconLockOpen size={13} />}
					onClick={() => onDo("reveal")}
				>
					{t("reveal.ask")}
				</Button>
			)}
		</span>
	);
}

function Action({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
	return (
		<Tooltip label={label}>
			<ActionIcon size={22} aria-label={label} onClick={onClick}>
				{children}
			</ActionIcon>
		</Tooltip>
	);
}
