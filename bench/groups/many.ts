/** Many small migrations through every runner there is: the first run, and the run that finds nothing to do. */
import { join } from "node:path";
import { applyThrough } from "../bulkhead.ts";
import { applyFloor } from "../floor.ts";
import { type Contender, interleave, type Results, timed } from "../measure.ts";
import { type Row, rowOf, type Section } from "../report.ts";
import { runProcess, sampleOf } from "../run-process.ts";
import { BULKHEAD, FLOOR, type Runner, runners } from "../runners.ts";
import { type Server, withDatabase } from "../server.ts";
import { smallMigrations } from "../sets.ts";
import type { Bench } from "./bench.ts";

const inProcess = (name: string): string => `${name}, in process`;

export async function many(bench: Bench): Promise<Section[]> {
	const count = bench.quick ? 100 : 1_000;
	const places = { ...bench, folder: join(bench.folder, "many") };
	const known = runners(places, smallMigrations(count));
	const plain = join(places.folder, "plain");
	const contenders = [
		...known.flatMap((runner) => contenderOf(bench.server, runner, count)),
		...inThisProcess(bench, plain, count),
	];
	const results = await interleave(contenders, bench.quick ? 2 : 5, bench.say);
	return [firstRun(known, results, count), secondRun(known, results, count)];
}

function contenderOf(server: Server, { name, command, records, slow }: Runner, count: number): Contender[] {
	if (!command) return [];
	const once = () =>
		withDatabase(server, async (database) => {
			const first = sampleOf("first", await runProcess(command(database)));
			await requireTables(server, database, count);
			if (!records) return first;
			return { ...first, ...sampleOf("again", await runProcess(command(database))) };
		});
	return [{ name, once, ...(slow ? { slow } : {}) }];
}

function inThisProcess({ server, client }: Bench, folder: string, count: number): Contender[] {
	const twice = (apply: (url: string) => Promise<unknown>) => () =>
		withDatabase(server, async (database) => {
			const first = await timed(() => apply(server.url(database)));
			await requireTables(server, database, count);
			return { first, again: await timed(() => apply(server.url(database))) };
		});
	return [
		{ name: inProcess(FLOOR), once: twice((url) => applyFloor(url, folder)) },
		{ name: inProcess(BULKHEAD), once: twice((url) => applyThrough(client, url, { folder })) },
	];
}

/** A run that did not do the work has no time. */
async function requireTables(server: Server, database: string, count: number): Promise<void> {
	const sql = "SELECT count(*)::int AS tables FROM pg_tables WHERE tablename ~ '^bench_\\d+$'";
	const [found] = await server.query<{ tables: number }>(database, sql);
	if (found?.tables !== count) throw new Error(`${found?.tables} tables are there where ${count} were to be made`);
}

function firstRun(known: readonly Runner[], results: Results, count: number): Section {
	const target = { ratio: 1.15 };
	return {
		title: `${count.toLocaleString("en")} small migrations, first run`,
		text: [
			"One table each, on an empty database; the whole process, from its start to its end. One transaction a file, except where the name says otherwise.",
		],
		rows: [
			...known.map((runner) =>
				rowOfRunner(runner, results, "first", runner.name === FLOOR ? {} : { to: FLOOR }, { [BULKHEAD]: { target } }),
			),
			rowOf(results, inProcess(FLOOR), "first"),
			rowOf(results, inProcess(BULKHEAD), "first", { to: inProcess(FLOOR), target }),
		],
	};
}

function secondRun(known: readonly Runner[], results: Results, count: number): Section {
	return {
		title: `${count.toLocaleString("en")} small migrations, nothing to do`,
		text: ["The same command again, right after: every file is read and held against the record."],
		rows: [
			...known
				.filter(({ records }) => records)
				.map((runner) =>
					rowOfRunner(runner, results, "again", runner.name === FLOOR ? {} : { to: FLOOR }, {
						[BULKHEAD]: { target: { ms: 250 } },
					}),
				),
			rowOf(results, inProcess(FLOOR), "again"),
			rowOf(results, inProcess(BULKHEAD), "again", { to: inProcess(FLOOR) }),
		],
	};
}

function rowOfRunner(
	{ name, command }: Runner,
	results: Results,
	figure: string,
	options: Parameters<typeof rowOf>[3],
	byName: Record<string, Parameters<typeof rowOf>[3]>,
): Row {
	if (!command) return { name, note: "not installed" };
	return rowOf(results, name, figure, { ...options, ...byName[name] });
}
