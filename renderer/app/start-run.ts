/** Starting the kinds of run. What they answer is followed as a job; a call that is refused at once is a toast that stays. */
import { client } from "./client.ts";
import { startJob } from "./jobs/jobs-actions.ts";
import { notifyError } from "./notify.ts";

interface ApplyRequest {
	/** Up to and with this one; all pending ones without it. */
	to: string | undefined;
	/** Tables whose names were typed, for their row-level security is switched off. */
	unguard: string[];
	/** Compare what some tenants see before and after. */
	isolation: boolean;
}

export async function startApply(connection: string, { to, unguard, isolation }: ApplyRequest): Promise<void> {
	const chosen = { ...(to === undefined ? {} : { to }), ...(unguard.length > 0 ? { unguard } : {}) };
	await start("apply", connection, () => client.migrations.apply({ connection, ...chosen, isolation }));
}

/** Goes on with what stopped midway, from where it stopped. */
export async function startResume(connection: string, to: string): Promise<void> {
	await start("apply", connection, () => client.migrations.apply({ connection, to, resume: true }));
}

export interface RehearsalRequest {
	/** Up to and with this one; all pending ones without it. */
	to?: string | undefined;
	/** On the database itself without it. */
	scratch?: "server" | "embedded" | undefined;
	/** Count the changed rows by tenant. */
	tenants: boolean;
}

/** Gives up what stopped midway: runs it from its beginning, or leaves it pending. */
export async function startOver(connection: string, to: string, interrupted: "redo" | "clean"): Promise<void> {
	await start("apply", connection, () => client.migrations.apply({ connection, to, interrupted }));
}

/** Runs for real what an apply would run, measures, and leaves nothing of it. */
export async function startRehearsal(connection: string, { to, scratch, tenants }: RehearsalRequest): Promise<void> {
	const chosen = { ...(to === undefined ? {} : { to }), ...(scratch === undefined ? {} : { scratch }), tenants };
	await start("rehearse", connection, () => client.migrations.rehearse({ connection, ...chosen }));
}

/** All checks, or those of these migrations. */
export async function startVerify(connection: string, ids?: string[]): Promise<void> {
	await start("verify", connection, () => client.migrations.verify({ connection, ...(ids ? { ids } : {}) }));
}

interface RollbackRequest {
	ids: string[];
	reason: string;
	/** The person has seen what is lost and wants it so. */
	confirmed: boolean;
	/** The database's name, where it is asked for. */
	typed: string;
	/** Compare what some tenants see before and after. */
	isolation: boolean;
}

export async function startRollback(connection: string, request: RollbackRequest): Promise<void> {
	await start("rollback", connection, () => client.migrations.rollback({ connection, ...request }));
}

export interface ScanRequest {
	/** Qualified names; all without it. */
	tables?: string[] | undefined;
	/** Ids or slugs; all without it. */
	tenants?: string[] | undefined;
	/** So many tenants, spread over all. */
	sample?: number | undefined;
	/** Goes on with the interrupted scan that asked the same. */
	resume?: boolean;
}

/** Asks every table as every tenant whether it shows foreign rows. */
export async function startScan(connection: string, { tables, tenants, sample, resume }: ScanRequest): Promise<void> {
	const chosen = {
		...(tables ? { tables } : {}),
		...(tenants ? { tenants } : {}),
		...(sample === undefined ? {} : { sample }),
		...(resume ? { resume } : {}),
	};
	await start("scan", connection, () => client.scan.start({ connection, ...chosen }));
}

interface RestoreRequest {
	/** The snapshot's id. */
	id: string;
	/** A row that somebody wrote since under a key of the snapshot stays as it is; without it that ends the run with REFUSED. */
	keepPresent: boolean;
	/** The database's name, where it is asked for. */
	typed: string;
}

/** Puts back what a rollback took away. */
export async function startRestore(connection: string, request: RestoreRequest): Promise<void> {
	await start("restore", connection, () => client.snapshots.restore({ connection, ...request }));
}

interface AdoptRequest {
	ids: string[];
	/** Kept in the ledger; may be empty. */
	reason: string;
	/** The checks alone, no history. */
	from?: "checks";
	/** schema.table of the history that counts. */
	table?: string;
	/** Also what is not as it was run. */
	despite?: boolean;
}

export async function startAdopt(connection: string, { reason, ...request }: AdoptRequest): Promise<void> {
	const why = reason === "" ? {} : { reason };
	await start("adopt", connection, () => client.migrations.adopt({ connection, ...request, ...why }));
}

async function start(
	kind: "apply" | "rehearse" | "verify" | "rollback" | "restore" | "adopt" | "scan",
	connection: string,
	call: () => Promise<{ jobId: string }>,
): Promise<void> {
	try {
		await startJob(kind, connection, call);
	} catch (caught) {
		notifyError(caught);
	}
}
