/** What each migration is in this database: the folder and the ledger held against each other. */
import { type CheckResult, compareMigrationIds, type MigrationState } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Session, SqlPort } from "../ports.ts";
import type { Catalog, MigrationFile } from "./catalog.ts";
import { allHold } from "./check-result.ts";
import { type CheckDeps, runChecks } from "./checks.ts";
import { findAbsent } from "./find-absent.ts";
import { type OpenRun, readOpenRuns } from "./interruption.ts";
import { type LedgerEntry, readEntries } from "./ledger.ts";
import { hasLedger } from "./ledger-schema.ts";
import { tokenHashOf } from "./statements.ts";

export interface Known {
	id: string;
	name: string;
	state: MigrationState;
	/** Absent for a missing one. */
	file?: MigrationFile;
	/** The ledger's last word, a rollback included. */
	entry?: LedgerEntry;
	/** Of an interrupted one. */
	open?: OpenRun;
	/** Of pending and unrecorded ones: as far as they were run. */
	checks?: CheckResult[];
}

/** Reads the ledger and runs the checks of what it does not know: those that hold make it `unrecorded`. By rising number. */
export async function readStates(session: Session, deps: CheckDeps, catalog: Catalog): Promise<Known[]> {
	const ledger = await hasLedger(session);
	const entries = ledger ? await readEntries(session) : new Map<string, LedgerEntry>();
	const open = ledger ? await readOpenRuns(session) : new Map<string, OpenRun>();
	const known: Known[] = [];
	const isRecorded = (id: string): boolean => (entries.get(id)?.event ?? "rollback") !== "rollback";
	const unknown = catalog.migrations.filter(({ id }) => !open.has(id) && !isRecorded(id));
	const absent = await findAbsent(session, deps, unknown);
	for (const file of catalog.migrations) {
		const { id, name } = file;
		const [run, check] = [open.get(id), absent.get(id)];
		if (run) known.push({ id, name, file, state: "interrupted", open: run });
		else if (check) known.push({ ...factsOf(file, entries.get(id)), state: "pending", checks: [check] });
		else known.push(await stateOf(session, deps, file, entries.get(id)));
	}
	const ids = new Set(catalog.migrations.map(({ id }) => id));
	for (const entry of entries.values()) {
		if (ids.has(entry.migration) || entry.event === "rollback") continue;
		known.push({ id: entry.migration, name: entry.name, state: "missing", entry });
	}
	return known.sort((a, b) => compareMigrationIds(a.id, b.id));
}

async function stateOf(
	session: Session,
	deps: CheckDeps,
	file: MigrationFile,
	entry: LedgerEntry | undefined,
): Promise<Known> {
	const base = factsOf(file, entry);
	if (entry && entry.event !== "rollback") {
		return { ...base, state: (await isSame(deps.sql, file, entry)) ? "applied" : "changed" };
	}
	// A verify script is written for after the change, and need not fail before it: it proves nothing.
	if (file.verify?.manner?.asOneCheck) return { ...base, state: "pending", checks: [] };
	const checks = await runChecks(session, { ...deps, report: silent }, file, { firstOnly: true });
	return { ...base, state: allHold(checks) ? "unrecorded" : "pending", checks };
}

const factsOf = (file: MigrationFile, entry: LedgerEntry | undefined) => ({
	...{ id: file.id, name: file.name, file },
	...(entry ? { entry } : {}),
});

/** These checks are a question, not a verdict: a pending migration is not one that fails. */
const silent = (): void => {};

/** Reformatting does not change a migration: where the bytes differ, the tokens decide. */
async function isSame(sql: SqlPort, { forward, name }: MigrationFile, entry: LedgerEntry): Promise<boolean> {
	if (name !== entry.name) return false;
	return forward.checksum === entry.checksum || (await tokensOf(sql, forward)) === entry.tokenChecksum;
}

/** Undefined where it can no longer be read: it is not what it was. */
async function tokensOf(sql: SqlPort, file: MigrationFile["forward"]): Promise<string | undefined> {
	try {
		return await tokenHashOf(sql, file);
	} catch (caught) {
		if (caught instanceof AppError && caught.code === "BAD_INPUT") return undefined;
		throw caught;
	}
}

/** Whether its effects are in the database, as far as anybody can tell. */
export function isThere({ state }: Known): boolean {
	return state !== "pending";
}
