import { Button, Progress } from "@mantine/core";
import {
	IconPlayerPause,
	IconPlayerPlay,
	IconPlayerSkipForward,
	IconPlayerStop,
	IconRocket,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { FleetRun, FleetRunSummary } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import type { JobView } from "../../app/jobs/job-view.ts";
import { cancelJob } from "../../app/jobs/jobs-actions.ts";
import { newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatAbsolute } from "../../ui/format-time.ts";
import { ServerText } from "../../ui/server-text.tsx";
import { Causes } from "./causes.tsx";
import { entryColumns, type RunEntry } from "./entry-columns.tsx";
import styles from "./fleet.module.css";
import { pauseFleet, resumeFleet } from "./fleet-store.ts";

/** The newest run, live while it goes on, and those before it. */
export function RunView() {
	const view = useJobs((state) => newestJob(state, ({ job }) => job === "fleet-migrate"));
	const [chosen, setChosen] = useState<string>();
	const { data: runs, error } = useQuery({
		queryKey: ["fleet", "runs", view?.jobId, view?.status],
		queryFn: async ({ signal }) => (await client.fleet.runs(undefined, { signal })).runs,
	});
	const live = chosen === undefined ? runOf(view) : undefined;
	const id = chosen ?? (live ? undefined : runs?.[0]?.id);
	const { data: stored } = useQuery({
		queryKey: ["fleet", "run", id, view?.status],
		queryFn: ({ signal }) => client.fleet.run({ id: id ?? "" }, { signal }),
		enabled: id !== undefined,
	});
	if (error) return <AppError error={error} />;
	const run = live ?? stored;
	if (!run) {
		if (!runs || runs.length > 0) return null;
		return (
			<EmptyState icon={IconRocket} title={t("fleet.runs.none")}>
				{t("fleet.runs.none.text")}
			</EmptyState>
		);
	}
	const working = view?.status === "running" && run === live ? view : undefined;
	return (
		<div className={styles.runs}>
			<RunList runs={runs ?? []} chosen={run.id} onChoose={setChosen} />
			<div className={styles.run}>
				<RunBar run={run} working={working} onResumed={() => setChosen(undefined)} />
				{view?.end?.status === "failed" && live && <AppError error={view.end.error} />}
				<Causes
					failed={run.entries.flatMap(({ target, error: failed }) => (failed ? [{ target, error: failed }] : []))}
				/>
				<Entries run={run} />
			</div>
		</div>
	);
}

function runOf(view: JobView | undefined): FleetRun | undefined {
	const { end, fleet } = view ?? {};
	return end?.status === "done" && end.outcome.job === "fleet-migrate" ? end.outcome.result : fleet?.run;
}

interface RunListProps {
	runs: readonly FleetRunSummary[];
	chosen: string;
	onChoose: (id: string) => void;
}

function RunList({ runs, chosen, onChoose }: RunListProps) {
	return (
		<nav className={styles.runList} aria-label={t("fleet.runs")}>
			{runs.map((run) => (
				<button
					key={run.id}
					type="button"
					aria-current={run.id === chosen ? "true" : undefined}
					onClick={() => onChoose(run.id)}
				>
					<strong>{formatAbsolute(run.startedAt)}</strong>
					<span>
						{t(`fleet.run.${run.state}`)} · {t("job.fleet-done", { n: run.done, of: run.targets })}
					</span>
				</button>
			))}
		</nav>
	);
}

interface RunBarProps {
	run: FleetRun;
	/** The job, while it goes on. */
	working: JobView | undefined;
	onResumed: () => void;
}

const over = new Set(["done", "checks-failed", "failed", "cancelled", "not-reached"]);

function RunBar({ run, working, onResumed }: RunBarProps) {
	const ended = run.entries.filter(({ state }) => over.has(state)).length;
	const left = run.entries.filter(({ state }) => state !== "done" && state !== "checks-failed").length;
	const paused = working?.fleet?.paused ?? false;
	return (
		<div className={styles.bar} role="status">
			<strong>{working && paused ? t("fleet.run.paused") : t(`fleet.run.${run.state}`)}</strong>
			<span>{t("job.fleet-done", { n: working ? ended : run.entries.length - left, of: run.entries.length })}</span>
			<Progress
				className={styles.progress}
				value={(100 * (working ? ended : run.entries.length - left)) / Math.max(1, run.entries.length)}
				aria-label={t("fleet.run.progress")}
			/>
			{run.why !== undefined && (
				<span className={styles.alarm}>
					<ServerText>{run.why}</ServerText>
				</span>
			)}
			<span className={styles.barEnd}>
				{working && (
					<>
						<Button
							variant="default"
							leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
							onClick={() => void pauseFleet(working.jobId, !paused)}
						>
							{t(paused ? "fleet.run.go-on" : "fleet.run.pause")}
						</Button>
						<Button
							variant="default"
							leftSection={<IconPlayerStop size={15} />}
							disabled={working.cancelling}
							onClick={() => void cancelJob(working.jobId)}
						>
							{t("fleet.run.cancel")}
						</Button>
					</>
				)}
				{!working && run.state !== "running" && left > 0 && (
					<Button
						leftSection={<IconPlayerSkipForward size={15} />}
						onClick={() => void resumeFleet(run.id).then(onResumed)}
					>
						{t("fleet.run.resume", { n: left })}
					</Button>
				)}
			</span>
		</div>
	);
}

function Entries({ run }: { run: FleetRun }) {
	const columns = useMemo(entryColumns, []);
	const rows = useMemo(
		() => run.entries.map((entry): RunEntry => ({ entry, wave: run.waves[entry.wave]?.label ?? "" })),
		[run],
	);
	return <DataGrid label={t("fleet.run.targets")} columns={columns} rows={rows} rowId={rowId} />;
}

const rowId = ({ entry }: RunEntry): string => entry.target.key;
