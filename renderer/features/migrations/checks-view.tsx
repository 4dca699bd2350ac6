import { Button } from "@mantine/core";
import { IconAlertTriangle, IconListCheck, IconPlayerPlay } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { KnownCheck } from "../../app/jobs/latest-checks.ts";
import { startVerify } from "../../app/start-run.ts";
import { useKnownChecks } from "../../app/use-database-status.ts";
import { t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Moment } from "../../ui/moment.tsx";
import { checkColumns } from "./check-columns.tsx";
import styles from "./checks-view.module.css";
import { useAbility } from "./use-ability.ts";
import { Violations } from "./violations.tsx";

/** Every check with its verdict, and the rows that violate the chosen one. */
export function ChecksView({ connection }: { connection: string }) {
	const checks = useKnownChecks(connection);
	const [chosen, setChosen] = useState<string>();
	const columns = useMemo(checkColumns, []);
	if (checks.length === 0) return <NotRunYet connection={connection} />;
	const current = checks.find((check) => check.key === chosen) ?? checks[0];
	return (
		<div className={styles.view}>
			<Verdict checks={checks} />
			<div className={styles.halves}>
				<div className={styles.grid}>
					<DataGrid
						label={t("checks.grid")}
						columns={columns}
						rows={checks}
						rowId={rowId}
						selected={current?.key}
						onSelect={(check) => setChosen(check.key)}
					/>
				</div>
				{current && <Violations key={current.key} connection={connection} check={current} />}
			</div>
		</div>
	);
}

const rowId = (check: KnownCheck) => check.key;

function Verdict({ checks }: { checks: readonly KnownCheck[] }) {
	const failed = checks.filter((check) => !check.ok).length;
	const oldest = Math.min(...checks.map((check) => check.at));
	return (
		<div className={styles.bar}>
			<strong data-failed={failed > 0 || undefined}>
				{failed > 0
					? t("checks.verdict.bad", { n: failed, of: checks.length })
					: t("checks.verdict.good", { n: checks.length })}
			</strong>
			<span className={styles.ran}>
				{t("checks.ran")} <Moment at={new Date(oldest)} />
			</span>
			{checks.some((check) => check.stale) && (
				<span className={styles.stale}>
					<IconAlertTriangle size={15} aria-hidden /> {t("checks.stale")}
				</span>
			)}
		</div>
	);
}

function NotRunYet({ connection }: { connection: string }) {
	return (
		<EmptyState icon={IconListCheck} title={t("checks.none")} action={<RunChecks connection={connection} />}>
			{t("checks.none.text")}
		</EmptyState>
	);
}

function RunChecks({ connection }: { connection: string }) {
	const { busy } = useAbility(connection);
	return (
		<Button leftSection={<IconPlayerPlay size={15} />} disabled={busy} onClick={() => void startVerify(connection)}>
			{t("checks.run")}
		</Button>
	);
}
