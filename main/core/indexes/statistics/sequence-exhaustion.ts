import type { IndexSeverity } from "../../../contract/indexes.ts";
import { quoteIdent, quoteLiteral, quoteQualified } from "../../sql/quote.ts";
import type { Check, Fix, Judged } from "../check.ts";
import type { SequenceFact } from "./upkeep-facts.ts";

export const sequenceExhaustion: Check = {
	name: "sequence-exhaustion",
	asks: "Will a sequence, or the column that takes its numbers, run out of them?",
	judge({ upkeep }) {
		const judged: Judged = { objects: upkeep.sequences.length, found: [], notEvaluated: [] };
		for (const sequence of upkeep.sequences) {
			const object = `sequence ${sequence.name}`;
			if (!sequence.readable) {
				judged.notEvaluated.push({
					object,
					reason: "This login has neither USAGE nor SELECT on it: its last number is hidden.",
				});
				continue;
			}
			const { share, limit, by } = usedOf(sequence);
			const severity = severityOf(share);
			if (severity === undefined) continue;
			const { column } = sequence;
			judged.found.push({
				object,
				...(column ? { table: `${column.schema}.${column.relation}` } : {}),
				severity,
				detail: `${Math.floor(share * 100)} % of its numbers are used: ${sequence.last} of ${limit}, which is as far as ${by} goes.${sequence.cycles ? " It then begins again, among numbers that are there already." : ""}`,
				why: "When the last number is used every INSERT fails.",
				evidence: [
					{ name: "last number", value: String(sequence.last) },
					{ name: "limit", value: String(limit) },
					{ name: "set by", value: by },
				],
				weight: share,
				fix: fixOf(sequence, by),
			});
		}
		return judged;
	},
};

const severityOf = (share: number): IndexSeverity | undefined =>
	share >= 0.95 ? "ERROR" : share >= 0.85 ? "WARN" : share >= 0.75 ? "INFO" : undefined;

interface Use {
	share: number;
	limit: bigint;
	/** `the sequence`, `column public.orders.id`. */
	by: string;
}

/** Of what the sequence, its column and the columns that refer to it can hold, the least; downwards where it counts down. */
export function usedOf(sequence: SequenceFact): Use {
	const { minimum, maximum, increment, last, column, referring } = sequence;
	const up = increment > 0n;
	const holds = (width: number): bigint => {
		const most = 2n ** BigInt(Math.min(8, width) * 8 - 1);
		return up ? most - 1n : -most;
	};
	const limits = [
		{ limit: up ? maximum : minimum, by: "the sequence" },
		...(column && column.width > 0
			? [{ limit: holds(column.width), by: `column ${column.schema}.${column.relation}.${column.name}` }]
			: []),
		...referring
			.filter(({ width }) => width > 0)
			.map(({ name, width }) => ({ limit: holds(width), by: `column ${name}, which refers to it` })),
	];
	const least = limits.reduce((a, b) => ((up ? b.limit < a.limit : b.limit > a.limit) ? b : a));
	const from = up ? minimum : maximum;
	const span = up ? least.limit - from : from - least.limit;
	const used = last === undefined ? 0n : up ? last - from : from - last;
	return { ...least, share: span <= 0n ? 1 : Number((used * 10_000n) / span) / 10_000 };
}

function fixOf(sequence: SequenceFact, by: string): Fix {
	const { column, name, increment } = sequence;
	const end = increment > 0n ? "MAXVALUE" : "MINVALUE";
	const limit = increment > 0n ? sequence.maximum : sequence.minimum;
	const holds = {
		name: `${name} has numbers left`,
		violations: `SELECT s.seqrelid::pg_catalog.regclass FROM pg_catalog.pg_sequence s WHERE s.seqrelid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND s.${increment > 0n ? "seqmax" : "seqmin"} = ${limit}`,
	};
	if (by === "the sequence" && (!column || column.width >= 8))
		return {
			sql: `ALTER SEQUENCE ${name} AS bigint NO ${end};`,
			undo: `ALTER SEQUENCE ${name} ${end} ${limit};`,
			lock: "SHARE ROW EXCLUSIVE on the sequence for a moment.",
			cost: "Only the catalogue changes.",
			holds,
		};
	const wide = column
		? `ALTER TABLE ${quoteQualified(column.schema, column.relation)} ALTER COLUMN ${quoteIdent(column.name)} TYPE bigint;`
		: "";
	return {
		sql: [wide, `ALTER SEQUENCE ${name} AS bigint NO ${end};`].filter((line) => line !== "").join("\n"),
		undo: "",
		lock: "ACCESS EXCLUSIVE on the table until it is written anew: nobody reads or writes it meanwhile.",
		cost: "The whole table and its indexes are written anew, and columns that refer to it have to become bigint too.",
		byHand:
			"On a table in use it goes in steps: add a bigint column, fill it from a trigger and in batches, build its unique index CONCURRENTLY, then swap the two in one short transaction.",
		holds,
	};
}
