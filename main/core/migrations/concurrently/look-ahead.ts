/** What is known of a build before it begins: how a partitioned table is gone about, and what is in the way of an index's name. */
import { type AppError, DatabaseError } from "../../errors.ts";
import type { CreateIndexSolo, Session, SqlPort } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";
import type { MigrationFile } from "../catalog.ts";
import { FRESH_SESSION } from "../fresh-session.ts";
import type { Statement, Statements } from "../read/statement.ts";
import { cutSegments, type Segment } from "../segments.ts";
import { sendStatement } from "../send-statement.ts";
import { whyNotPartitioned } from "./build-partitioned.ts";
import { partitionIndexName } from "./index-name.ts";
import { askedDefinition, findRelation, indexesOf, type Relation } from "./indexes.ts";
import { judgeTwin } from "./judge-twin.ts";
import { type Member, readTree } from "./partition-tree.ts";

export interface Ahead {
	/** Statements that run in the place of the one in the file. */
	instead?: string[];
	refusal?: AppError;
}

/** Statements that are shown. */
const SHOWN = 60;

/** The builds of a run, by their statements; and why some cannot be, one sentence each. */
export async function lookAtBuilds(
	session: Session,
	sql: SqlPort,
	steps: readonly MigrationFile[],
	statements: ReadonlyMap<string, Statements>,
): Promise<{ seen: Map<Statement, Ahead>; refusals: string[] }> {
	const seen = new Map<Statement, Ahead>();
	const refusals: string[] = [];
	const earlier: string[] = [];
	for (const { id, forward } of steps) {
		for (const segment of await cutSegments(sql, statements.get(id) ?? [])) {
			const [first] = segment.statements;
			const ahead = await lookAhead(session, segment, earlier);
			if (first && (ahead.instead || ahead.refusal)) seen.set(first, ahead);
			const { message, data } = ahead.refusal ?? {};
			if (message !== undefined)
				refusals.push(`${forward.path}:${segment.line}: ${message} ${data?.hint ?? ""}`.trim());
			earlier.push(...segment.statements.map(({ text }) => text));
		}
	}
	return { seen, refusals };
}

/** `earlier`: texts that run before it, which may yet change what is there. Empty where the table is still to come. */
async function lookAhead(session: Session, segment: Segment, earlier: readonly string[]): Promise<Ahead> {
	if (segment.kind !== "alone" || segment.solo.kind !== "create-index" || !segment.solo.table) return {};
	const { solo, settings } = segment;
	try {
		for (const setting of settings) await sendStatement(session, setting);
		const table = await findRelation(session, segment.solo.table);
		return table ? await lookAtTable(session, solo, table, earlier) : {};
	} catch (caught) {
		// What cannot be asked now, a standby or a setting that waits for an earlier statement, is asked when it runs.
		if (caught instanceof DatabaseError) return {};
		throw caught;
	} finally {
		if (settings.length > 0) await session.execute(FRESH_SESSION).catch(() => {});
	}
}

async function lookAtTable(
	session: Session,
	solo: CreateIndexSolo,
	table: Relation,
	earlier: readonly string[],
): Promise<Ahead> {
	const isTouched = earlier.some((text) => text.includes(solo.index ?? table.name));
	if (table.kind !== "p" || solo.only) return refused(isTouched ? undefined : await judgeTwin(session, solo, table));
	const tree = await readTree(session, table.oid);
	const refusal = isTouched ? undefined : whyNotPartitioned(solo, table, tree);
	return { instead: await describe(session, solo, table, tree), ...refused(refusal) };
}

const refused = (refusal: AppError | undefined): Ahead => (refusal ? { refusal } : {});

async function describe(
	session: Session,
	solo: CreateIndexSolo,
	table: Relation,
	tree: readonly Member[],
): Promise<string[]> {
	const asked = await askedDefinition(session, solo, table);
	const create = `CREATE ${solo.unique ? "UNIQUE " : ""}INDEX`;
	const index = solo.index ?? `${table.name}_idx`;
	const names = new Map([[table.oid, quoteIdent(index)]]);
	const made: string[] = [
		`${create} ${solo.index === undefined ? "" : `${quoteIdent(index)} `}ON ONLY ${quoteQualified(table.schema, table.name)} ${solo.tail}`,
	];
	const attached: string[] = [];
	for (const { oid, schema, name, isLeaf, parent, level } of tree) {
		if (level === 0) continue;
		const there = (await indexesOf(session, oid)).find(
			({ definition, sound, attachedTo }) => definition === asked && sound && attachedTo === undefined,
		);
		const own = quoteIdent(there?.name ?? partitionIndexName({ index, table: table.name }, name));
		names.set(oid, own);
		const how = isLeaf ? `${create} CONCURRENTLY ${own} ON` : `${create} ${own} ON ONLY`;
		if (!there) made.push(`${how} ${quoteQualified(schema, name)} ${solo.tail}`);
		attached.push(`ALTER INDEX ${names.get(parent ?? "") ?? ""} ATTACH PARTITION ${own}`);
	}
	const all = [...made, ...attached];
	return all.length <= SHOWN ? all : [...all.slice(0, SHOWN), `… and ${all.length - SHOWN} more statements`];
}
