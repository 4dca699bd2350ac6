import { Button } from "@mantine/core";
import { IconCamera, IconShieldSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { SnapshotSummary } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { queryKeys } from "../../app/query-client.ts";
import { t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import styles from "./checks-view.module.css";
import { snapshotColumns } from "./snapshot-columns.tsx";
import { SnapshotDetail } from "./snapshot-detail.tsx";

/** Data that rollbacks took away and Bulkhead kept: all of it on this machine, to look at and to put back. */
export function SnapshotsView({ connection }: { connection: string }) {
	const [check, setCheck] = useState(false);
	const { data, error, isFetching, refetch } = useQuery({
		queryKey: queryKeys.snapshots(connection, check),
		queryFn: async ({ signal }) => newestFirst((await client.snapshots.list({ check }, { signal })).snapshots),
		placeholderData: (before) => before,
	});
	if (error) {
		return (
			<div className={styles.trouble}>
				<AppError error={error} onRetry={() => void refetch()} />
			</div>
		);
	}
	if (!data) return null;
	if (data.length === 0) {
		return (
			<EmptyState icon={IconCamera} title={t("snapshots.none")}>
				{t("snapshots.none.text")}
			</EmptyState>
		);
	}
	return (
		<div className={styles.view}>
			<div className={styles.bar}>
				<strong>{t("snapshots.count", { n: data.length })}</strong>
				<span className={styles.barEnd}>
					<Button
						variant="default"
						leftSection={<IconShieldSearch size={15} />}
						loading={check && isFetching}
						onClick={() => (check ? void refetch() : setCheck(true))}
					>
						{t("snapshots.check")}
					</Button>
				</span>
			</div>
			<Halves connection={connection} snapshots={data} />
		</div>
	);
}

function Halves({ connection, snapshots }: { connection: string; snapshots: readonly SnapshotSummary[] }) {
	const [chosen, setChosen] = useState<string>();
	const columns = useMemo(snapshotColumns, []);
	const current = snapshots.find(({ id }) => id === chosen) ?? snapshots[0];
	return (
		<div className={styles.halves}>
			<div className={styles.grid}>
				<DataGrid
					label={t("snapshots.grid")}
					columns={columns}
					rows={snapshots}
					rowId={rowId}
					selected={current?.id}
					onSelect={({ id }) => setChosen(id)}
				/>
			</div>
			{current && <SnapshotDetail key={current.id} connection={connection} snapshot={current} />}
		</div>
	);
}

const rowId = ({ id }: SnapshotSummary) => id;

function newestFirst(snapshots: readonly SnapshotSummary[]): SnapshotSummary[] {
	return snapshots.toSorted((a, b) => (b.head?.at ?? "").localeCompare(a.head?.at ?? ""));
}
