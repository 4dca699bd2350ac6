import { Button } from "@mantine/core";
import { IconFileSearch, IconShieldCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import type { KnownCheck } from "../../app/jobs/latest-checks.ts";
import { goTo, paths } from "../../app/paths.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./checks-view.module.css";
import { rowsOf, type ViolationRow, violationColumns } from "./violation-rows.ts";

/** The rows that violate one check, as the server gave them. */
export function Violations({ connection, check }: { connection: string; check: KnownCheck }) {
	const rows = useMemo(() => rowsOf(check.violations), [check]);
	const columns = useMemo(() => violationColumns(check.violations), [check]);
	return (
		<section className={styles.violations} aria-label={t("checks.violations", { name: check.name })}>
			<header className={styles.violationsHead}>
				<h2 className={styles.violationsTitle}>
					<ServerText>{check.name}</ServerText>
				</h2>
				{!check.ok && (
					<span className={styles.ran}>
						{check.violationCount > rows.length
							? t("checks.shown", { shown: rows.length, n: formatNumber(check.violationCount) })
							: t("checks.rows", { n: rows.length })}
					</span>
				)}
				<span className={styles.barEnd}>
					<Button
						size="compact-xs"
						variant="default"
						leftSection={<IconFileSearch size={14} />}
						onClick={() => goTo(paths.migration(connection, check.migration, "verify"))}
					>
						{t("checks.open")}
					</Button>
				</span>
			</header>
			{check.ok ? (
				<EmptyState icon={IconShieldCheck} title={t("checks.clean")}>
					{t("checks.clean.text")}
				</EmptyState>
			) : (
				<DataGrid label={t("checks.violations", { name: check.name })} columns={columns} rows={rows} rowId={rowId} />
			)}
		</section>
	);
}

const rowId = (row: ViolationRow) => row.id;
