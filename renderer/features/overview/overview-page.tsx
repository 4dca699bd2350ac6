import { Skeleton } from "@mantine/core";
import { IconDatabaseOff } from "@tabler/icons-react";
import type { ConnectionCard, StatusResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { useConnection, useTest } from "../../app/connection-queries.ts";
import { tellingError } from "../../app/login-error.ts";
import { staysOnMachine } from "../../app/stays-on-machine.ts";
import { RolePowers, ServerFacts } from "../../app/test-facts.tsx";
import { useDatabaseStatus } from "../../app/use-database-status.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { ActivityPanel } from "./activity-panel.tsx";
import { ChecksPanel } from "./checks-panel.tsx";
import { FinishPanel } from "./finish-panel.tsx";
import { Hull } from "./hull.tsx";
import { IndexPanel } from "./index-panel.tsx";
import { LookPanel } from "./look-panel.tsx";
import styles from "./overview-page.module.css";
import { RunCard } from "./run-card.tsx";

/** One glance at a database: its migrations, whether they hold, who we are there, what happened last. */
export function OverviewPage({ connection }: { connection: string }) {
	const { connection: card, isSuccess } = useConnection(connection);
	if (!card) return isSuccess ? <Gone /> : null;
	return (
		<div className={styles.page}>
			<PageHeader title={t("overview.title")} help="README" summary={<Where card={card} />} />
			<div className={styles.body}>
				<Content card={card} />
			</div>
		</div>
	);
}

function Where({ card }: { card: ConnectionCard }) {
	return (
		<>
			<ServerText>{card.name}</ServerText>
			<CodeText>{card.database}</CodeText>
			<span>{t("overview.address", { user: card.user, host: card.host, port: String(card.port) })}</span>
		</>
	);
}

function Content({ card }: { card: ConnectionCard }) {
	const status = useDatabaseStatus(card.id);
	const test = useTest(card.id);
	const error = tellingError([status.error, test.error]);
	const retry = () => {
		void status.refetch();
		void test.refetch();
	};
	if (error !== undefined && !status.data) return <AppError error={error} connection={card.id} onRetry={retry} />;
	if (!status.data) return <Skeleton height={104} radius="lg" />;
	return (
		<>
			{error !== undefined && <AppError error={error} connection={card.id} onRetry={retry} />}
			<Hull connection={card.id} migrations={status.data.migrations} />
			<Panels card={card} status={status.data} />
		</>
	);
}

function Panels({ card, status }: { card: ConnectionCard; status: StatusResult }) {
	const { data: test } = useTest(card.id);
	return (
		<div className={styles.panels}>
			<div className={styles.column}>
				<LookPanel connection={card} status={status} test={test} />
				<FinishPanel connection={card.id} />
				<RunCard connection={card.id} />
				<ActivityPanel connection={card.id} />
			</div>
			<div className={styles.column}>
				<ChecksPanel connection={card.id} status={status} />
				<IndexPanel connection={card.id} />
				<Panel title={t("overview.role")} aside={<CodeText>{status.role.name}</CodeText>}>
					<RolePowers role={status.role} />
				</Panel>
				<Panel title={t("overview.server")}>
					{test ? <ServerFacts test={test} brief local={staysOnMachine(card.host)} /> : <Skeleton height={120} />}
				</Panel>
			</div>
		</div>
	);
}

function Gone() {
	return <EmptyState icon={IconDatabaseOff} title={t("overview.gone")} />;
}
