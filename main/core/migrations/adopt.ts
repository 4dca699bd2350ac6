import type { AdoptResult } from "../../contract/index.ts";
import { certified } from "../certificates/certified.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { Session } from "../ports.ts";
import { withOwnSession } from "../preflight/own-session.ts";
import { type Adoption, chooseAdoptions, withoutFile } from "./choose-adoptions.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { type Examined, examineAdoption } from "./examine-adoption.ts";
import type { FoundHistory } from "./foreign/read-histories.ts";
import type { History } from "./foreign/tool.ts";
import { openWithLedger } from "./ledger.ts";
import { type Evidence, isOnlyHistory, lookUpHistory, reasonsAgainst } from "./look-up-history.ts";
import { openRun, type Run } from "./run.ts";
import { commit } from "./run-transaction.ts";
import { withRunnerLock } from "./runner-lock.ts";
import { readStates } from "./state.ts";

export interface AdoptRequest extends Evidence {
	connection: string;
	/** All that there is proof for when left out. */
	ids?: string[] | undefined;
	reason?: string | undefined;
	/** Also where a file differs from what was run, or a check does not hold. */
	despite?: boolean | undefined;
}

interface Work {
	deps: MigrationDeps;
	run: Run;
	job: JobContext;
	request: AdoptRequest;
	found: FoundHistory | undefined;
}

/**
 * Records as applied what the checks prove is there, and what another tool's history says it has run; in the order of the numbers, all
 * in one transaction, with the evidence. REFUSED, and nothing adopted, where the history tells of a failure, where a file is not
 * what was run, and where a check does not hold.
 */
export async function adoptMigrations(
	deps: MigrationDeps,
	request: AdoptRequest,
	job: JobContext,
): Promise<AdoptResult> {
	const catalog = await loadCatalog(deps, request.connection);
	const run = openRun(deps, request.connection, job);
	return withOwnSession(deps, request.connection, { signal: job.signal }, async (session) => {
		return withRunnerLock(session, { clock: deps.ports.clock, ...job }, async () => {
			const known = await readStates(session, checkDeps(deps, job), catalog);
			const { found, notes } = await lookUpHistory(session, catalog, request);
			requireClean(found);
			const { ready, skipped } = chooseAdoptions(known, { ids: request.ids, found, only: isOnlyHistory(request) });
			const work = { deps, run, job, request, found };
			return {
				...(ready.length > 0 ? await adoptAll(session, work, ready) : { adopted: [] }),
				skipped,
				...(found
					? { history: { tool: found.tool.name, table: found.table.shown, withoutFile: withoutFile(found) } }
					: {}),
				...(notes.length > 0 ? { notes } : {}),
			};
		});
	});
}

/** What failed or is unknown to the folder is decided by a person before anything is taken on the history's word. */
function requireClean(found: FoundHistory | undefined): void {
	const reasons = found ? reasonsAgainst(found) : [];
	if (!found || reasons.length === 0) return;
	throw new AppError("REFUSED", `What ${found.tool.title} wrote down cannot be adopted as it is.`, {
		hint: "Put it in order with the tool itself, then adopt.",
		data: { reasons, state: "Nothing was adopted." },
	});
}

type Adopted = Pick<AdoptResult, "adopted" | "certificate">;

async function adoptAll(session: Session, work: Work, ready: readonly Adoption[]): Promise<Adopted> {
	const { deps, job, run, request } = work;
	const examined: Examined[] = [];
	for (const adoption of ready) examined.push(await examineAdoption(session, work, adoption));
	const differences = examined.flatMap((each) => each.differences);
	if (differences.length > 0 && !request.despite) {
		throw new AppError("REFUSED", "What is here is not what was run.", {
			hint: "Put back the files that were run, and see why a check fails; --despite adopts all the same, and writes it down.",
			data: { reasons: differences, state: "Nothing was adopted." },
		});
	}
	await run.openLedger(session);
	const certifying = { deps, connection: request.connection, job, run: run.deps.run, kind: "adopt" } as const;
	return certified(session, certifying, async (draft) => {
		await writeDown(session, work, examined);
		draft.facts.reason = request.reason ?? null;
		for (const { file, event, checks } of examined) {
			await draft.add(file, "adopt", { ms: event.ms, statements: [] }, 0);
			draft.addChecks(checks);
		}
		return { adopted: examined.map(({ adopted }) => adopted) };
	});
}

async function writeDown(session: Session, { run, found }: Work, examined: readonly Examined[]): Promise<void> {
	try {
		await openWithLedger(session, "BEGIN; SET LOCAL row_security = off", run.deps);
		if (found) await requireUnmoved(session, found);
		await commit(
			session,
			run.deps,
			examined.map(({ event }) => event),
		);
	} catch (caught) {
		await session.execute("ROLLBACK").catch(() => {});
		throw caught;
	}
}

/** The other tool may be at work: what it has written since is not what was judged. */
async function requireUnmoved(session: Session, { tool, table, history }: FoundHistory): Promise<void> {
	const now = await tool.readHistory(session, table);
	const said = ({ entries, refusals }: History) => JSON.stringify([entries, refusals]);
	if (said(now) === said(history)) return;
	throw new AppError("REFUSED", `${tool.title} has written into ${table.shown} meanwhile.`, {
		hint: "Wait until it is done, then adopt again.",
		data: { state: "Nothing was adopted." },
	});
}
