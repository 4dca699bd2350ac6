/**
 * A file in *segments*, in its own order: runs of statements that share a transaction (the file's own BEGIN and COMMIT, and what stands
 * between others), and single statements that PostgreSQL refuses in one. A file of one transactional segment is committed together with
 * its ledger entry; of more, each segment is recorded by itself.
 */

import { createHash } from "node:crypto";
import { AppError } from "../errors.ts";
import type { Solo, SqlPort } from "../ports.ts";
import { carrySetting } from "./carry-setting.ts";
import { isLarge, type LargeScript, type Statement, type Statements } from "./read/statement.ts";

interface Stretch {
	/** Places in the file, the last one excluded. */
	from: number;
	to: number;
	/** Of its first statement. */
	line: number;
	/** What the segments before it have set for the session, and a segment of its own would not know. */
	settings: readonly Statement[];
}

export type Segment = Stretch &
	(
		| {
				kind: "together";
				/** Of a large file, the first few. */
				statements: readonly Statement[];
				/** Nothing but SET and RESET: it goes with what stands beside it. */
				setsOnly: boolean;
		  }
		| { kind: "alone"; statements: [Statement]; solo: Solo }
	);

/** Written above a statement that must run outside a transaction and does not look so: a CALL of a procedure that commits. */
const MARKED = /^--\s*bulkhead:\s*no-transaction\s*$/m;

/** The comment that says so. */
export const ALONE = "-- bulkhead: no-transaction";

/** First words of what may be refused in a transaction; rows are not asked. */
const MAY_BE_ALONE = /^(CREATE|DROP|ALTER|VACUUM|CLUSTER|REINDEX|DO|CALL)\b/;

/** Segments of a large file: each costs a reading of all of it. */
const LARGE_LIMIT = 200;
/** Statements of a large file that are shown, and characters of one that runs alone. */
const SHOWN = 100;
const HELD_LENGTH = 65_536;

export function mayBeAlone({ head, comments }: Statement): boolean {
	return MAY_BE_ALONE.test(head) || isMarkedAlone(comments);
}

export async function isAlone(sql: SqlPort, statement: Statement): Promise<boolean> {
	const solo = await soloOf(sql, statement);
	return solo !== undefined && solo.kind !== "enum-value";
}

async function soloOf(sql: SqlPort, { text, comments }: Statement): Promise<Solo | undefined> {
	if (isMarkedAlone(comments)) return { kind: "other" };
	return sql.solo(text);
}

function isMarkedAlone(comments: readonly string[]): boolean {
	return comments.some((comment) => MARKED.test(comment));
}

/** Takes the statements of a file one after another, so that one that is too large to be held can be cut too. */
export class Segmenter {
	readonly #sql: SqlPort;
	readonly #isLarge: boolean;
	readonly #segments: Segment[] = [];
	#open:
		| { stretch: Omit<Stretch, "to">; statements: Statement[]; setsOnly: boolean; block: number | undefined }
		| undefined;
	#at = 0;
	#shown = 0;
	#settings: readonly Statement[] = [];
	/** Values of enums that the open segment adds. */
	#fresh: string[] = [];

	constructor(sql: SqlPort, { isLarge }: { isLarge: boolean }) {
		this.#sql = sql;
		this.#isLarge = isLarge;
	}

	/** A promise only where the parser is asked. BAD_INPUT where a large file has too many. */
	add(statement: Statement): Promise<void> | undefined {
		if (this.#open && this.#open.block !== statement.block) this.#close();
		if (statement.block !== undefined || !mayBeAlone(statement)) {
			this.#push(statement);
			return undefined;
		}
		return soloOf(this.#sql, statement).then((solo) => {
			if (solo !== undefined && solo.kind !== "enum-value") this.#alone(statement, solo);
			else {
				this.#push(statement);
				if (solo) this.#fresh.push(solo.value);
			}
		});
	}

	/** All of them, in order. */
	end(): Segment[] {
		this.#close();
		return withoutLooseSettings(this.#segments);
	}

	#push(statement: Statement): void {
		// A fresh value of an enum is good for something only after COMMIT. Data is not looked into.
		const isUsed = (value: string): boolean => statement.data !== undefined || statement.text.includes(value);
		if (statement.block === undefined && this.#fresh.some(isUsed)) this.#close();
		const settings = carrySetting(this.#settings, statement);
		this.#open ??= {
			stretch: { from: this.#at, line: statement.line, settings: this.#settings },
			...{ statements: [], setsOnly: true, block: statement.block },
		};
		this.#open.setsOnly &&= settings !== undefined;
		if (!this.#isLarge) this.#open.statements.push(statement);
		else if (this.#shown < SHOWN || this.#open.statements.length === 0)
			this.#open.statements.push(shortened(statement));
		this.#shown += 1;
		if (settings) this.#settings = this.#isLarge ? settings.map(shortened) : settings;
		this.#at += 1;
	}

	#alone(statement: Statement, solo: Solo): void {
		this.#close();
		if (this.#isLarge && statement.text.length > HELD_LENGTH) {
			throw new AppError("BAD_INPUT", "It runs by itself, and is too long for that in a file of this size.", {
				line: statement.line,
				hint: "Give it a file of its own.",
			});
		}
		const stretch = { from: this.#at, to: this.#at + 1, line: statement.line, settings: this.#settings };
		const held = this.#isLarge ? (JSON.parse(JSON.stringify(statement)) as Statement) : statement;
		this.#add({ ...stretch, kind: "alone", statements: [held], solo });
		this.#at += 1;
	}

	#close(): void {
		const open = this.#open;
		this.#open = undefined;
		this.#fresh = [];
		if (!open) return;
		const { stretch, statements, setsOnly } = open;
		this.#add({ ...stretch, to: this.#at, kind: "together", statements, setsOnly });
	}

	#add(segment: Segment): void {
		this.#segments.push(segment);
		if (!this.#isLarge || this.#segments.length <= LARGE_LIMIT) return;
		throw new AppError("BAD_INPUT", `More than ${LARGE_LIMIT} parts of its own, in a file of this size.`, {
			line: segment.line,
			hint: "Put what belongs together between BEGIN and COMMIT, or part the file.",
		});
	}
}

/** A copy: parts of a string keep the whole of it, which is the block that they were read from. */
function shortened({ data: _, ...statement }: Statement): Statement {
	return JSON.parse(JSON.stringify({ ...statement, text: statement.text.slice(0, 1_000) })) as Statement;
}

/** SET around the one transaction that there is goes into it: it comes to the same, and all of it is one. */
function withoutLooseSettings(segments: Segment[]): Segment[] {
	const loose = (segment: Segment): boolean => segment.kind === "together" && segment.setsOnly;
	const rest = segments.filter((segment) => !loose(segment));
	const [only] = rest;
	const [first, last] = [segments[0], segments.at(-1)];
	if (rest.length > 1 || segments.length < 2 || !first || !last || only?.kind === "alone") return segments;
	const statements = segments.flatMap((segment) => segment.statements);
	return [{ ...first, kind: "together", to: last.to, statements, setsOnly: only === undefined }];
}

const ofLarge = new WeakMap<LargeScript, Segment[]>();

/** Those of a large file are found when it is read through. */
export function keepSegments(script: LargeScript, segments: Segment[]): void {
	ofLarge.set(script, segments);
}

export async function cutSegments(sql: SqlPort, statements: Statements): Promise<Segment[]> {
	if (isLarge(statements)) return ofLarge.get(statements) ?? [];
	const segmenter = new Segmenter(sql, { isLarge: false });
	for (const statement of statements) {
		const asking = segmenter.add(statement);
		if (asking !== undefined) await asking;
	}
	return segmenter.end();
}

/** Over what it says; undefined where not all of that is held. */
export function hashOfSegment({ from, to, statements }: Segment): string | undefined {
	if (statements.length < to - from || statements.some(({ data }) => data !== undefined)) return undefined;
	return createHash("sha256")
		.update(JSON.stringify(statements.map(({ text }) => text)))
		.digest("hex");
}

/** Whether all of the file can be committed with its ledger entry. */
export function isOneTransaction(segments: readonly Segment[]): boolean {
	return segments.length === 0 || (segments.length === 1 && segments[0]?.kind === "together");
}

/** The statements of one segment. Of a large file all are read, for only at its end it is known to be what it was. */
export function statementsOf(statements: Statements, { from, to }: Segment): Statements {
	if (!isLarge(statements)) return statements;
	return {
		length: statements.length,
		first: [],
		async *[Symbol.asyncIterator]() {
			let at = 0;
			for await (const statement of statements) {
				if (at >= from && at < to) yield statement;
				at += 1;
			}
		},
	};
}
