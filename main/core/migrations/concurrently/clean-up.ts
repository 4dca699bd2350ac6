/** After a statement that was stopped: what it left is dropped, and what cannot be dropped is named. */
import { DatabaseError } from "../../errors.ts";
import type { ReadSession, Session, Solo } from "../../ports.ts";
import { quoteQualified } from "../../sql/quote.ts";
import { type Before, findLeftovers, sweep } from "../leftovers.ts";
import type { RunDeps } from "../run-transaction.ts";
import type { Partitioned } from "./build-partitioned.ts";
import { indexesOf } from "./indexes.ts";

/** Milliseconds that a drop may wait for others: whoever cancels does not want to wait for what the build has waited for. */
const AFTER_CANCEL = 500;
const AFTER_FAILURE = 5_000;

export function patienceAfter({ aborted }: AbortSignal): number {
	return aborted ? AFTER_CANCEL : AFTER_FAILURE;
}

type Report = Pick<RunDeps, "report" | "signal">;

/** Invalid indexes, and what is half detached. Answers with what is left all the same, a sentence each. */
export async function cleanUp(
	session: Session,
	{ report }: Report,
	{ solo, before, patience }: { solo: Solo; before: Before; patience: number },
): Promise<string[]> {
	const { dropped, left } = await sweep(session, await findLeftovers(session, solo, before), patience);
	for (const name of dropped) {
		report({
			kind: "notice",
			severity: "NOTICE",
			message: `The invalid index ${name}, which was left behind, is dropped.`,
		});
	}
	const sentences = left.map(
		({ name, why }) =>
			`The invalid index ${name} is left: it could not be dropped (${why}). DROP INDEX CONCURRENTLY ${name} does it.`,
	);
	if (solo.kind === "detach-partition" && (await isPending(session, before))) {
		sentences.push(
			"The partition is half detached: nobody finds its rows through the parent. Going on ends it (FINALIZE).",
		);
	}
	for (const message of sentences) report({ kind: "notice", severity: "WARNING", message });
	return sentences;
}

async function isPending(session: ReadSession, { tables: [partition] = [] }: Before): Promise<boolean> {
	if (partition === undefined || session.serverVersion < 140_000) return false;
	const sql = "SELECT 1 FROM pg_catalog.pg_inherits WHERE inhrelid = $1::oid AND inhdetachpending";
	return (await session.query(sql, [partition])).length > 0;
}

/** The same of a partitioned table: an empty frame is taken away, one with built partitions in it stays for the next try. */
export async function cleanUpPartitioned(
	session: Session,
	{ report, signal }: Report,
	work: Partitioned,
): Promise<string[]> {
	const { building } = work;
	const own = building ? await indexesOf(session, building.table) : [];
	const broken = own.filter(({ name, sound, builder }) => name === building?.name && !sound && builder === undefined);
	const { left } = await sweep(session, broken, patienceAfter(signal));
	const sentences = left.map(({ name, why }) => `The invalid index ${name} is left: it could not be dropped (${why}).`);
	if (work.attached === 0 && sentences.length === 0) sentences.push(...(await takeAway(session, work)));
	else sentences.push(`${work.attached} partitions have their index, and keep it: going on builds the others.`);
	for (const message of sentences) report({ kind: "notice", severity: "WARNING", message });
	return sentences;
}

/** Nothing is attached to anything yet. */
async function takeAway(session: Session, { made }: Partitioned): Promise<string[]> {
	const left: string[] = [];
	for (const { schema, name } of made.toReversed()) {
		const quoted = quoteQualified(schema, name);
		try {
			await session.execute("SET lock_timeout = '2s'");
			await session.execute(`DROP INDEX IF EXISTS ${quoted}`);
		} catch (caught) {
			if (!(caught instanceof DatabaseError)) throw caught;
			left.push(
				`The index ${quoted}, which no partition has yet, is left: it could not be dropped (${caught.message}).`,
			);
		}
	}
	return left;
}
