import { Button, Modal } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { OpenedView, TableName, ViewColumn } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { noteEvidence, viewKey } from "../../../app/looks/looks-actions.ts";
import { t } from "../../../i18n/i18n.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { ServerText } from "../../../ui/server-text.tsx";
import styles from "./rows.module.css";
import { nameOf } from "./use-rows.ts";

/** Characters that are drawn; all of them are copied. */
const DRAWN = 200_000;

interface CellDialogProps {
	view: OpenedView;
	table: TableName;
	rowKey: string[];
	column: ViewColumn;
	onClose: () => void;
}

/** A value that the grid shows only the beginning of, whole. */
export function CellDialog({ view, table, rowKey, column, onClose }: CellDialogProps) {
	const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
		queryKey: viewKey(view.view, "cell", table, rowKey, column.name),
		queryFn: async ({ pageParam, signal }) => {
			const piece = await client.views.cell(
				{ ...{ view: view.view, table: nameOf(table), key: rowKey, column: column.name }, offset: pageParam },
				{ signal },
			);
			noteEvidence(view.view, piece.evidence);
			return piece;
		},
		initialPageParam: 0,
		getNextPageParam: ({ truncated, value }, _pages, before) =>
			truncated ? before + [...(value ?? "")].length : undefined,
		retry: false,
		gcTime: 0,
	});
	const text = data?.pages.map(({ value }) => value ?? "").join("") ?? "";
	const length = data?.pages[0]?.length ?? 0;
	return (
		<Modal opened onClose={onClose} title={t("cell.title", { column: column.name })} size={820}>
			<div className={styles.cellDialog}>
				{error && <AppError error={error} onRetry={() => void refetch()} />}
				{!data && !error && <p className={styles.waiting}>{t("explain.looking")}</p>}
				{data && (
					<>
						<p className={styles.cellFacts}>
							{t("cell.length", { n: length })}
							{text.length > DRAWN && ` · ${t("cell.drawn", { n: DRAWN })}`}
							<CopyButton value={text} label={t("cell.copy")} />
						</p>
						{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
						<pre className={styles.cellText} tabIndex={0}>
							<ServerText>{text.slice(0, DRAWN)}</ServerText>
						</pre>
						{hasNextPage && (
							<Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
								{t("cell.more")}
							</Button>
						)}
					</>
				)}
			</div>
		</Modal>
	);
}
