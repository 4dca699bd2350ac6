/** Queries and pages at random, the same for the same seed: joins, filters, subqueries and aggregates over the shop's tenant tables. */
import { BETA } from "../helpers/view-scene.ts";

export interface Random {
	below(most: number): number;
	of<T>(list: readonly T[]): T;
}

export function seeded(seed: number): Random {
	let state = seed >>> 0;
	const below = (most: number): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * most);
	};
	return { below, of: (list) => list[below(list.length)] as (typeof list)[number] };
}

const tables = {
	orders: ["id::text", "secret", "tenant_id::text", "title"],
	lines: ["what", "order_id::text"],
	events: ["what", "tenant_id::text"],
	events_old: ["what", "tenant_id::text"],
	tenants: ["name", "id::text", "slug"],
} as const;
type Name = keyof typeof tables;
const names = Object.keys(tables) as Name[];

function condition(random: Random, alias: string, name: Name, depth: number): string {
	const column = `${alias}.${random.of(tables[name])}`;
	const other = random.of(names);
	const ways = [
		`${column} <> 'x'`,
		`${column} LIKE '%${random.of(["secret", "2", "beta", "a"])}%'`,
		`${column} IS NOT NULL`,
		`${column} = '${BETA}' OR true`,
		`${column} >= '' AND NOT (${column} = '${random.below(40)}')`,
		...(depth > 0
			? [
					`EXISTS (SELECT 1 FROM ${other} i WHERE ${condition(random, "i", other, depth - 1)})`,
					`${column} NOT IN (SELECT i.${random.of(tables[other])} || 'x' FROM ${other} i)`,
				]
			: []),
	];
	return random.of(ways);
}

/** One query, whose rows hold whatever it met. */
export function generateQuery(random: Random): string {
	const [a, b] = [random.of(names), random.of(names)];
	const join = random.of(["JOIN", "LEFT JOIN", "FULL JOIN", "RIGHT JOIN"]);
	const on = join === "FULL JOIN" ? "a.n = b.n" : random.of(["true", "a.n = b.n", "a.n <> b.n"]);
	const numbered = (name: Name, alias: string): string =>
		`(SELECT *, row_number() OVER () AS n FROM ${name}) AS ${alias}`;
	const [left, right] = [`a.${random.of(tables[a])}`, `b.${random.of(tables[b])}`];
	const from = `FROM ${numbered(a, "a")} ${join} ${numbered(b, "b")} ON ${on} WHERE ${condition(random, "a", a, 2)}`;
	return random.of([
		`SELECT ${left}, ${right} ${from} LIMIT ${1 + random.below(100)}`,
		`SELECT string_agg(DISTINCT ${left}, ','), max(${right}), min(${right}) ${from}`,
		`SELECT ${left}, count(*), array_agg(${right}) ${from} GROUP BY 1 ORDER BY 1 DESC`,
		`SELECT DISTINCT jsonb_build_array(to_jsonb(a), to_jsonb(b)) ${from}`,
		`WITH q AS (SELECT ${left} AS v ${from}) SELECT v FROM q UNION SELECT ${random.of(tables[a])} FROM ${a}`,
		`SELECT first_value(${left}) OVER (ORDER BY ${left} DESC), lag(${left}) OVER (ORDER BY ${left}) ${from}`,
	]);
}

const odd = [
	"",
	"'",
	"' OR 1=1 --",
	"$1",
	"\\",
	"%",
	"_",
	BETA,
	"beta-secret-2",
	"2",
	"1) OR (1=1",
	"\u202e",
	"NULL",
	"[]",
	'["2"]',
];
const columns = [
	"id",
	"tenant_id",
	"title",
	"amount",
	"note",
	"secret",
	"made",
	"ctid",
	'"; --',
	"id) OR (1=1",
	"elsewhere",
];
const ops = ["=", "<>", "<", "<=", ">", ">=", "contains", "starts", "in", "null", "not-null"] as const;

/** A page of orders, most of it nonsense that somebody typed. */
export function generatePage(random: Random) {
	const column = (): string => (random.below(4) === 0 ? random.of(columns) : random.of(columns.slice(0, 7)));
	const filters = Array.from({ length: random.below(3) }, () => ({
		column: column(),
		op: random.of(ops),
		value: random.of(odd),
	}));
	const sort = Array.from({ length: random.below(3) }, () => ({ column: column(), desc: random.below(2) === 0 }));
	return {
		...{ table: { schema: "public", name: "orders" }, filters, sort, limit: 1 + random.below(100) },
		...(random.below(2) === 0
			? {}
			: { after: Array.from({ length: 1 + random.below(3) }, () => random.of([...odd, null])) }),
		...(random.below(3) === 0 ? { columns: [column(), "secret"] } : {}),
	};
}
