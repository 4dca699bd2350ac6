import { Button } from "@mantine/core";
import { IconListCheck, IconPlayerTrackNext, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { JobEnd, JobResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import type { JobView } from "../../app/jobs/job-view.ts";
import { openMigrationDialog } from "../../app/migration-dialog.ts";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { adoptedWords } from "./adopted-words.ts";
import { BarrierLeftPart } from "./barrier-left.tsx";
import { CertificateLine } from "./certificate-line.tsx";
import { RestoreOutcome, RollbackOutcome } from "./data-outcome.tsx";
import { RehearsalOutcome } from "./rehearsal-outcome.tsx";
import { RunLines } from "./run-lines.tsx";
import styles from "./run-panel.module.css";
import { SeenPart } from "./seen-part.tsx";

interface RunEndProps {
	view: JobView;
	end: JobEnd;
	connection: string;
}

/** How a run ended: what it did, or why it did not. The states on the screen were read anew by then. */
export function RunEnd({ view, end, connection }: RunEndProps) {
	if (end.status === "done") {
		const { result } = end.outcome;
		return (
			<>
				<RunResult outcome={end.outcome} connection={connection} />
				{"barrierLeft" in result && <BarrierLeftPart left={result.barrierLeft} done />}
				{"isolation" in result && result.isolation && <SeenPart seen={result.isolation} />}
				<CertificateLine note={"certificate" in result ? result.certificate : undefined} connection={connection} />
			</>
		);
	}
	const stopped = end.error.code === "INTERRUPTED" ? view.migrations.at(-1)?.id : undefined;
	return (
		<AppError error={end.error} connection={connection}>
			{stopped !== undefined && (
				<Button
					leftSection={<IconPlayerTrackNext size={14} />}
					onClick={() => openMigrationDialog(connection, { kind: "resume", id: stopped })}
				>
					{t("action.resume")}
				</Button>
			)}
			{view.job === "apply" && stopped === undefined && (
				<Button
					variant="default"
					leftSection={<IconRefresh size={14} />}
					onClick={() => openMigrationDialog(connection, { kind: "apply" })}
				>
					{t("run.again")}
				</Button>
			)}
		</AppError>
	);
}

function RunResult({ outcome, connection }: { outcome: JobResult; connection: string }) {
	switch (outcome.job) {
		case "apply": {
			const { applied, skipped, checks } = outcome.result;
			return (
				<>
					<RunLines
						lines={applied.map(({ id, ms, statements }) => ({
							id,
							text: `${t("run.statements", { n: statements.length })} · ${formatDuration(ms)}`,
						}))}
					/>
					<Skipped skipped={skipped} />
					<ChecksLine passed={checks.passed} failed={checks.failed} connection={connection} />
				</>
			);
		}
		case "rehearse":
			return <RehearsalOutcome result={outcome.result} connection={connection} />;
		case "verify":
			return <SeeChecks connection={connection} />;
		case "rollback":
			return <RollbackOutcome result={outcome.result} />;
		case "adopt": {
			const { adopted, skipped } = outcome.result;
			return (
				<>
					<RunLines lines={adopted.map((each) => ({ id: each.id, text: adoptedWords(each) }))} />
					<Skipped skipped={skipped} />
				</>
			);
		}
		case "restore":
			return <RestoreOutcome result={outcome.result} />;
		case "demo":
		// The fleet and the scan have screens of their own.
		case "fleet-status":
		case "fleet-migrate":
		case "scan":
			return null;
	}
}

function Skipped({ skipped }: { skipped: { id: string; reason: string }[] }): ReactNode {
	if (skipped.length === 0) return null;
	return (
		<ul className={styles.skipped} aria-label={t("run.skipped")}>
			{skipped.map(({ id, reason }) => (
				<li key={id}>
					<strong>{t("run.skipped")}</strong> <CodeText>{id}</CodeText> <ServerText>{reason}</ServerText>
				</li>
			))}
		</ul>
	);
}

function ChecksLine({ passed, failed, connection }: { passed: number; failed: number; connection: string }) {
	if (passed + failed === 0) return null;
	return (
		<p className={styles.now}>
			<span>
				{failed > 0
					? t("checks.verdict.bad", { n: failed, of: passed + failed })
					: t("checks.verdict.good", { n: passed })}
			</span>
			<SeeChecks connection={connection} />
		</p>
	);
}

function SeeChecks({ connection }: { connection: string }) {
	return (
		<Button
			className={styles.see}
			size="compact-xs"
			variant="default"
			leftSection={<IconListCheck size={14} />}
			onClick={() => goTo(paths.checks(connection))}
		>
			{t("run.see-checks")}
		</Button>
	);
}
