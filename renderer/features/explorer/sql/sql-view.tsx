import { Button, Menu } from "@mantine/core";
import { IconCode, IconDownload, IconLock, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useMemo } from "react";
import type { OpenedView, ViewRows } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { useCommands } from "../../../app/commands.ts";
import { toErrorValue } from "../../../app/error-value.ts";
import { Elapsed } from "../../../app/jobs/elapsed.tsx";
import { openLookDialog } from "../../../app/looks/looks-actions.ts";
import { styleNonce } from "../../../app/nonce.ts";
import { notifyDone, notifyWarning } from "../../../app/notify.ts";
import { t } from "../../../i18n/i18n.ts";
import { copyText } from "../../../ui/copy-text.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { formatDuration } from "../../../ui/format-time.ts";
import { KeyHint } from "../../../ui/key-hint.tsx";
import { LazySqlEditor } from "../../../ui/sql-editor/lazy-sql-editor.tsx";
import { changeStand, useStand } from "../explorer-store.ts";
import { Reasons } from "../level-card.tsx";
import { copiedText } from "../rows/copy-rows.ts";
import { exportRows } from "../rows/export-rows.ts";
import { rowsOf } from "../sheet/row-pager.ts";
import { Sheet } from "../sheet/sheet.tsx";
import type { CellRange } from "../sheet/use-sheet-focus.ts";
import styles from "./sql.module.css";
import { type SqlState, useSqlRun } from "./use-sql-run.ts";

/** Free SQL, where something keeps it inside; else why it is not let through, and what would. */
export function SqlView({ view }: { view: OpenedView }) {
	return view.freeSql ? <FreeSql view={view} /> : <Refused view={view} />;
}

function Refused({ view }: { view: OpenedView }) {
	const { connection, why, waysUp } = view;
	return (
		<div className={styles.refused}>
			<EmptyState icon={IconLock} title={t("sql.refused")}>
				{t("sql.refused.text")}
			</EmptyState>
			<section className={styles.reasons} aria-label={t("sql.refused")}>
				<Reasons title={t("look.level.why")} items={why} />
				<Reasons title={t("look.level.up")} items={waysUp} />
				<Button variant="default" onClick={() => openLookDialog({ kind: "barrier", connection })}>
					{t("look.barrier")}
				</Button>
			</section>
		</div>
	);
}

function FreeSql({ view }: { view: OpenedView }) {
	const text = useStand(view.view)?.sql ?? "";
	const { state, run, cancel } = useSqlRun(view);
	const go = () => void run(text);
	const running = state.status === "running";
	const error = state.status === "failed" ? toErrorValue(state.error) : undefined;
	const place = useMemo(
		() => (error?.line === undefined ? undefined : { line: error.line, column: error.column, offset: error.offset }),
		[error?.line, error?.column, error?.offset],
	);
	useCommands(
		() => [
			{ id: "sql.run", title: t("sql.run"), group: "view", keys: ["mod+enter"], run: go },
			...(running
				? [{ id: "sql.cancel", title: t("sql.cancel"), group: "view" as const, keys: ["escape"], run: cancel }]
				: []),
		],
		[text, running],
	);
	return (
		<div className={styles.free}>
			<Tools {...{ view, text, state, place }} onRun={go} onCancel={cancel} />
			<div className={styles.editor}>
				<LazySqlEditor
					label={t("sql.editor", { name: view.tenant.name ?? view.tenant.id })}
					text={text}
					onChange={(sql) => changeStand(view.view, { table: undefined, sql })}
					onRun={go}
					onEscape={() => {
						if (running) cancel();
						return running;
					}}
					error={place}
					nonce={styleNonce}
				/>
			</div>
			<div className={styles.result} data-stale={running || undefined}>
				{state.status === "failed" && (
					<div className={styles.trouble}>
						<AppError error={error && { ...error, hint: error.hint ?? t("sql.next") }} />
					</div>
				)}
				{state.status === "idle" && (
					<EmptyState icon={IconCode} title={t("sql.none")}>
						{t("sql.none.text")}
					</EmptyState>
				)}
				{state.rows && <Result rows={state.rows} />}
			</div>
		</div>
	);
}

interface ToolsProps {
	view: OpenedView;
	text: string;
	state: SqlState;
	place: { line: number; column: number | undefined } | undefined;
	onRun: () => void;
	onCancel: () => void;
}

/** Running, cancelling, exporting, and how it went. */
function Tools({ view, text, state, place, onRun, onCancel }: ToolsProps) {
	const running = state.status === "running";
	const save = (format: "csv" | "json") => void exportRows(view, { sql: text }, format);
	return (
		<div className={styles.bar} role="toolbar" aria-label={t("sql.tools")}>
			<Button
				leftSection={<IconPlayerPlay size={15} />}
				rightSection={<KeyHint keys="mod+enter" />}
				disabled={running || text.trim() === ""}
				onClick={onRun}
			>
				{t("sql.run")}
			</Button>
			{running && (
				<Button
					variant="default"
					leftSection={<IconPlayerStop size={15} />}
					rightSection={<KeyHint keys="escape" />}
					onClick={onCancel}
				>
					{t("sql.cancel")}
				</Button>
			)}
			<span className={styles.state} role="status">
				{running && (
					<>
						{t("sql.running")} <Elapsed from={state.since} to={undefined} />
					</>
				)}
				{place && t("sql.at", { line: place.line, column: place.column ?? 1 })}
				{state.status === "cancelled" && t("sql.cancelled")}
				{state.status === "done" &&
					t(state.rows.truncated ? "sql.rows.more" : "sql.rows", {
						n: state.rows.rows.length,
						ms: formatDuration(state.rows.ms),
					})}
			</span>
			<Menu position="bottom-end">
				<Menu.Target>
					<Button
						variant="default"
						className={styles.end ?? ""}
						leftSection={<IconDownload size={15} />}
						disabled={text.trim() === "" || running}
					>
						{t("rows.export")}
					</Button>
				</Menu.Target>
				<Menu.Dropdown>
					<Menu.Item onClick={() => save("csv")}>{t("rows.export.csv")}</Menu.Item>
					<Menu.Item onClick={() => save("json")}>{t("rows.export.json")}</Menu.Item>
				</Menu.Dropdown>
			</Menu>
		</div>
	);
}

function Result({ rows }: { rows: ViewRows }) {
	const paged = useMemo(() => rowsOf(rows), [rows]);
	const copy = async (range: CellRange) => {
		const columns = rows.columns.slice(range.columns[0], range.columns[1] + 1);
		const cells = rows.rows
			.slice(range.rows[0], range.rows[1] + 1)
			.map((row) => row.slice(range.columns[0], range.columns[1] + 1));
		if (await copyText(copiedText("tsv", { table: undefined, columns, rows: cells })))
			notifyDone(t("rows.copied", { n: cells.length }));
		else notifyWarning(t("copy.failed"));
	};
	return (
		<Sheet
			label={t("sql.result")}
			columns={rows.columns}
			known={paged.length}
			ended={!rows.truncated}
			row={(index) => paged[index]}
			version={0}
			onCopy={(range) => void copy(range)}
		/>
	);
}
