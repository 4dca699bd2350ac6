/**
 * Asks tables as tenants, on one session: a transaction a tenant, READ ONLY and rolled back, in which the role is taken on, the tenant is
 * chosen as the application does it, and the tables are asked. Those of several tenants are sent one behind the other.
 */
import { AppError, DatabaseError } from "../errors.ts";
import type { Rows, Session } from "../ports.ts";
import { ASSERTION, type Asked, beginning, choosing, ENDING, isPrepared, type ScanPlan } from "./plan.ts";
import type { Target } from "./read-targets.ts";

/** What one table answered one tenant: a number for each word of the question. */
export type Answer = { numbers: number[] } | { error: DatabaseError };

export interface Heard {
	tenant: Asked;
	/** The role or the context failed: no table was asked. */
	refused?: DatabaseError;
	/** current_user, once the context was set. */
	role?: string;
	answers: Map<Target, Answer>;
}

export interface Question {
	tables: readonly Target[];
	/** SQL of the numbers that a table is asked for, as a tenant: always so many. */
	words(table: Target, tenant: string): string[];
}

/** Tables that one statement asks: more of them are planned slower, fewer cost more round trips. */
const TOGETHER = 20;
/** Tables of one transaction, each with its indexes: the server has room for some thousand locks. */
const LOCKED = 400;

/** Every table gets an answer. Errors: CANCELLED, CONNECTION_LOST. */
export async function askTenants(
	session: Session,
	plan: ScanPlan,
	tenants: readonly Asked[],
	question: Question,
): Promise<Heard[]> {
	const heard: Heard[] = [];
	for (const tables of pieces(question.tables, LOCKED)) {
		const asked = tenants.map((tenant) => ({ tenant, groups: pieces(tables, TOGETHER) }));
		for (const each of await send(session, plan, asked, question)) add(heard, each);
	}
	for (const each of heard) await askAgain(session, plan, each, question);
	return heard;
}

/** One table that fails takes its transaction with it: those of it are asked one by one. */
async function askAgain(session: Session, plan: ScanPlan, heard: Heard, question: Question): Promise<void> {
	const silent = question.tables.filter((table) => !heard.answers.has(table));
	if (heard.refused || silent.length === 0) return;
	const alone = silent.map((table) => ({ tenant: heard.tenant, groups: [[table]] }));
	for (const [at, { answers, refused }] of (await send(session, plan, alone, question)).entries()) {
		const [table] = alone[at]?.groups[0] ?? [];
		const answer = refused ? { error: refused } : table && answers.get(table);
		if (table && answer) heard.answers.set(table, answer);
	}
}

interface Transaction {
	tenant: Asked;
	groups: Target[][];
}

function send(
	session: Session,
	plan: ScanPlan,
	transactions: readonly Transaction[],
	question: Question,
): Promise<Heard[]> {
	return isPrepared(plan)
		? sendAhead(session, plan, transactions, question)
		: sendInTurn(session, plan, transactions, question);
}

async function sendAhead(
	session: Session,
	plan: ScanPlan,
	transactions: readonly Transaction[],
	question: Question,
): Promise<Heard[]> {
	const texts = transactions.flatMap(({ tenant, groups }) => [
		`${beginning(plan)}; ${choosing(tenant.id)}; ${ASSERTION}`,
		...groups.map((group) => wordOf(group, tenant, question)),
		ENDING,
	]);
	const outcomes: (Rows | DatabaseError)[] = [];
	await session.executeAll(texts, { told: (outcome) => outcomes.push(outcome), maxRows: 1 });
	let at = 0;
	return transactions.map((transaction) => {
		const own = outcomes.slice(at, at + transaction.groups.length + 2);
		at += own.length;
		return understand(transaction, own);
	});
}

/** A context that cannot be prepared is bound, which takes a round trip each. */
async function sendInTurn(
	session: Session,
	plan: ScanPlan,
	transactions: readonly Transaction[],
	question: Question,
): Promise<Heard[]> {
	const all: Heard[] = [];
	for (const transaction of transactions) {
		const { tenant, groups } = transaction;
		const outcomes: (Rows | DatabaseError)[] = [];
		try {
			await session.execute(beginning(plan));
			await session.query(plan.context, [tenant.id]);
			outcomes.push(await session.execute(ASSERTION));
			const texts = groups.map((group) => wordOf(group, tenant, question));
			await session.executeAll(texts, { told: (outcome) => outcomes.push(outcome), maxRows: 1 });
		} catch (caught) {
			if (!(caught instanceof DatabaseError)) throw caught;
			outcomes.push(caught);
		}
		await session.execute(ENDING);
		all.push(understand(transaction, outcomes));
	}
	return all;
}

/** `0,17,1,3`: the numbers of each table, one table after the other. */
function wordOf(group: readonly Target[], { id }: Asked, { words }: Question): string {
	return `SELECT pg_catalog.concat_ws(',', ${group.flatMap((table) => words(table, id)).join(",\n")})`;
}

function understand({ tenant, groups }: Transaction, outcomes: readonly (Rows | DatabaseError)[]): Heard {
	const [head, ...others] = outcomes;
	const heard: Heard = { tenant, answers: new Map() };
	if (head === undefined) throw new AppError("INTERNAL", "A tenant was asked and nothing was answered.");
	if (head instanceof DatabaseError) return { ...heard, refused: head };
	const [role, readOnly] = head.rows[0] ?? [];
	if (readOnly !== "on") return { ...heard, refused: notReadOnly() };
	heard.role = role ?? "";
	for (const [at, group] of groups.entries()) {
		const outcome = others[at];
		// What comes behind one that failed was refused for that alone.
		if (outcome === undefined || outcome instanceof DatabaseError) {
			const [only] = group;
			if (outcome && only && groups.length === 1 && group.length === 1) heard.answers.set(only, { error: outcome });
			break;
		}
		readNumbers(heard, group, outcome);
	}
	return heard;
}

/** As `wordOf` asks for them. */
function readNumbers({ answers }: Heard, group: readonly Target[], { rows }: Rows): void {
	const numbers = (rows[0]?.[0] ?? "").split(",").map(Number);
	const each = numbers.length / group.length;
	if (!Number.isInteger(each) || numbers.some(Number.isNaN)) return;
	for (const [place, table] of group.entries())
		answers.set(table, { numbers: numbers.slice(place * each, place * each + each) });
}

const notReadOnly = (): DatabaseError =>
	new DatabaseError("The context makes the transaction one that may write: nothing is asked in it.", {
		sqlstate: "25006",
	});

/** Of the same tenant, from another transaction. */
function add(heard: Heard[], each: Heard): void {
	const known = heard.find(({ tenant }) => tenant.at === each.tenant.at);
	if (!known) heard.push(each);
	else {
		for (const [table, answer] of each.answers) known.answers.set(table, answer);
		if (each.refused) known.refused ??= each.refused;
	}
}

function pieces<T>(items: readonly T[], size: number): T[][] {
	const found: T[][] = [];
	for (let at = 0; at < items.length; at += size) found.push(items.slice(at, at + size));
	return found;
}
