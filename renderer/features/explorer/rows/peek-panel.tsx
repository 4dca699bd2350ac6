import { ActionIcon, Button } from "@mantine/core";
import { IconArrowRight, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { OpenedView, TableName, ViewColumn } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { noteEvidence, viewKey } from "../../../app/looks/looks-actions.ts";
import { t } from "../../../i18n/i18n.ts";
import { CodeText } from "../../../ui/server-text.tsx";
import { ask, changeStand } from "../explorer-store.ts";
import { FieldValue } from "./field-value.tsx";
import styles from "./rows.module.css";
import { nameOf } from "./use-rows.ts";

interface PeekPanelProps {
	view: OpenedView;
	table: TableName;
	rowKey: string[];
	column: ViewColumn;
	onClose: () => void;
}

/** The row that a foreign key points to, as the tenant sees it, without leaving this one. */
export function PeekPanel({ view, table, rowKey, column, onClose }: PeekPanelProps) {
	const { data, error, refetch } = useQuery({
		queryKey: viewKey(view.view, "peek", table, rowKey, column.name),
		queryFn: async ({ signal }) => {
			const answer = await client.views.peek(
				{ view: view.view, table: nameOf(table), key: rowKey, column: column.name },
				{ signal },
			);
			noteEvidence(view.view, answer.evidence);
			return answer;
		},
		retry: false,
	});
	const row = data?.rows[0];
	const go = () => {
		if (!data || !column.references) return;
		const at = data.columns.findIndex(({ name }) => name === column.references?.column);
		const value = row?.[at] ?? null;
		ask(view.view, data.table, {
			filters: value === null ? [] : [{ column: column.references.column, op: "=", value }],
		});
		changeStand(view.view, { table: data.table, part: "rows" });
	};
	return (
		<section className={styles.peek} aria-label={t("inspector.peek", { table: column.references?.name ?? "" })}>
			<header>
				<CodeText>{`${column.references?.schema}.${column.references?.name}`}</CodeText>
				<span>
					{row && (
						<Button size="compact-xs" variant="default" rightSection={<IconArrowRight size={13} />} onClick={go}>
							{t("peek.go")}
						</Button>
					)}
					<ActionIcon size={22} aria-label={t("peek.close")} onClick={onClose}>
						<IconX size={14} />
					</ActionIcon>
				</span>
			</header>
			{error && <AppError error={error} onRetry={() => void refetch()} />}
			{!data && !error && <p className={styles.waiting}>{t("explain.looking")}</p>}
			{data && !row && <p className={styles.waiting}>{t("peek.none")}</p>}
			{row && (
				<dl>
					{data.columns.map((each, at) => (
						<div key={each.name}>
							<dt>
								<CodeText>{each.name}</CodeText>
							</dt>
							<dd>
								<FieldValue value={row[at] ?? null} masked={each.masked} />
							</dd>
						</div>
					))}
				</dl>
			)}
		</section>
	);
}
