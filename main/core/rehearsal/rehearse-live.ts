import type { RehearsedMigration, RehearseResult } from "../../contract/index.ts";
import type { JobContext } from "../jobs.ts";
import type { Catalog } from "../migrations/catalog.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { refuse } from "../migrations/refusals.ts";
import { openRun } from "../migrations/run.ts";
import { withRunnerLock } from "../migrations/runner-lock.ts";
import { cutSegments, isOneTransaction } from "../migrations/segments.ts";
import type { Session } from "../ports.ts";
import { withOwnSession } from "../preflight/own-session.ts";
import { BEGIN } from "./begin.ts";
import { givingWay } from "./give-way.ts";
import { planRehearsal, type RehearsalPlan, type RehearseRequest } from "./plan-rehearsal.ts";
import { type Rehearsing, rehearseOne } from "./rehearse-one.ts";
import { countByTenant, type Touch } from "./tenants/count-by-tenant.ts";
import { tryRollback } from "./try-rollback.ts";

const STATE = "It was a rehearsal: everything was rolled back.";

/**
 * On the target itself: one migration after another in one transaction that is rolled back; then, where rows of tenants changed, once
 * more to count them by tenant. What ROLLBACK does not undo: numbers taken from sequences, the room that rolled back rows take until
 * VACUUM, and the time for which the locks are held.
 */
export function rehearseLive(
	deps: MigrationDeps,
	{ catalog, request }: { catalog: Catalog; request: RehearseRequest },
	job: JobContext,
): Promise<RehearseResult> {
	const { connection } = request;
	return givingWay(deps, connection, job, (own, watch) => {
		const run = openRun(deps, connection, own);
		return withOwnSession(deps, connection, { signal: own.signal, onNotice: run.onNotice }, (session) =>
			withRunnerLock(session, { clock: deps.ports.clock, ...own }, async () => {
				const plan = await planRehearsal(session, deps, { catalog, request, job: own });
				refuse(await notInTransaction(deps, plan), "Not everything here can be rehearsed in a transaction.");
				watch(session.backendPid);
				const work = { deps, job: { ...own, report: run.deps.report }, profile: request.tenancy, state: STATE };
				const { rehearsal, touched } = await runAndTakeBack(session, work, plan);
				if (request.tenants !== false) await addTenants(session, work, { plan, rehearsal, touched });
				return { rehearsal, skipped: plan.skipped };
			}),
		);
	});
}

interface Rehearsed {
	rehearsal: RehearsedMigration[];
	/** By migration. */
	touched: Map<string, Touch[]>;
}

async function runAndTakeBack(session: Session, work: Rehearsing, plan: RehearsalPlan): Promise<Rehearsed> {
	const { deps, job } = work;
	const rehearsal: RehearsedMigration[] = [];
	const touched = new Map<string, Touch[]>();
	await session.execute(BEGIN);
	try {
		for (const step of plan.steps) {
			const statements = plan.statements.get(step.id) ?? [];
			const numbered = { index: rehearsal.length + 1, of: plan.steps.length, statements: statements.length };
			const { id, name } = step;
			job.report({ kind: "migration-started", migration: id, name, direction: "apply", ...numbered });
			const { migration, touches, before } = await rehearseOne(session, work, step, statements);
			rehearsal.push({ ...migration, ...(await tryRollback(session, deps.ports.sql, step, before)) });
			touched.set(id, touches);
			job.report({ kind: "migration-done", migration: id, ms: migration.ms });
		}
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
	return { rehearsal, touched };
}

async function addTenants(
	session: Session,
	{ job, profile }: Rehearsing,
	{ plan, rehearsal, touched }: Rehearsed & { plan: RehearsalPlan },
): Promise<void> {
	const migrations = plan.steps.map(({ id }) => ({
		...{ id, statements: plan.statements.get(id) ?? [], touches: touched.get(id) ?? [] },
	}));
	const found = await countByTenant(session, migrations, { job, profile });
	for (const migration of rehearsal) {
		const { tenants = [], missing } = found.get(migration.id) ?? {};
		migration.tenants = tenants;
		if (missing !== undefined) migration.tenantsMissing = missing;
	}
}

/** What ROLLBACK could not take back is not run. */
async function notInTransaction({ ports: { sql } }: MigrationDeps, plan: RehearsalPlan): Promise<string[]> {
	const reasons: string[] = [];
	for (const { id, forward } of plan.steps) {
		const segments = await cutSegments(sql, plan.statements.get(id) ?? []);
		if (isOneTransaction(segments)) continue;
		const line =
			segments.find(({ kind }) => kind === "alone")?.statements[0]?.line ?? segments[1]?.statements[0]?.line ?? 1;
		reasons.push(
			`${forward.path}:${line} runs outside a transaction: rehearse it in a scratch database (--scratch), or up to the migration before ${id} (--to).`,
		);
	}
	return reasons;
}
