import { Button } from "@mantine/core";
import { IconFilterOff, IconTableOff } from "@tabler/icons-react";
import type { OpenedView, TableName, ViewFilter } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { WhyZero } from "../explain/why-zero.tsx";
import styles from "./rows.module.css";

interface NoRowsProps {
	view: OpenedView;
	table: TableName;
	filters: readonly ViewFilter[];
	onClear: () => void;
}

/** Nothing to see: because of the filters, or for a reason that can be found out. */
export function NoRows({ view, table, filters, onClear }: NoRowsProps) {
	if (filters.length > 0) {
		return (
			<EmptyState
				icon={IconFilterOff}
				title={t("rows.none.filtered")}
				action={
					<Button variant="default" onClick={onClear}>
						{t("filter.clear")}
					</Button>
				}
			>
				{t("rows.none.filtered.text")}
			</EmptyState>
		);
	}
	return (
		<div className={styles.none}>
			<EmptyState icon={IconTableOff} title={t("rows.none", { name: view.tenant.name ?? view.tenant.id })}>
				{t("rows.none.text")}
			</EmptyState>
			<WhyZero view={view} table={table} />
		</div>
	);
}
