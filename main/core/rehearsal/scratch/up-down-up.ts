import type { RehearsedMigration, TenancyProfile } from "../../../contract/index.ts";
import { difference, readCatalogue } from "../../catalogue/fingerprint.ts";
import { AppError } from "../../errors.ts";
import type { MigrationFile } from "../../migrations/catalog.ts";
import { runChecks } from "../../migrations/checks.ts";
import { checkDeps } from "../../migrations/deps.ts";
import type { Statements } from "../../migrations/read/statement.ts";
import { readRollbacks } from "../../migrations/rollback.ts";
import type { Part } from "../../migrations/run-transaction.ts";
import { cutSegments, isOneTransaction, type Segment } from "../../migrations/segments.ts";
import { BEGIN } from "../begin.ts";
import { rehearseOne } from "../rehearse-one.ts";
import { type ComesBack, comesBack } from "../try-rollback.ts";
import { inScratch, type Place, runDown, runUp, type ScratchRun } from "./scratch-run.ts";

export interface UpDownUp {
	migration: RehearsedMigration;
	/** It is applied, as after its first run: what follows can stand on it. */
	stands: boolean;
}

export interface ToRehearse {
	step: MigrationFile;
	statements: Statements;
	folder: string;
	profile: TenancyProfile | undefined;
	/** Bytes of the target's tables and indexes, by name. */
	sizes: ReadonlyMap<string, number>;
}

/** Up, and the catalogue; down, and it must be as before; up again, and it must be as after the first time. All of it committed. */
export async function upDownUp(scratch: ScratchRun, own: ToRehearse, place: Place): Promise<UpDownUp> {
	const { session, deps, job } = scratch;
	const { step, statements, sizes } = own;
	try {
		const segments = await cutSegments(deps.ports.sql, statements);
		const before = await readCatalogue(session);
		const measured = isOneTransaction(segments) ? await measure(scratch, own) : undefined;
		const result = await runUp(scratch, step, statements, place);
		const after = await readCatalogue(session);
		const checks = await runChecks(session, checkDeps(deps, job), step);
		const back = await downAndUp(scratch, own, place, { before: before.lines, after: after.lines });
		const { id } = step;
		const migration: RehearsedMigration = {
			...{ locks: [], rewrites: [], scans: [], rows: {}, blockedSessions: 0, tenants: [], walBytes: 0 },
			...measured,
			...{ id, on: "scratch", ms: result.ms, statements: result.statements, checks, ...back.comesBack },
			schemaDiff: difference(before.lines, after.lines),
			...(measured ? {} : { outsideTransaction: segments.flatMap(linesOutside) }),
		};
		return { migration: withSizes(migration, sizes), stands: back.stands };
	} catch (caught) {
		throw inScratch(caught);
	}
}

const linesOutside = ({ kind, statements }: Segment): number[] =>
	kind === "alone" ? statements.map(({ line }) => line) : [];

/** Locks and the like are only seen inside a transaction: one that is taken back, before it runs in earnest. */
async function measure(
	{ session, deps, job }: ScratchRun,
	{ step, statements, profile }: ToRehearse,
): Promise<RehearsedMigration> {
	const quiet = { signal: job.signal, report: () => {} };
	await session.execute(BEGIN);
	try {
		const { migration } = await rehearseOne(session, { deps, job: quiet, profile, state: "" }, step, statements);
		return migration;
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}

async function downAndUp(
	scratch: ScratchRun,
	{ step, statements, folder }: ToRehearse,
	place: Place,
	{ before, after }: { before: readonly string[]; after: readonly string[] },
): Promise<{ comesBack: ComesBack; stands: boolean }> {
	const { session, deps } = scratch;
	const [rollback] = await readRollbacks(deps.ports.sql, folder, [step]);
	if (!rollback) return { comesBack: {}, stands: true };
	const why = await failureOf(() => runDown(scratch, step, rollback as Part));
	if (why !== undefined) return { comesBack: comesBack([why]), stands: true };
	const left = difference(before, (await readCatalogue(session)).lines);
	const whyNotAgain = await failureOf(() => runUp(scratch, step, statements, place));
	if (whyNotAgain !== undefined) {
		return {
			comesBack: comesBack([...left, `The second run after the rollback failed: ${whyNotAgain}`]),
			stands: false,
		};
	}
	const differs = difference(after, (await readCatalogue(session)).lines);
	return { comesBack: comesBack([...left, ...differs.map((line) => `after the second run: ${line}`)]), stands: true };
}

/** What a file's own failure says; a cancel and a lost link end everything. */
async function failureOf(run: () => Promise<unknown>): Promise<string | undefined> {
	try {
		await run();
		return undefined;
	} catch (caught) {
		if (!(caught instanceof AppError) || caught.code === "CANCELLED" || caught.code === "CONNECTION_LOST") throw caught;
		const { file, line, sqlstate } = caught.data;
		const where = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}`}: `;
		return `${where}${caught.message}${sqlstate === undefined ? "" : ` (SQLSTATE ${sqlstate})`}`;
	}
}

/** Whom a lock keeps out, and for how much, is a question about the target's tables. */
function withSizes(migration: RehearsedMigration, sizes: ReadonlyMap<string, number>): RehearsedMigration {
	const bytesOf = (name: string, own: number): number => sizes.get(name) ?? own;
	return {
		...migration,
		locks: migration.locks.map((lock) => ({ ...lock, bytes: bytesOf(lock.table, lock.bytes) })),
		rewrites: migration.rewrites.map((each) => ({ ...each, bytes: bytesOf(each.object, each.bytes) })),
		scans: migration.scans.map((each) => ({ ...each, bytes: bytesOf(each.table, each.bytes) })),
	};
}
