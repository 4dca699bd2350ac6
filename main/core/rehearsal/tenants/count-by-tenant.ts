/**
 * The second run of a rehearsal: the same statements once more, in a transaction of their own, with every table of tenants that the
 * first run saw change being counted. What befalls it never touches what the first run measured.
 */
import type { TenancyProfile, TenantEffect } from "../../../contract/index.ts";
import { AppError, DatabaseError } from "../../errors.ts";
import type { JobContext } from "../../jobs.ts";
import type { Statement, Statements } from "../../migrations/read/statement.ts";
import { sendStatement } from "../../migrations/send-statement.ts";
import type { Session } from "../../ports.ts";
import { findTenantList, readTenantNames, type TenantList, type TenantTable } from "../../tenancy/tenancy.ts";
import { BEGIN } from "../begin.ts";
import { judgeEffect, type Named, wordsOf } from "./judge-effect.ts";
import { countAll, prepareTally, readTally, type TallyRow, watchTable } from "./tally.ts";

/** A statement that changed rows of tables with tenants, as the first run saw it. */
export interface Touch {
	/** 0-based place in its file. */
	at: number;
	tables: TenantTable[];
}

export interface TouchedMigration {
	id: string;
	statements: Statements;
	touches: readonly Touch[];
}

export interface ByTenant {
	tenants: TenantEffect[];
	/** Why they are not all. */
	missing?: string;
}

interface Counting {
	session: Session;
	job: JobContext;
	profile: TenancyProfile | undefined;
	/** Looked for once: undefined is not asked yet, null is none. */
	list: TenantList | null | undefined;
}

/** By migration. Errors: CANCELLED and a lost connection; everything else is told as what is missing. */
export async function countByTenant(
	session: Session,
	migrations: readonly TouchedMigration[],
	{ job, profile }: { job: JobContext; profile: TenancyProfile | undefined },
): Promise<Map<string, ByTenant>> {
	const found = new Map<string, ByTenant>();
	const last = migrations.findLastIndex(({ touches }) => touches.length > 0);
	if (last < 0) return found;
	job.report({ kind: "step", text: "Counting the changed rows by tenant" });
	const counting: Counting = { session, job, profile, list: undefined };
	try {
		await session.execute(BEGIN);
		await prepareTally(session);
		for (const migration of migrations.slice(0, last + 1)) {
			const own: ByTenant = { tenants: [] };
			found.set(migration.id, own);
			await countOne(counting, migration, own);
		}
	} catch (caught) {
		const missing = whyMissing(caught);
		for (const { id, touches } of migrations) {
			if (touches.length === 0) continue;
			const own = found.get(id) ?? { tenants: [] };
			const known = new Set(own.tenants.map(({ line }) => line)).size;
			found.set(id, known < touches.length ? { ...own, missing } : own);
		}
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
	return found;
}

function whyMissing(caught: unknown): string {
	if (caught instanceof DatabaseError) {
		return caught.sqlstate === "55P03"
			? "Counting by tenant needs a lock that keeps writers out (ShareRowExclusiveLock), and others hold the table: it gave way."
			: `The changed rows could not be counted by tenant: ${caught.message} (SQLSTATE ${caught.sqlstate})`;
	}
	throw caught;
}

async function countOne(counting: Counting, { statements, touches }: TouchedMigration, own: ByTenant): Promise<void> {
	const places = new Map(touches.map((touch) => [touch.at, touch]));
	let left = touches.length;
	let at = 0;
	for await (const statement of statements) {
		counting.job.signal.throwIfAborted();
		const touch = places.get(at);
		at += 1;
		if (!touch) {
			await sendStatement(counting.session, statement);
			continue;
		}
		own.tenants.push(...(await countStatement(counting, statement, touch, own)));
		left -= 1;
	}
	if (left > 0) throw new AppError("INTERNAL", "A statement of the first run is missing in the second.");
	await counting.session.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT");
}

async function countStatement(
	counting: Counting,
	statement: Statement,
	{ tables }: Touch,
	own: ByTenant,
): Promise<TenantEffect[]> {
	const { session } = counting;
	const fresh: TenantTable[] = [];
	for (const table of tables) if (!(await watchTable(session, table))) fresh.push(table);
	await sendStatement(session, statement);
	const { rows, whole } = await readTally(session);
	if (!whole)
		own.missing = "A file switches triggers off or on, and with them those that count: some rows may be missing here.";
	for (const table of fresh) rows.push(...(await countAll(session, table)));
	return describe(counting, statement, tables, rows);
}

async function describe(
	counting: Counting,
	{ line, text }: Statement,
	tables: readonly TenantTable[],
	rows: readonly TallyRow[],
): Promise<TenantEffect[]> {
	const names = [...new Set(rows.map(({ table }) => table))].sort();
	const column = (table: string): string =>
		(tables.find(({ schema, name }) => `${schema}.${name}` === table) ?? tables[0])?.column ?? "";
	const named = await nameThem(counting, rows, wordsOf(text, tables[0]?.column ?? ""));
	return names.map((table) =>
		judgeEffect(
			{ line, table, column: column(table) },
			rows.filter((row) => row.table === table),
			named,
		),
	);
}

/** Ids whose names are looked up at once. */
const ASKED = 500;

async function nameThem(counting: Counting, rows: readonly TallyRow[], words: string[]): Promise<Named> {
	const { session, profile } = counting;
	const touched = [...new Set(rows.toSorted((a, b) => b.rows - a.rows).flatMap(({ from, to }) => [from, to]))];
	const ids = touched.filter((id) => id !== null);
	const inText = new Set(ids.filter((id) => words.includes(id)));
	const names = new Map<string, string>();
	await session.execute("SAVEPOINT bulkhead_names");
	try {
		counting.list ??= (await findTenantList(session, profile)) ?? null;
		const asked = { ids: ids.slice(0, ASKED), words };
		for (const { id, name, named } of counting.list ? await readTenantNames(session, counting.list, asked) : []) {
			if (name !== null) names.set(id, name);
			if (named) inText.add(id);
		}
	} catch (caught) {
		// Without their names, where this role may not read the table of tenants, or sees only a part of it.
		if (!(caught instanceof DatabaseError)) throw caught;
	}
	await session.execute("ROLLBACK TO SAVEPOINT bulkhead_names");
	return { names, inText: [...inText] };
}
