/** Estimates of bloat beside what pgstattuple reads of the pages, over a grid of widths, duplicates, fill factors and deletions. */
import { expect, test } from "vitest";
import { judgeBtree } from "../../main/core/indexes/bloat/judge-btree.ts";
import { withBulkhead } from "../helpers/bulkhead.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { readFactsOf } from "./read.ts";

/** Rows of each table: large enough that a page more or less is no matter. */
const ROWS = 40_000;

export interface Case {
	type: string;
	/** SQL of the n-th key. */
	key: string;
	/** Rows that have the same key. */
	each: number;
	fillfactor: number;
	/** Percent of the rows, chosen at random, or of the keys, whole. */
	gone: number;
	whole: boolean;
}

const types = [
	{ type: "int4", key: "k::int4" },
	{ type: "uuid", key: "md5(k::text)::uuid" },
	{ type: "text", key: "repeat(md5(k::text), 2)" },
] as const;

const deletions = [
	{ gone: 0, whole: false },
	{ gone: 30, whole: false },
	{ gone: 70, whole: false },
	{ gone: 70, whole: true },
] as const;

export const grid: readonly Case[] = types.flatMap(({ type, key }) =>
	[1, 10, 100, 3_000].flatMap((each) =>
		[90, 70].flatMap((fillfactor) => deletions.map((deletion) => ({ type, key, each, fillfactor, ...deletion }))),
	),
);

const nameOf = ({ type, each, fillfactor, gone, whole }: Case): string =>
	`b_${type}_${each}_${fillfactor}_${gone}${whole ? "_whole" : ""}`;

function sqlOf(one: Case): string {
	const name = nameOf(one);
	const keys = Math.ceil(ROWS / one.each);
	const gone = one.whole ? `k % 10 < ${one.gone / 10}` : `abs(hashtext(n::text)) % 100 < ${one.gone}`;
	return `
	CREATE TABLE ${name} (n int, k int, key ${one.type}) WITH (autovacuum_enabled = false);
	INSERT INTO ${name} SELECT n, k, ${one.key} FROM (SELECT n, (n * 7919::bigint % ${keys})::int AS k FROM generate_series(1, ${ROWS}) n) AS x;
	CREATE INDEX ${name}_i ON ${name} (key) WITH (fillfactor = ${one.fillfactor});
	DELETE FROM ${name} WHERE ${gone};`;
}

/** One in `part`, spread over all values of all dimensions. */
const some = (part: number): readonly Case[] =>
	grid.filter((_, at) => (at + Math.floor(at / 4) + Math.floor(at / 8)) % part === 0);

const isOff = (judged: ReturnType<typeof judgeBtree>, exact: { share: number }): boolean =>
	"reason" in judged || Math.abs(judged.share - exact.share) > 0.1;

export function judgeBloat(version: PostgresVersion, part: number): void {
	const cases = some(part);
	test(`on PostgreSQL ${version} the estimate is within 10 points of what the pages say, in ${cases.length} of ${grid.length} cases`, () =>
		withDatabase(
			async ({ url, params, script, sql }) => {
				await script(`CREATE EXTENSION pgstattuple; ${cases.map(sqlOf).join("")}`);
				for (const one of cases) await sql(`VACUUM ANALYZE ${nameOf(one)}`);
				// Before 15 a process of its own counts, half a second behind.
				await sql("SELECT pg_sleep(1.5)::text");
				const facts = await readFactsOf(params);
				const byName = new Map([...facts.indexes.values()].map((index) => [index.name, index]));
				const withoutLists = { ...facts, sizes: { ...facts.sizes, equalImage: new Set<string>() } };
				const judged = await withBulkhead(async ({ client, open }) => {
					const connection = await open(url);
					const all = cases.map(async (one) => {
						const index = byName.get(`${nameOf(one)}_i`);
						if (!index) throw new Error(`${nameOf(one)} is not there`);
						const exact = await client.indexes.exact({ connection, index: `public.${index.name}` });
						const bloat = judgeBtree(facts, index);
						const told = `${nameOf(one)}: ${JSON.stringify(bloat)} where it is ${exact.share.toFixed(3)}`;
						return { told, off: isOff(bloat, exact), offWithoutLists: isOff(judgeBtree(withoutLists, index), exact) };
					});
					return Promise.all(all);
				});
				expect(judged.filter(({ off }) => off).map(({ told }) => told)).toEqual([]);
				// Without deduplication in the reckoning the same rows are judged wrongly: the grid can tell.
				expect(judged.filter(({ offWithoutLists }) => offWithoutLists).length).toBeGreaterThan(cases.length / 4);
			},
			{ version },
		));
}
