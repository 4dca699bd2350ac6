/** What is large: a folder of many files, read and planned; one file of many statements, run. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { applyThrough, bulkheadCommand } from "../bulkhead.ts";
import { applyFloor } from "../floor.ts";
import { interleave, type Sample, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import { peakMemory, runProcess, sampleOf } from "../run-process.ts";
import { withDatabase } from "../server.ts";
import { manyStatements, smallMigrations, writePlain } from "../sets.ts";
import type { Bench } from "./bench.ts";

export async function large(bench: Bench): Promise<Section[]> {
	return [await manyFiles(bench), await longFile(bench)];
}

async function manyFiles({ server, client, store, folder, quick, say }: Bench): Promise<Section> {
	const count = quick ? 1_000 : 5_000;
	const files = writePlain(join(folder, "files"), smallMigrations(count));
	const names = { plan: "plan, in process", status: "`bulkhead status`, whole process" };
	const plan = () =>
		withDatabase(server, async (database) => {
			const settings = { migrations: files };
			const { id: connection } = await client.connections.open({ url: server.url(database), settings });
			const ms = await timed(async () => {
				const { steps } = await client.migrations.plan({ connection, direction: "apply" });
				if (steps.length !== count) throw new Error(`${steps.length} of ${count} were planned`);
			});
			return { ms };
		});
	const status = () =>
		withDatabase(server, async (database) => {
			const command = bulkheadCommand(["status", "--migrations", files], { url: server.url(database), store });
			return sampleOf("ms", await runProcess(command));
		});
	const contenders = [
		{ name: names.plan, once: plan },
		{ name: names.status, once: status },
	];
	const results = await interleave(contenders, quick ? 2 : 7, say);
	return {
		title: `${count.toLocaleString("en")} files read, hashed and planned`,
		text: [
			"On an empty database. The plan cuts every file into its statements, and goes through the contract's client with all its steps; `status` only reads and hashes.",
		],
		rows: [rowOf(results, names.plan, "ms", { target: { ms: 1_000 } }), rowOf(results, names.status, "ms")],
	};
}

const ROWS = "SELECT count(*)::int AS rows FROM public.bench_rows";

async function longFile(bench: Bench): Promise<Section> {
	const { server, store, client, floor, quick, say } = bench;
	const count = quick ? 2_000 : 20_000;
	const statements = manyStatements(count);
	const folder = join(bench.folder, "long");
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "001_rows.sql"), statements.join("\n"));

	const measured = (work: (url: string) => Promise<Sample>) => () =>
		withDatabase(server, async (database) => {
			const sample = await work(server.url(database));
			const [found] = await server.query<{ rows: number }>(database, ROWS);
			if (found?.rows !== count - 1) throw new Error(`${found?.rows} rows are there where ${count - 1} were to be`);
			return sample;
		});
	const here = async (work: () => Promise<unknown>): Promise<Sample> => ({ ms: await timed(work) });
	const memory = (command: (url: string) => Parameters<typeof peakMemory>[0]) => () =>
		withDatabase(server, async (database) => ({ bytes: await peakMemory(command(server.url(database))) }));
	const command = (url: string) => bulkheadCommand(["migrate", "--migrations", folder], { url, store });
	const floorCommand = (url: string) => ({ file: process.execPath, args: [floor, folder], env: { DATABASE_URL: url } });

	const names = {
		each: "floor: statement by statement, in process",
		whole: "floor: the file as one query, in process",
		here: "Bulkhead, in process",
		floorProcess: "floor: the file as one query",
		process: "Bulkhead",
		floorMemory: "floor: the file as one query, peak memory",
		memory: "Bulkhead, peak memory",
	};
	const results = await interleave(
		[
			{ name: names.each, once: measured((url) => here(() => oneByOne(url, statements))) },
			{ name: names.whole, once: measured((url) => here(() => applyFloor(url, folder))) },
			{ name: names.here, once: measured((url) => here(() => applyThrough(client, url, { folder }))) },
			{ name: names.floorProcess, once: measured(async (url) => sampleOf("ms", await runProcess(floorCommand(url)))) },
			{ name: names.process, once: measured(async (url) => sampleOf("ms", await runProcess(command(url)))) },
			{ name: names.floorMemory, once: memory(floorCommand) },
			{ name: names.memory, once: memory(command) },
		],
		quick ? 2 : 5,
		say,
	);
	return {
		title: `One file of ${count.toLocaleString("en")} statements`,
		text: [
			"A table and rows, one INSERT each, in one transaction. Bulkhead sends each statement by itself, for the progress, the times in the ledger and the place of an error; so the floor that does the same is its measure. The file as one query saves every round trip and tells none of that.",
		],
		rows: [
			rowOf(results, names.each, "ms"),
			rowOf(results, names.whole, "ms", { to: names.each }),
			rowOf(results, names.here, "ms", { to: names.each, target: { ratio: 1.15 } }),
			rowOf(results, names.here, "ms", { title: "the same", to: names.whole }),
			rowOf(results, names.floorProcess, "ms"),
			rowOf(results, names.process, "ms", { to: names.floorProcess }),
			rowOf(results, names.floorMemory, "bytes", { unit: "bytes" }),
			rowOf(results, names.memory, "bytes", { unit: "bytes", to: names.floorMemory, target: { bytes: 250e6 } }),
		],
	};
}

/** The least that sends each statement by itself, with a ledger row in the same transaction. */
async function oneByOne(url: string, statements: readonly string[]): Promise<void> {
	const client = new pg.Client(url);
	await client.connect();
	await client.query("CREATE TABLE public.floor_ledger (file text PRIMARY KEY)");
	await client.query("BEGIN");
	for (const statement of statements) await client.query(statement);
	await client.query("INSERT INTO public.floor_ledger (file) VALUES ($1)", ["001_rows.sql"]);
	await client.query("COMMIT");
	await client.end();
}
