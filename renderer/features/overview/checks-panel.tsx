import { Button } from "@mantine/core";
import { IconListCheck, IconPlayerPlay, IconShieldCheck, IconShieldQuestion, IconShieldX } from "@tabler/icons-react";
import type { StatusResult } from "../../../main/contract/index.ts";
import { goTo, paths } from "../../app/paths.ts";
import { startVerify } from "../../app/start-run.ts";
import { useIsBusy } from "../../app/use-database-status.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Panel } from "../../ui/panel.tsx";
import { type ChecksSummary, summariseChecks } from "./checks-summary.ts";
import styles from "./overview-page.module.css";

/** Whether what was applied holds, as far as is known. */
export function ChecksPanel({ connection, status }: { connection: string; status: StatusResult }) {
	const summary = summariseChecks(status.migrations);
	const known = summary.passed + summary.failed;
	const busy = useIsBusy(connection);
	return (
		<Panel
			title={t("overview.checks")}
			aside={
				<>
					<Button
						variant="default"
						size="compact-xs"
						leftSection={<IconPlayerPlay size={14} />}
						disabled={busy}
						onClick={() => {
							goTo(paths.checks(connection));
							void startVerify(connection);
						}}
					>
						{t("overview.checks.run")}
					</Button>
					{known > 0 && (
						<Button
							variant="default"
							size="compact-xs"
							leftSection={<IconListCheck size={14} />}
							onClick={() => goTo(paths.checks(connection))}
						>
							{t("overview.checks.see")}
						</Button>
					)}
				</>
			}
		>
			<div className={styles.verdict}>
				<Verdict summary={summary} />
				{known === 0 && <span>{t("overview.checks.unknown.text")}</span>}
			</div>
		</Panel>
	);
}

function Verdict({ summary: { declared, passed, failed } }: { summary: ChecksSummary }) {
	if (failed > 0) {
		return (
			<Badge tone="alarm" icon={IconShieldX}>
				{t("checks.verdict.bad", { n: failed, of: passed + failed })}
			</Badge>
		);
	}
	if (passed === 0) {
		return (
			<Badge tone="calm" icon={IconShieldQuestion}>
				{t("overview.checks.unknown")}
			</Badge>
		);
	}
	if (passed < declared) {
		return (
			<Badge tone="calm" icon={IconShieldQuestion}>
				{t("overview.checks.partly", { passed, n: declared - passed })}
			</Badge>
		);
	}
	return (
		<Badge tone="sealed" icon={IconShieldCheck}>
			{t("checks.verdict.good", { n: passed })}
		</Badge>
	);
}
