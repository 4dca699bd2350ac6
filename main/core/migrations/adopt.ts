import type { AdoptResult, CheckResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { Session } from "../ports.ts";
import { allHold, runChecks } from "./checks.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { insertEvent, LOCK_LEDGER } from "./ledger.ts";
import { requireWritable } from "./refusals.ts";
import { openRun, type Run } from "./run.ts";
import { withRunnerLock } from "./runner-lock.ts";
import { type Known, readStates } from "./state.ts";

export interface AdoptRequest {
	connection: string;
	/** All that are unrecorded when left out. */
	ids?: string[] | undefined;
	reason?: string | undefined;
}

/** Records as applied what the checks prove is there, in the order of the numbers; the names of the checks are kept as evidence. */
export async function adoptMigrations(
	deps: MigrationDeps,
	request: AdoptRequest,
	job: JobContext,
): Promise<AdoptResult> {
	const catalog = await loadCatalog(deps, request.connection);
	const run = openRun(deps, request.connection, job);
	return withConnection(deps, request.connection, { signal: job.signal }, async (session) => {
		await requireWritable(session);
		return withRunnerLock(session, { clock: deps.ports.clock, ...job }, async () => {
			const known = await readStates(session, checkDeps(deps, job), catalog);
			const { ready, skipped } = choose(known, request.ids);
			if (ready.length > 0) await run.openLedger(session);
			const adopted: AdoptResult["adopted"] = [];
			for (const migration of ready)
				adopted.push(await adoptOne(session, { deps, run, job }, migration, request.reason));
			return { adopted, skipped };
		});
	});
}

function choose(known: Known[], ids: string[] | undefined): { ready: Known[]; skipped: AdoptResult["skipped"] } {
	const unknown = ids?.filter((id) => !known.some((each) => each.id === id)) ?? [];
	if (unknown.length > 0) throw new AppError("BAD_INPUT", `There is no migration ${unknown.join(", ")}.`);
	const ready: Known[] = [];
	const skipped: AdoptResult["skipped"] = [];
	const wanted = ({ id, state }: Known): boolean => (ids ? ids.includes(id) : state === "unrecorded");
	for (const migration of known.filter(wanted)) {
		const reason = whyNot(migration) ?? whyNotYet(known, ready, migration);
		if (reason === undefined) ready.push(migration);
		else skipped.push({ id: migration.id, reason });
	}
	return { ready, skipped };
}

/** The ledger has no holes: what is below must be in it, or be adopted in the same run. */
function whyNotYet(known: Known[], ready: Known[], { id }: Known): string | undefined {
	const hole = known.find(
		(each) =>
			Number(each.id) < Number(id) &&
			(each.state === "pending" || (each.state === "unrecorded" && !ready.includes(each))),
	);
	return hole && `${hole.id} before it is neither applied nor adopted`;
}

function whyNot({ state, checks }: Known): string | undefined {
	if (state === "unrecorded") return undefined;
	if (state !== "pending") return "the ledger knows it already";
	const failing = checks?.find(({ ok }) => !ok);
	return failing ? `a check fails: ${failing.name}` : "it has no checks that could prove it";
}

/** The checks run once more, and this time every one is kept. */
async function adoptOne(
	session: Session,
	{ deps, run, job }: { deps: MigrationDeps; run: Run; job: JobContext },
	{ id, name, file }: Known,
	reason: string | undefined,
): Promise<AdoptResult["adopted"][number]> {
	if (!file) throw new AppError("INTERNAL", `${id} has no file.`);
	const began = deps.ports.clock.monotonic();
	const checks: CheckResult[] = await runChecks(session, checkDeps(deps, job), file);
	if (!allHold(checks))
		throw new AppError("REFUSED", `The checks of ${id} hold no longer: somebody is changing the schema.`);
	const ms = elapsed(deps.ports.clock, began);
	const evidence = { checks: checks.map((check) => ({ name: check.name, ms: Math.round(check.ms) })) };
	const event = await run.event(file, "adopt", { ms, reason, details: evidence });
	await session.execute(`BEGIN; ${LOCK_LEDGER}; ${insertEvent(event, deps.ports.who)}; COMMIT`);
	return { id, name, checks: checks.length };
}
