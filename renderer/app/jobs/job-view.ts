/** A job as the screen sees it: its numbered events folded into one picture. Pure: the store only keeps the result. */
import type {
	CheckResult,
	JobEnd,
	JobEvent,
	JobKind,
	JobProgress,
	JobSummary,
	LockHolder,
} from "../../../main/contract/index.ts";
import { applyFleet, type FleetView } from "./fleet-view.ts";

/** Lines of server notices that are kept for the screen. */
const NOTICE_LIMIT = 500;

export interface MigrationRun {
	id: string;
	name: string;
	/** 1-based place in this job, and how many there are. */
	index: number;
	of: number;
	direction: "apply" | "rollback";
	/** Statements in all, begun and done. */
	statements: number;
	begun: number;
	done: number;
	/** Of quick statements that the server was sent as one: the last. */
	through?: number | undefined;
	/** The statement that was begun last: its line in the file and its first words. */
	line: number;
	text: string;
	startedAt: number;
	/** Milliseconds in all, once committed. */
	ms?: number;
}

/** Begun and not committed yet. */
export function isOpen(run: MigrationRun): boolean {
	return run.ms === undefined;
}

export interface Notice {
	seq: number;
	migration: string | undefined;
	severity: string;
	message: string;
}

export type Blocked = Omit<Extract<JobProgress, { kind: "blocked" }>, "kind">;

/** How far the running statement is. */
export type Working = Omit<Extract<JobProgress, { kind: "statement-progress" }>, "kind">;

export interface JobView {
	jobId: string;
	job: JobKind;
	connection: string | undefined;
	startedAt: number;
	endedAt?: number;
	status: JobSummary["status"];
	lastSeq: number;
	cancelling: boolean;
	waitingFor?: LockHolder;
	/** Who holds the lock that the running statement waits for. */
	blocked?: Blocked;
	working?: Working;
	migrations: MigrationRun[];
	notices: Notice[];
	checks: CheckResult[];
	/** Of a look at the fleet, or of a run of it. */
	fleet?: FleetView;
	step?: { text: string; done?: number | undefined; of?: number | undefined };
	/** Events that came and went before this screen looked. */
	dropped: number;
	end?: JobEnd;
}

export function newJobView(summary: Omit<JobSummary, "lastSeq" | "status">): JobView {
	return {
		jobId: summary.jobId,
		job: summary.job,
		connection: summary.connection,
		startedAt: summary.startedAt.getTime(),
		status: "running",
		lastSeq: 0,
		cancelling: false,
		migrations: [],
		notices: [],
		checks: [],
		dropped: 0,
	};
}

/** The picture after one more event. An event that was seen before changes nothing. */
export function applyEvent(view: JobView, event: JobEvent): JobView {
	if (event.seq <= view.lastSeq) return view;
	let next: JobView = { ...view, lastSeq: event.seq };
	if (event.progress) next = applyProgress(next, event.progress, event.at.getTime());
	if (event.end)
		next = {
			...withoutWork(withoutBlock(next)),
			end: event.end,
			status: event.end.status,
			endedAt: event.at.getTime(),
		};
	return next;
}

function applyProgress(view: JobView, progress: JobProgress, at: number): JobView {
	switch (progress.kind) {
		case "waiting-for-lock":
			return { ...view, waitingFor: progress.holder };
		case "migration-started":
			return { ...withoutWait(view), migrations: [...view.migrations, newRun(progress, at)] };
		case "statement-started":
			return changeRun(view, progress.migration, (run) => ({
				...run,
				begun: progress.index,
				through: progress.through,
				line: progress.line,
				text: progress.text,
			}));
		case "statement-done":
			return changeRun(withoutWork(withoutBlock(view)), progress.migration, (run) => ({
				...run,
				done: progress.index,
			}));
		case "statement-progress":
			return { ...view, working: workingOf(progress, view.working) };
		case "blocked":
			return progress.by.length === 0 ? withoutBlock(view) : { ...view, blocked: blockedOf(progress) };
		case "migration-done":
			return changeRun(view, progress.migration, (run) => ({ ...run, done: run.statements, ms: progress.ms }));
		case "notice":
			return { ...view, notices: [...view.notices, toNotice(view.lastSeq, progress)].slice(-NOTICE_LIMIT) };
		case "check":
			return { ...view, checks: [...view.checks, progress.check] };
		case "step":
			return { ...view, step: { text: progress.text, done: progress.done, of: progress.of } };
		case "fleet-status":
		case "fleet-run":
		case "fleet-entry":
		case "fleet-paused":
			return { ...view, fleet: applyFleet(view.fleet, progress) };
		case "cancel-requested":
			return { ...view, cancelling: true };
		case "dropped":
			return { ...view, dropped: view.dropped + progress.count };
	}
}

function newRun(started: Extract<JobProgress, { kind: "migration-started" }>, startedAt: number): MigrationRun {
	const { migration, name, index, of, direction, statements } = started;
	return { id: migration, name, index, of, direction, statements, begun: 0, done: 0, line: 0, text: "", startedAt };
}

function toNotice(seq: number, notice: Extract<JobProgress, { kind: "notice" }>): Notice {
	return { seq, migration: notice.migration, severity: notice.severity, message: notice.message };
}

function blockedOf({ by, behind, waitedMs }: Blocked): Blocked {
	return { by, behind, waitedMs };
}

/** Partitions are told by whoever counts them, and hold until the statement ends. */
function workingOf(
	{ kind: _, ...now }: Extract<JobProgress, { kind: "statement-progress" }>,
	before: Working | undefined,
): Working {
	return now.partitions || !before?.partitions ? now : { ...now, partitions: before.partitions };
}

function withoutWork({ working: _over, ...view }: JobView): JobView {
	return view;
}

function withoutBlock(view: JobView): JobView {
	if (!view.blocked) return view;
	const { blocked: _over, ...rest } = view;
	return rest;
}

function withoutWait({ waitingFor: _over, ...view }: JobView): JobView {
	return view;
}

/** Changes the newest run of a migration; progress of one whose start was dropped from the log is left out. */
function changeRun(view: JobView, id: string, change: (run: MigrationRun) => MigrationRun): JobView {
	const at = view.migrations.findLastIndex((run) => run.id === id);
	const run = view.migrations[at];
	return run ? { ...view, migrations: view.migrations.with(at, change(run)) } : view;
}
