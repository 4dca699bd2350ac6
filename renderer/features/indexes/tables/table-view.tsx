import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { IndexFinding, IndexTableDetail } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { goTo, paths } from "../../../app/paths.ts";
import { queryKeys } from "../../../app/query-client.ts";
import { t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { Trouble } from "../../../ui/page.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { FileDialog } from "../findings/file-dialog.tsx";
import { FindingList } from "../findings/finding-list.tsx";
import { HotTenants } from "./hot-tenants.tsx";
import { IndexList } from "./index-list.tsx";
import { PlansPart } from "./plans-part.tsx";
import styles from "./table-view.module.css";
import { TryIndex } from "./try-index.tsx";

interface TableViewProps {
	connection: string;
	/** Qualified, as PostgreSQL prints it. */
	table: string;
}

/** One table: every index, who takes the room, what was found, the plans, and an index that is only tried. */
export function TableView({ connection, table }: TableViewProps) {
	const { data, error, isFetching, refetch } = useQuery({
		queryKey: [...queryKeys.indexes(connection), "table", table],
		queryFn: ({ signal }) => client.indexes.table({ connection, table }, { signal }),
		staleTime: 60_000,
		retry: false,
	});
	const again = () => void refetch();
	return (
		<>
			<PageHeader title={escapeHidden(table)} help="index-health" summary={<Summary detail={data} />}>
				<Button
					variant="default"
					leftSection={<IconArrowLeft size={15} className={styles.back} />}
					onClick={() => goTo(paths.indexesPart(connection, "tables"))}
				>
					{t("table.back")}
				</Button>
				<Button variant="default" leftSection={<IconRefresh size={15} />} loading={isFetching} onClick={again}>
					{t("indexes.again")}
				</Button>
			</PageHeader>
			{error && !isFetching && (
				<Trouble>
					<AppError error={error} connection={connection} onRetry={again} />
				</Trouble>
			)}
			{!data && !error && (
				<div className={styles.body} role="status" aria-label={t("table.looking")}>
					<Skeleton height={150} />
					<Skeleton height={220} />
				</div>
			)}
			{data && <Content connection={connection} detail={data} />}
		</>
	);
}

function Summary({ detail }: { detail: IndexTableDetail | undefined }) {
	if (!detail) return t("table.looking");
	const { rows, heapBytes } = detail;
	return (
		<>
			<span>{rows === null ? t("table.rows.unknown") : t("table.rows", { n: Math.round(rows) })}</span>
			<span>{t("table.heap", { size: { said: formatBytes(heapBytes) } })}</span>
		</>
	);
}

function Content({ connection, detail }: { connection: string; detail: IndexTableDetail }) {
	const { table, findings, tenants, plans } = detail;
	const [filed, setFiled] = useState<IndexFinding>();
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<section className={styles.body} tabIndex={0} aria-label={escapeHidden(table)}>
			<IndexList connection={connection} detail={detail} />
			<div className={styles.columns}>
				<div className={styles.column}>
					<Panel title={t("table.findings")}>
						{findings.length === 0 ? (
							<p className={styles.faint}>{t("table.findings.none")}</p>
						) : (
							<FindingList connection={connection} findings={findings} onFile={setFiled} />
						)}
					</Panel>
					<TryIndex connection={connection} table={table} />
				</div>
				<HotTenants tenants={tenants} />
			</div>
			<PlansPart plans={plans} />
			{filed && <FileDialog connection={connection} findings={[filed]} onClose={() => setFiled(undefined)} />}
		</section>
	);
}
