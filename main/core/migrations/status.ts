import { type MigrationState, type MigrationStatus, migrationState, type StatusResult } from "../../contract/index.ts";
import { readWhoAndWhere } from "../connections/role-facts.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { JobContext } from "../jobs.ts";
import type { Session } from "../ports.ts";
import { countVerdicts } from "./check-result.ts";
import { runChecks } from "./checks.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { describeInterruption } from "./interruption.ts";
import { countChecks } from "./read-checks.ts";
import { readRunner } from "./runner-lock.ts";
import { type Known, readStates } from "./state.ts";

/** Every migration against this database. With `checks`, those of every migration run, not only of what the ledger does not know. */
export async function readStatus(
	deps: MigrationDeps,
	{ connection, checks = false }: { connection: string; checks?: boolean | undefined },
	signal: AbortSignal,
): Promise<StatusResult> {
	const catalog = await loadCatalog(deps, connection);
	const job: JobContext = { signal, report: () => {} };
	return withConnection(deps, connection, { signal }, async (session) => {
		const { role, database } = await readWhoAndWhere(session);
		const known = await readStates(session, checkDeps(deps, job), catalog);
		const migrations: MigrationStatus[] = [];
		for (const each of known) {
			const verdict = checks ? await verdictOf(session, deps, job, each) : knownVerdict(each);
			migrations.push({ ...describe(each), ...(verdict ? { checks: verdict } : {}) });
		}
		const runner = await readRunner(session);
		return {
			database,
			server: { version: session.serverVersionText },
			role,
			source: catalog.folder === deps.ports.bundledMigrations ? "bundled" : catalog.folder,
			...(catalog.format ? { format: catalog.format, leftOut: catalog.leftOut ?? [] } : {}),
			migrations,
			summary: summarize(known),
			...(runner ? { runner } : {}),
		};
	});
}

async function verdictOf(session: Session, deps: MigrationDeps, job: JobContext, { file }: Known) {
	if (!file || countChecks(file) === 0) return undefined;
	return countVerdicts(await runChecks(session, checkDeps(deps, job), file));
}

/** All checks of an unrecorded one were run; of a pending one only those up to the first that fails. */
function knownVerdict({ state, checks }: Known) {
	return state === "unrecorded" && checks ? countVerdicts(checks) : undefined;
}

function describe({ id, name, state, file, entry, open }: Known): MigrationStatus {
	const applied = entry && entry.event !== "rollback" ? { appliedAt: entry.at, appliedBy: entry.by } : {};
	return {
		...{ id, name, state, ...applied },
		checksum: file?.forward.checksum ?? entry?.checksum ?? "",
		reversible: file?.rollback !== undefined,
		checkCount: file ? countChecks(file) : 0,
		...(file?.foreign?.notRun === undefined ? {} : { notRun: file.foreign.notRun }),
		...(open ? { interruption: describeInterruption(open) } : {}),
	};
}

function summarize(known: readonly Known[]): Record<MigrationState, number> {
	const count = (state: MigrationState) => known.filter((each) => each.state === state).length;
	return Object.fromEntries(migrationState.options.map((state) => [state, count(state)])) as Record<
		MigrationState,
		number
	>;
}
