import { Button } from "@mantine/core";
import { IconLayoutGrid, IconPlus, IconRocket, IconStack3, IconStairsUp } from "@tabler/icons-react";
import { editConnection } from "../../app/connection-editor.ts";
import { useConnections } from "../../app/connection-queries.ts";
import { newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { paths } from "../../app/paths.ts";
import { usePlace } from "../../app/route.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";
import { ChoiceBar } from "./choice-bar.tsx";
import styles from "./fleet.module.css";
import { MatrixView } from "./matrix-view.tsx";
import { RunView } from "./run-view.tsx";
import { WaveEditor } from "./wave-editor.tsx";

/** Many databases at once: what stands where, and migrations in waves. */
export function FleetPage() {
	const { data: all, isSuccess } = useConnections();
	const saved = (all ?? []).filter(({ origin }) => origin === "saved");
	return (
		<div className={styles.page}>
			<PageHeader title={t("fleet.title")} help="fleet" summary={t("fleet.summary")} />
			{isSuccess && saved.length === 0 ? (
				<EmptyState
					icon={IconStack3}
					title={t("fleet.empty")}
					action={
						<Button leftSection={<IconPlus size={15} />} onClick={() => editConnection("new")}>
							{t("connection.new")}
						</Button>
					}
				>
					{t("fleet.empty.text")}
				</EmptyState>
			) : (
				<Views saved={saved} />
			)}
		</div>
	);
}

const parts = ["matrix", "migrate", "runs"] as const;

function Views({ saved }: { saved: Parameters<typeof ChoiceBar>[0]["saved"] }) {
	const { part } = usePlace();
	const view = parts.find((one) => one === part) ?? "matrix";
	const running = useJobs((state) => newestJob(state, ({ job }) => job === "fleet-migrate"))?.status === "running";
	const icons = { matrix: IconLayoutGrid, migrate: IconStairsUp, runs: IconRocket };
	return (
		<>
			<SubNav
				label={t("fleet.views")}
				current={view}
				items={parts.map((id) => ({
					id,
					text: t(`fleet.view.${id}`),
					href: `#${id === "matrix" ? paths.fleet : paths.fleetPart(id)}`,
					icon: icons[id],
					...(id === "runs" && running
						? { mark: <span className={styles.live} title={t("fleet.run.running")} /> }
						: {}),
				}))}
			/>
			{view !== "runs" && <ChoiceBar saved={saved} />}
			<div className={styles.view}>
				{view === "matrix" && <MatrixView />}
				{view === "migrate" && <WaveEditor busy={running} />}
				{view === "runs" && <RunView />}
			</div>
		</>
	);
}
