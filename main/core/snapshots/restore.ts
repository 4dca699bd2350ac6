import type { KeptTable, RestoreResult, SnapshotHead } from "../../contract/index.ts";
import { certified } from "../certificates/certified.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { FRESH_SESSION } from "../migrations/fresh-session.ts";
import { insertEvent } from "../migrations/ledger.ts";
import { ensureLedger } from "../migrations/ledger-schema.ts";
import { withRunnerLock } from "../migrations/runner-lock.ts";
import type { Session } from "../ports.ts";
import { withOwnSession } from "../preflight/own-session.ts";
import { quoteQualified } from "../sql/quote.ts";
import { COPY_SETTINGS } from "./all-rows.ts";
import { findStraight } from "./find-straight.ts";
import { readFrames } from "./format.ts";
import { inOrder } from "./in-order.ts";
import { putBack } from "./put-back.ts";
import { putToRest } from "./put-to-rest.ts";
import { checkSnapshot, readHead } from "./read.ts";
import { columnsAs, loadTable, stageName } from "./stage.ts";

/** How the reason of a restore's ledger entry begins; the snapshot's id follows. */
export const RESTORE_REASON = "snapshot ";

export interface RestoreRequest {
	connection: string;
	id: string;
	keepPresent?: boolean | undefined;
}

/**
 * Puts a snapshot's data back, in one transaction: tables row by row (those that are there stay as they are), columns by the key of
 * their rows. The whole file is checked before anything is written. Errors: NOT_FOUND, SNAPSHOT_DAMAGED, REFUSED where a
 * table or column is not there (its migration must be applied again first), STATEMENT_FAILED.
 */
export async function restoreSnapshot(
	deps: MigrationDeps,
	request: RestoreRequest,
	job: JobContext,
): Promise<RestoreResult> {
	const { snapshots, clock } = deps.ports;
	job.report({ kind: "step", text: "Checking the snapshot" });
	const head = await readHead(snapshots, request.id);
	const sha256 = await checkSnapshot(snapshots, request.id);
	const onNotice = ({ severity, message }: { severity: string; message: string }) =>
		job.report({ kind: "notice", severity, message });
	return withOwnSession(deps, request.connection, { signal: job.signal, onNotice }, async (session) => {
		await requireSame(session, head);
		return withRunnerLock(session, { clock, ...job }, async () => {
			await ensureLedger(session);
			const run = crypto.randomUUID();
			const work = { deps, job, run, keepPresent: request.keepPresent ?? false };
			const certifying = { deps, connection: request.connection, job, run, kind: "restore" } as const;
			return certified(session, certifying, async (draft) => {
				const restored = await restoreAll(session, work, head, sha256);
				const tables = head.tables.map(({ schema, name, rows }) => ({ table: `${schema}.${name}`, rows }));
				Object.assign(draft.facts, { restored, snapshot: { id: head.id, sha256, tables } });
				for (const { schema, name } of head.tables) draft.tables.add(quoteQualified(schema, name));
				return { snapshot: head.id, restored };
			});
		});
	});
}

/** Rows of one customer must not land in another's database. */
async function requireSame(session: Session, head: SnapshotHead): Promise<void> {
	const [row] = await session.query<{ database: string }>("SELECT pg_catalog.current_database() AS database");
	if (row?.database === head.database) return;
	throw new AppError("REFUSED", `This snapshot is of the database ${head.database}, and this is ${row?.database}.`, {
		hint: "Connect to that database.",
	});
}

interface Work {
	deps: MigrationDeps;
	job: JobContext;
	run: string;
	keepPresent: boolean;
}

async function restoreAll(
	session: Session,
	{ deps: { ports }, job, run, keepPresent }: Work,
	head: SnapshotHead,
	sha256: string,
): Promise<RestoreResult["restored"]> {
	const began = ports.clock.monotonic();
	await session.execute(
		`${FRESH_SESSION}; BEGIN; SET LOCAL row_security = off; SET LOCAL lock_timeout = '5s'; ${COPY_SETTINGS}`,
	);
	try {
		await requireTargets(session, head.tables);
		const wakeUp: string[] = [];
		for (const kept of head.tables) wakeUp.push(...(await putToRest(session, kept)));
		const order = await inOrder(session, head.tables);
		const straight = await findStraight(session, head.tables, order);
		for (const [at, kept] of head.tables.entries()) if (!straight.has(at)) await columnsAs(session, at, kept);
		await loadAll(session, ports, { head, straight }, job);
		const restored: RestoreResult["restored"] = [];
		const appliedBy = await readAppliedBy(session, head);
		for (const { at } of order) {
			const kept = head.tables[at];
			if (!kept) continue;
			if (straight.has(at)) {
				restored.push({ table: `${kept.schema}.${kept.name}`, rows: kept.rows, absent: 0, kept: 0 });
				continue;
			}
			job.report({
				kind: "step",
				text: `Putting back ${kept.schema}.${kept.name}`,
				done: restored.length,
				of: head.tables.length,
			});
			restored.push(await putBack(session, kept, { stage: stageName(at), appliedBy, keepPresent }));
		}
		if (!keepPresent) refuseConflicts(restored);
		// ALTER TABLE refuses a table whose deferred constraints are still to be checked.
		await session.execute("SET CONSTRAINTS ALL IMMEDIATE", { anyTime: true });
		for (const statement of wakeUp) await session.execute(statement, { anyTime: true });
		const event = {
			...{ migration: head.migrations.at(-1) ?? "000", name: "snapshot", event: "restore" as const },
			...{
				run,
				ms: Math.round(ports.clock.monotonic() - began),
				checksum: sha256,
				tokenChecksum: sha256,
			},
			...{ reason: `${RESTORE_REASON}${head.id}`, details: { restored } },
		};
		await session.execute(`${insertEvent(event, ports.who)}; COMMIT`, { anyTime: true });
		return restored;
	} catch (caught) {
		// The first error counts; a session that is gone has rolled back by itself.
		await session.execute("ROLLBACK").catch(() => {});
		throw caught;
	}
}

/** The entry was written by the same transaction as the migration, so that it has its id. */
async function readAppliedBy(session: Session, { migrations }: SnapshotHead): Promise<string | undefined> {
	const [row] = await session.query<{ xid: string }>(
		`SELECT e.xmin::text AS xid FROM bulkhead.events AS e
		  WHERE e.event = 'apply' AND e.migration = ANY (pg_catalog.string_to_array($1, ',')) ORDER BY e.id DESC LIMIT 1`,
		[migrations.join(",")],
	);
	return row?.xid;
}

function refuseConflicts(restored: RestoreResult["restored"]): void {
	const reasons = restored
		.filter(({ kept }) => kept > 0)
		.map(({ table, kept }) => `${table}: ${kept} rows were written since, and differ from the snapshot.`);
	if (reasons.length === 0) return;
	throw new AppError("REFUSED", "Some rows of the snapshot meet rows that were written since.", {
		hint: "Restore with --keep-present: these rows stay as they are now, everything else comes back, and the snapshot keeps its version of them.",
		data: { reasons, state: "Nothing was changed." },
	});
}

async function requireTargets(session: Session, tables: readonly KeptTable[]): Promise<void> {
	const reasons: string[] = [];
	for (const { schema, name, columns, key, whole } of tables) {
		const found = await session.query<{ name: string }>(
			`SELECT a.attname AS name FROM pg_catalog.pg_attribute a
			   JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
			  WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped`,
			[schema, name],
		);
		const there = new Set(found.map((column) => column.name));
		const missing = columns.filter((column) => !there.has(column.name)).map((column) => column.name);
		if (there.size === 0) reasons.push(`The table ${schema}.${name} is not there.`);
		else if (missing.length > 0) reasons.push(`${schema}.${name} has no column ${missing.join(", ")}.`);
		else if (!whole && key.length === 0)
			reasons.push(
				`${schema}.${name} has no key by which its rows could be found again; their values stand in the snapshot.`,
			);
	}
	if (reasons.length === 0) return;
	throw new AppError("REFUSED", "The snapshot cannot be put back as things are.", {
		hint: "Apply the migrations that were rolled back, then restore.",
		data: { reasons, state: "Nothing was changed." },
	});
}

/** One walk over the file; each table's data goes into the table itself, or into its stage. */
async function loadAll(
	session: Session,
	{ snapshots }: MigrationDeps["ports"],
	{ head, straight }: { head: SnapshotHead; straight: ReadonlySet<number> },
	job: JobContext,
): Promise<void> {
	const frames = readFrames(head.id, snapshots.read(head.id));
	for (;;) {
		const { value: frame } = await frames.next();
		if (!frame || frame.kind === "Z") return;
		if (frame.kind !== "T") continue;
		const at = Number(new TextDecoder().decode(frame.payload));
		const kept = head.tables[at];
		if (!kept) continue;
		job.report({ kind: "step", text: `Reading ${kept.schema}.${kept.name}`, done: at, of: head.tables.length });
		const into = straight.has(at) ? quoteQualified(kept.schema, kept.name) : stageName(at);
		await loadTable(session, into, kept, frames);
	}
}
