import { Button, Menu } from "@mantine/core";
import { IconDownload, IconListSearch, IconShieldSearch } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState } from "react";
import type { AuditEntry } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import styles from "./audit.module.css";
import { auditColumns } from "./audit-columns.tsx";
import { AuditDetail } from "./audit-detail.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { VerdictTold } from "./audit-verdict.tsx";
import { exportAudit } from "./export-audit.ts";
import { type FilterValues, isFiltered, noFilter, toFilter } from "./filter-values.ts";
import { useAuditEntries, useAuditVerdict } from "./use-audit.ts";

/** Who did what, when and why, on this machine. With a connection open, Verify holds the trail against its database too. */
export function AuditPage({ connection }: { connection: string | undefined }) {
	const [values, setValues] = useState<FilterValues>(noFilter);
	const filter = useDeferredValue(useMemo(() => toFilter(values), [values]));
	const verdict = useAuditVerdict(connection);
	return (
		<div className={styles.page}>
			<PageHeader title={t("audit.title")} help="audit" summary={t("audit.summary")}>
				<Button
					variant="default"
					leftSection={<IconShieldSearch size={15} />}
					title={t("audit.verify.text")}
					loading={verdict.isFetching}
					onClick={() => void verdict.refetch()}
				>
					{t("audit.verify")}
				</Button>
				<Menu position="bottom-end">
					<Menu.Target>
						<Button variant="default" leftSection={<IconDownload size={15} />}>
							{t("audit.export")}
						</Button>
					</Menu.Target>
					<Menu.Dropdown>
						<Menu.Item onClick={() => void exportAudit("jsonl", filter)}>{t("audit.export.jsonl")}</Menu.Item>
						<Menu.Item onClick={() => void exportAudit("csv", filter)}>{t("audit.export.csv")}</Menu.Item>
					</Menu.Dropdown>
				</Menu>
			</PageHeader>
			{verdict.error && !verdict.isFetching && <AppError error={verdict.error} connection={connection} />}
			{verdict.data && !verdict.isFetching && <VerdictTold verdict={verdict.data} />}
			<AuditFilters values={values} onChange={setValues} />
			<Entries filter={filter} filtered={isFiltered(values)} onClear={() => setValues(noFilter)} />
		</div>
	);
}

interface EntriesProps {
	filter: ReturnType<typeof toFilter>;
	filtered: boolean;
	onClear: () => void;
}

function Entries({ filter, filtered, onClear }: EntriesProps) {
	const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAuditEntries(filter);
	const [chosen, setChosen] = useState<number>();
	const columns = useMemo(auditColumns, []);
	const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data]);
	if (error) return <AppError error={error} onRetry={() => void refetch()} />;
	if (!data) return null;
	const current = entries.find(({ seq }) => seq === chosen) ?? entries[0];
	if (!current) return <NoEntries filtered={filtered} onClear={onClear} />;
	return (
		<div className={styles.halves}>
			<div className={styles.list}>
				<DataGrid
					label={t("audit.grid")}
					columns={columns}
					rows={entries}
					rowId={rowId}
					selected={String(current.seq)}
					onSelect={({ seq }) => setChosen(seq)}
				/>
				<div className={styles.foot}>
					<span>{t(hasNextPage ? "audit.shown.more" : "audit.shown", { n: entries.length })}</span>
					{hasNextPage && (
						<Button
							size="compact-xs"
							variant="default"
							loading={isFetchingNextPage}
							onClick={() => void fetchNextPage()}
						>
							{t("audit.older")}
						</Button>
					)}
				</div>
			</div>
			<AuditDetail key={current.seq} entry={current} />
		</div>
	);
}

function NoEntries({ filtered, onClear }: Pick<EntriesProps, "filtered" | "onClear">) {
	if (!filtered) {
		return (
			<EmptyState icon={IconListSearch} title={t("audit.none")}>
				{t("audit.none.text")}
			</EmptyState>
		);
	}
	return (
		<EmptyState
			icon={IconListSearch}
			title={t("audit.no-match")}
			action={
				<Button variant="default" onClick={onClear}>
					{t("audit.clear")}
				</Button>
			}
		>
			{t("audit.no-match.text")}
		</EmptyState>
	);
}

const rowId = ({ seq }: AuditEntry) => String(seq);
