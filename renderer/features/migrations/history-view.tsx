import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { LedgerEvent } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { useHistory } from "../../app/connection-queries.ts";
import { goTo, paths } from "../../app/paths.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import styles from "./checks-view.module.css";
import { historyColumns } from "./history-columns.tsx";

const FIRST = 1_000;
/** What the core gives at most. */
const MOST = 10_000;

/** The ledger: who did what, when, from where and why. A row leads to its migration. */
export function HistoryView({ connection }: { connection: string }) {
	const [limit, setLimit] = useState(FIRST);
	const { data: events, error, refetch } = useHistory(connection, limit);
	const columns = useMemo(historyColumns, []);
	if (error) {
		return (
			<div className={styles.trouble}>
				<AppError error={error} connection={connection} onRetry={() => void refetch()} />
			</div>
		);
	}
	if (!events) return null;
	if (events.length === 0) {
		return (
			<EmptyState icon={IconHistory} title={t("history.none")}>
				{t("history.none.text")}
			</EmptyState>
		);
	}
	const more = events.length >= limit;
	return (
		<div className={styles.view}>
			<div className={styles.bar}>
				<span>{more ? t("history.more", { n: events.length }) : t("history.count", { n: events.length })}</span>
				{more && limit < MOST && (
					<Button size="compact-xs" variant="default" onClick={() => setLimit(MOST)}>
						{t("history.all", { n: formatNumber(MOST) })}
					</Button>
				)}
			</div>
			<div className={styles.whole}>
				<DataGrid
					label={t("history.grid")}
					columns={columns}
					rows={events}
					rowId={rowId}
					onSelect={(event) => goTo(paths.migration(connection, event.migration))}
				/>
			</div>
		</div>
	);
}

const rowId = (event: LedgerEvent) => String(event.id);
