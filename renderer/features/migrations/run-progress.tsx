import { isOpen, type JobView, type MigrationRun } from "../../app/jobs/job-view.ts";
import { jobNow } from "../../app/jobs/job-words.ts";
import { t } from "../../i18n/i18n.ts";
import { MiniHull } from "../../ui/compartments.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { RunBlocked } from "./run-blocked.tsx";
import styles from "./run-panel.module.css";
import { RunWorking } from "./run-working.tsx";

/** More compartments than this are one bar: they would be thinner than a hair. */
const HULL_LIMIT = 48;

/** Where a run is: which migration, which statement of how many, which words of it. */
export function RunProgress({ view, connection }: { view: JobView; connection: string }) {
	const run = view.migrations.at(-1);
	if (!run || !isOpen(run) || view.waitingFor || view.cancelling) {
		return (
			<>
				{run && <RunHull run={run} />}
				<p className={styles.now}>{jobNow(view)}</p>
			</>
		);
	}
	return (
		<>
			<RunHull run={run} />
			<p className={styles.now}>
				<strong>
					<CodeText>{run.id}</CodeText> <ServerText>{run.name}</ServerText>
				</strong>
				<span>{t("run.migration", { index: run.index, of: run.of })}</span>
				<span>
					{t("run.statement", { at: placeOf(run), of: run.statements })} · {t("run.line", { line: run.line })}
				</span>
			</p>
			<p className={styles.statement}>
				<CodeText>{run.text}</CodeText>
			</p>
			{view.working && <RunWorking working={view.working} />}
			{view.blocked && <RunBlocked connection={connection} blocked={view.blocked} />}
		</>
	);
}

/** Of statements that were sent as one the server tells late: the place is somewhere among them. */
const placeOf = ({ begun, through }: MigrationRun): string | number =>
	through === undefined || through <= begun ? begun : `${begun}–${through}`;

/** All migrations of the run, the present one filled as far as its statements have come. */
function RunHull({ run }: { run: MigrationRun }) {
	const part = !isOpen(run) ? 1 : run.statements === 0 ? 0 : run.done / run.statements;
	const filled = run.index - 1 + part;
	const label = t("run.migration", { index: run.index, of: run.of });
	if (run.of <= HULL_LIMIT) return <MiniHull filled={filled} of={run.of} label={label} />;
	return <MiniHull filled={filled / run.of} of={1} label={label} sideways />;
}
