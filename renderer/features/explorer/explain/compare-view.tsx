import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowsDiff, IconUsersGroup, IconX } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { OpenedView, ViewColumn, ViewTable } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ServerText } from "../../../ui/server-text.tsx";
import { nothingAsked, tableKey, useStand } from "../explorer-store.ts";
import { Sheet } from "../sheet/sheet.tsx";
import { type Picked, TenantPicker } from "../tenant-picker.tsx";
import styles from "./compare.module.css";
import { seenWords, toneOf } from "./seen-by.ts";
import { useComparison } from "./use-comparison.ts";
import { WhyRow } from "./why-row.tsx";

const tones = ["tenant", "both", "other", "nobody"] as const;

interface CompareViewProps {
	view: OpenedView;
	table: ViewTable;
}

/** The table as this tenant, as another and as the connection's login, in one snapshot. It shows other tenants' rows, and says so. */
export function CompareView({ view, table }: CompareViewProps) {
	const [other, setOther] = useState<Picked>();
	const [reason, setReason] = useState("");
	const [why, setWhy] = useState<string[]>();
	const asked = useStand(view.view)?.asked[tableKey(table)] ?? nothingAsked;
	const { state, start, more } = useComparison(view, table, asked);
	const names = {
		tenant: view.tenant.name ?? view.tenant.id,
		other: state.other?.name ?? state.other?.id ?? "",
	};
	const columns = useMemo(
		(): ViewColumn[] => [{ name: t("compare.seen-by"), type: "text" }, ...state.columns],
		[state.columns],
	);
	const ready = reason.trim().length >= 3 && !state.loading;
	return (
		<div className={styles.compare}>
			<p className={styles.everybody}>
				<IconUsersGroup size={15} aria-hidden />
				{t("compare.warning")}
			</p>
			<form
				className={styles.form}
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (ready) start({ other: other?.id, reason: reason.trim() });
				}}
			>
				<TenantPicker
					connection={view.connection}
					label={t("compare.other")}
					value={other}
					onChange={setOther}
					required={false}
				/>
				<TextInput
					className={styles.reason ?? ""}
					label={t("look.reason")}
					required
					maxLength={2_000}
					value={reason}
					onChange={({ currentTarget }) => setReason(currentTarget.value)}
				/>
				<Button type="submit" disabled={!ready} loading={state.loading} leftSection={<IconArrowsDiff size={15} />}>
					{t("compare.do")}
				</Button>
			</form>
			{state.error !== undefined && (
				<div className={styles.trouble}>
					<AppError error={state.error} />
				</div>
			)}
			{!state.started && state.error === undefined && (
				<EmptyState icon={IconArrowsDiff} title={t("compare.none")}>
					{t("compare.none.text")}
				</EmptyState>
			)}
			{state.started && state.error === undefined && (
				<>
					<ul className={styles.legend} aria-label={t("compare.legend")}>
						{(state.other ? tones : (["tenant", "nobody"] as const)).map((tone) => (
							<li key={tone} data-seen={tone}>
								<span aria-hidden />
								{t(`compare.tone.${tone}`, names)}
							</li>
						))}
						<li className={styles.counts}>
							{t(state.other ? "compare.counts" : "compare.counts.alone", {
								...{ name: names.tenant, seen: state.counts.tenant },
								...{ other: names.other, otherSeen: state.counts.other, admin: state.counts.admin },
							})}
						</li>
					</ul>
					{state.adminNote !== undefined && (
						<p className={styles.note}>
							<ServerText>{state.adminNote}</ServerText>
						</p>
					)}
					<div className={styles.halves} data-detail={why ? true : undefined}>
						<Sheet
							key={state.started}
							label={t("compare.grid", { table: table.name })}
							columns={columns}
							known={state.rows.length}
							ended={state.ended}
							row={(at) => {
								const row = state.rows[at];
								return row && { cells: [seenWords(row.seenBy, names), ...row.cells], cut: undefined };
							}}
							mark={(at) => state.rows[at] && toneOf(state.rows[at].seenBy)}
							version={state.rows.length}
							onWindow={(_from, to) => more(to)}
							onOpen={({ row }) => setWhy(state.rows[row]?.key)}
						/>
						{why && (
							<aside className={styles.why} aria-label={t("compare.why", { name: names.tenant })}>
								<header>
									<h3>{t("compare.why", { name: names.tenant })}</h3>
									<ActionIcon aria-label={t("inspector.close")} onClick={() => setWhy(undefined)}>
										<IconX size={16} />
									</ActionIcon>
								</header>
								{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
								<div className={styles.whyBody} tabIndex={0}>
									<WhyRow key={JSON.stringify(why)} view={view} table={table} columns={state.columns} rowKey={why} />
								</div>
							</aside>
						)}
					</div>
				</>
			)}
		</div>
	);
}
