import type { ApplyResult, CheckResult, TenancyProfile } from "../../contract/index.ts";
import { watchingBlockers } from "../activity/watch-blockers.ts";
import { certified } from "../certificates/certified.ts";
import type { Draft } from "../certificates/draft.ts";
import type { JobContext } from "../jobs.ts";
import type { Session } from "../ports.ts";
import { withOwnSession } from "../preflight/own-session.ts";
import { seeingOf } from "../scan/seeing-of.ts";
import type { MigrationFile } from "./catalog.ts";
import { countVerdicts } from "./check-result.ts";
import { runChecks } from "./checks.ts";
import { cleanInterrupted } from "./clean-interrupted.ts";
import { lookAtBuilds } from "./concurrently/look-ahead.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { findUnguarded, requireNamed } from "./find-unguarded.ts";
import { runElsewhere } from "./foreign/run-elsewhere.ts";
import { type Plan, planApply, type Selection } from "./plan.ts";
import type { Statements } from "./read/statement.ts";
import { countChecks } from "./read-checks.ts";
import { readForward } from "./read-forward.ts";
import { refuse, refuseInterrupted, requireResumable } from "./refusals.ts";
import { openRun, type Run } from "./run.ts";
import { runSegments } from "./run-segments.ts";
import { type Part, type PartResult, runTransaction } from "./run-transaction.ts";
import { withRunnerLock } from "./runner-lock.ts";
import { cutSegments, isOneTransaction } from "./segments.ts";
import { type Known, readStates } from "./state.ts";
import { tokenHashOf } from "./statements.ts";

export interface ApplyRequest extends Selection {
	connection: string;
	/** Default true; false leaves the checks of what is applied to a later `verify`. */
	checks?: boolean | undefined;
	/** Go on with what stopped midway. */
	resume?: boolean | undefined;
	/** Or give it up: `clean` leaves it pending, `redo` runs it from its beginning. */
	interrupted?: "redo" | "clean" | undefined;
	/** Tables whose names were typed: their row-level security may be switched off. */
	unguard?: string[] | undefined;
	/** Asks before and after what some tenants see. */
	isolation?: boolean | undefined;
	tenancy?: TenancyProfile | undefined;
}

/**
 * Applies pending migrations in order, each in one transaction with its ledger entry (or segment by segment, where PostgreSQL refuses
 * a statement in a transaction), and runs the checks of each after it. A failing check ends the run: what follows would stand on it.
 */
export async function applyMigrations(
	deps: MigrationDeps,
	request: ApplyRequest,
	job: JobContext,
): Promise<ApplyResult> {
	const catalog = await loadCatalog(deps, request.connection);
	const run = openRun(deps, request.connection, job);
	const options = { signal: job.signal, onNotice: run.onNotice };
	const read = (session: Session) => readStates(session, checkDeps(deps, job), catalog);
	return withOwnSession(deps, request.connection, options, async (session) => {
		return withRunnerLock(session, { clock: deps.ports.clock, ...job }, async () => {
			const cleaned = request.interrupted && (await cleanInterrupted(session, run, await read(session)));
			if (request.interrupted === "clean") return { applied: [], skipped: cleaned ?? [], checks: noChecks };
			const known = await read(session);
			const plan = planApply(known, request);
			refuseInterrupted(plan.interrupted);
			const elsewhere = await runElsewhere(session, catalog, plan.steps);
			refuse([...plan.refusals, ...elsewhere], "These migrations cannot be applied as things are.");
			for (const { file, reason } of catalog.leftOut ?? [])
				job.report({ kind: "notice", severity: "NOT RUN", message: `${file}: ${reason}` });
			const statements = await readForward(deps.ports.sql, catalog.folder, plan.steps);
			if (plan.steps.length === 0) return { applied: [], skipped: plan.skipped, checks: noChecks };
			const fresh = plan.steps.filter(({ id }) => !isOpen(known, id));
			const builds = await lookAtBuilds(session, deps.ports.sql, fresh, statements);
			refuse(builds.refusals, "These migrations cannot be applied as things are.");
			requireNamed(await findUnguarded(session, deps.ports.sql, plan.steps, statements), request.unguard);
			await run.openLedger(session);
			const kind = plan.steps.some(({ id }) => isOpen(known, id)) ? "resume" : "apply";
			const certifying = {
				deps,
				connection: request.connection,
				job,
				run: run.deps.run,
				kind,
				seeing: seeingOf(deps, request, job),
			} as const;
			const watched = { pid: session.backendPid, report: job.report };
			return watchingBlockers(deps, request.connection, watched, () =>
				certified(session, certifying, (draft) =>
					applySteps(session, { deps, job, run, known, draft, withChecks: request.checks ?? true }, plan, statements),
				),
			);
		});
	});
}

const noChecks = { checks: [], ...countVerdicts([]) };

/** An earlier run stopped in the midst of it. */
const isOpen = (known: readonly Known[], id: string): boolean =>
	known.some((each) => each.id === id && each.open !== undefined);

interface Work {
	deps: MigrationDeps;
	job: JobContext;
	run: Run;
	known: readonly Known[];
	draft: Draft;
	withChecks: boolean;
}

async function applySteps(
	session: Session,
	work: Work,
	{ steps, skipped }: Plan,
	statements: Map<string, Statements>,
): Promise<ApplyResult> {
	const { deps, job, draft, withChecks } = work;
	const applied: ApplyResult["applied"] = [];
	const checks: CheckResult[] = [];
	const barrierLeft = () => (work.run.deps.left.length > 0 ? { barrierLeft: [...work.run.deps.left] } : {});
	for (const [at, step] of steps.entries()) {
		const part = { id: step.id, name: step.name, file: step.forward, statements: statements.get(step.id) ?? [] };
		const place = { first: at + 1, of: steps.length, before: applied.map(({ id }) => id) };
		const results = await applyOne(session, work, step, part, place);
		applied.push(...results);
		for (const result of results) await draft.add(step, "apply", result, part.statements.length);
		Object.assign(draft.facts, barrierLeft());
		if (!withChecks || countChecks(step) === 0) continue;
		const verdicts = await runChecks(session, checkDeps(deps, job), step);
		checks.push(...verdicts);
		draft.addChecks(verdicts);
		if (verdicts.every(({ ok }) => ok)) continue;
		const reason = `a check of ${step.id} fails`;
		const held = steps.slice(at + 1).map(({ id }) => ({ id, reason }));
		return { applied, skipped: [...skipped, ...held], checks: { checks, ...countVerdicts(checks) }, ...barrierLeft() };
	}
	return { applied, skipped, checks: { checks, ...countVerdicts(checks) }, ...barrierLeft() };
}

async function applyOne(
	session: Session,
	{ deps, run, known, draft }: Work,
	step: MigrationFile,
	part: Part,
	place: { first: number; of: number; before: string[] },
): Promise<PartResult[]> {
	const segments = await cutSegments(deps.ports.sql, part.statements);
	const resumed = known.find(({ id, open }) => id === step.id && open);
	if (resumed || !isOneTransaction(segments)) {
		if (resumed) requireResumable(resumed, await tokenHashOf(deps.ports.sql, step.forward), segments);
		try {
			return [await runSegments(session, run, { step, part, segments, resumed: resumed?.open, ...place })];
		} catch (caught) {
			await draft.addStopped(step, caught);
			throw caught;
		}
	}
	return run.recordingFailure(session, [step], () =>
		runTransaction(session, run.deps, {
			...{ direction: "apply", parts: [part], ...place },
			events: async ([result], barrier) => {
				const { ms = 0, statements = [] } = result ?? {};
				await draft.look(session, statements);
				const details = { statements, ...(barrier.length > 0 ? { barrier } : {}) };
				return [await run.event(step, "apply", { ms, details })];
			},
		}),
	);
}
