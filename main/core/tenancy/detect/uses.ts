/** Which columns the policies hold against what the session says of its tenant. */
import type { PolicyFacts, Relation } from "../catalogue.ts";
import { type Comparison, comparisonsOf } from "./comparisons.ts";
import { type Reader, type Reads, readsTable, type Source } from "./sources.ts";
import { bare, closing, isSign, type Token, tokensOf } from "./tokens.ts";
import { soundsLikeTenant } from "./words.ts";

export interface Use {
	relation: Relation;
	column: string;
	policy: PolicyFacts;
	/** What it is compared with; undefined: with the session's role. */
	source: Source | undefined;
	/** Through a table that says who belongs where: then no setting holds the tenant itself. */
	membership: boolean;
	/** The setting holds several, as an array. */
	array: boolean;
}

export function usesOf(relations: readonly Relation[], reader: Reader): Use[] {
	return relations.flatMap((relation) => relation.policies.flatMap((policy) => usesIn(relation, policy, reader)));
}

function usesIn(relation: Relation, policy: PolicyFacts, reader: Reader): Use[] {
	const found = new Map<string, Use>();
	for (const text of [policy.using, policy.check]) {
		for (const { column, reads, array, subselect } of text === null
			? []
			: readingsOf(tokensOf(text), relation, policy, reader)) {
			const source = likeliest(reads.sources);
			// The rows of a table that belong to the tenant: the column leads there, and is not the tenant's itself.
			if (subselect && soundsLikeTenant(source)) continue;
			const membership = reads.table && !soundsLikeTenant(source);
			if (source || reads.role) found.set(column, { relation, column, policy, source, membership, array });
		}
	}
	return [...found.values()];
}

interface Reading {
	column: string;
	reads: Reads;
	array: boolean;
	/** It is compared with what a sub-select finds in a table. */
	subselect: boolean;
}

/** Own columns beside what they are compared with, or handed to a function that knows. */
function readingsOf(tokens: readonly Token[], relation: Relation, policy: PolicyFacts, reader: Reader): Reading[] {
	const compared = comparisonsOf(tokens)
		.flatMap(bothWays)
		.flatMap(({ left, right }): Reading[] => {
			const column = ownColumn(left, relation, policy);
			const compared = { reads: reader.inTokens(right), array: isArray(right), subselect: readsTable(right) };
			return column === undefined ? [] : [{ column, ...compared }];
		});
	const handed = [...tokens.keys()].flatMap((at): Reading[] => {
		if (reader.called(tokens, at).length === 0) return [];
		const column = ownColumn(tokens.slice(at + 2, closing(tokens, at + 1)), relation, policy);
		const reads = reader.inTokens(tokens.slice(at, at + 2));
		return column === undefined ? [] : [{ column, reads, array: false, subselect: false }];
	});
	return [...handed, ...compared];
}

const bothWays = ({ left, right }: Comparison): Comparison[] => [
	{ left, right },
	{ left: right, right: left },
];

/** In a sub-select PostgreSQL writes the table in front of a column of the table that is guarded. */
function ownColumn(tokens: readonly Token[], { name }: Relation, { columns }: PolicyFacts): string | undefined {
	const own = bare(tokens);
	const last = own.at(-1);
	const plain = own.every((token, at) =>
		at % 2 === 0 ? token.kind === "name" || token.kind === "quoted" : isSign(token, "."),
	);
	if (!last || !plain || own.length % 2 === 0 || !columns.includes(last.text)) return undefined;
	return own.length === 1 || own[own.length - 3]?.text === name ? last.text : undefined;
}

/** Where several are asked in turn, the one that names a tenant; else JSON claims, which newer servers of the kind set. */
function likeliest(sources: readonly Source[]): Source | undefined {
	const rank = (source: Source): number =>
		(soundsLikeTenant(source) ? 2 : 0) + (/claims$/.test(source.setting) ? 1 : 0);
	return sources.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** A cast of the setting to an array: what is set has to be written as one. */
const isArray = (tokens: readonly Token[]): boolean =>
	tokens.some((token, at) => isSign(token, "[") && isSign(tokens[at + 1], "]")) &&
	!tokens.some(({ text }) => text === "string_to_array");
