/** The rules of duplicates against the planner: what is called one is dropped, and no plan of generated queries costs 5 % more. */
import { expect, test } from "vitest";
import type { Session } from "../../main/core/ports.ts";
import { withBulkhead } from "../helpers/bulkhead.ts";
import { onServer, withDatabase } from "../helpers/postgres.ts";

const TABLES = 12;
const INDEXES = 9;
const QUERIES = 25;
const DEARER = 1.05;
/** A keeper that is larger than this is not called one: to read a longer index costs more, by as much. */
const LARGEST = 3;

/** The same ones each time. */
function drawing(seed: number) {
	let state = seed;
	const next = (): number => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
	const one = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
	return { next, one };
}

type Draw = ReturnType<typeof drawing>;

const COLUMNS = ["a", "b", "c"] as const;

function index({ next, one }: Draw, table: string): string {
	const keys = [...COLUMNS].sort(() => next() - 0.5).slice(0, 1 + Math.floor(next() * 3));
	const words = keys.map((key) => `${key}${one(["", "", "", " DESC", " DESC NULLS LAST"])}`);
	const rest = COLUMNS.filter((column) => !keys.includes(column));
	const include = next() < 0.2 && rest.length > 0 ? ` INCLUDE (${one(rest)})` : "";
	const where = next() < 0.15 ? ` WHERE ${one(COLUMNS)} > ${one([10, 20])}` : "";
	return `CREATE INDEX ON ${table} (${words.join(", ")})${include}${where}`;
}

function query({ next, one }: Draw, table: string): string {
	const conditions = COLUMNS.filter(() => next() < 0.5).map(
		(column) => `${column} ${one(["=", "=", "<", ">"])} ${one([1, 7, 40])}`,
	);
	const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
	const order =
		next() < 0.5 ? ` ORDER BY ${one(COLUMNS)}${one(["", " DESC"])}, ${one(COLUMNS)}${one(["", " DESC"])}` : "";
	const list = one(["*", "a", "a, b", "count(*)"]);
	return `SELECT ${list} FROM ${table}${where}${list === "count(*)" ? "" : order}${one(["", " LIMIT 20"])}`;
}

async function costs(session: Session, queries: readonly string[]): Promise<number[]> {
	const all: number[] = [];
	for (const each of queries) {
		const [row] = await session.query<{ "QUERY PLAN": string }>(`EXPLAIN (FORMAT json) ${each}`);
		const [plan] = JSON.parse(row?.["QUERY PLAN"] ?? "[]") as { Plan: { "Total Cost": number } }[];
		all.push(plan?.Plan["Total Cost"] ?? 0);
	}
	return all;
}

/** Those whose cost grew by more than this. */
const grown = (queries: readonly string[], before: readonly number[], after: readonly number[], most: number) =>
	queries.flatMap((text, at) => {
		const [was = 0, is = 0] = [before[at], after[at]];
		return is > was * most ? [{ text, was, is }] : [];
	});

test("dropping what is called a duplicate makes no generated query dearer by 5 %, a prefix none by more than its keeper is larger", () =>
	withDatabase((database) =>
		withBulkhead(async ({ client, open }) => {
			const draw = drawing(20_261_124);
			const queries: string[] = [];
			for (let at = 0; at < TABLES; at += 1) {
				const table = `public.g${at}`;
				await database.script(
					`CREATE TABLE ${table} (a int, b int, c int);
					 INSERT INTO ${table} SELECT n % 50, n % 97, n FROM generate_series(1, 5000) AS n;
					 ${Array.from({ length: INDEXES }, () => index(draw, table)).join(";\n")}`,
				);
				await database.script(`VACUUM ANALYZE ${table}`);
				queries.push(...Array.from({ length: QUERIES }, () => query(draw, table)));
			}
			const connection = await open(database.url);
			const plan = () => onServer(database.params, (session) => costs(session, queries));
			const drop = async (check: string): Promise<number> => {
				const { findings } = await client.indexes.examine({ connection });
				const dropped = findings.filter((each) => each.check === check && each.fix);
				for (const { fix } of dropped) await database.script(fix?.sql ?? "");
				return dropped.length;
			};
			const before = await plan();
			// A draw that makes none would prove nothing.
			expect(await drop("index-duplicate")).toBeGreaterThan(5);
			const between = await plan();
			expect(grown(queries, before, between, DEARER)).toEqual([]);
			expect(await drop("index-prefix")).toBeGreaterThan(5);
			expect(grown(queries, between, await plan(), LARGEST)).toEqual([]);
			expect([await drop("index-duplicate"), await drop("index-prefix")]).toEqual([0, 0]);
		}),
	));
