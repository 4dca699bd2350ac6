/** Many databases at once, through the contract's client: 200 on the bench's server, saved as connections. */
import type { FleetRun, FleetStatusResult, JobKind, JobResult } from "../../main/contract/index.ts";
import type { Client } from "../../main/hosts/local-client.ts";
import { type Contender, interleave, type Sample, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import type { Bench } from "./bench.ts";

const CONCURRENCY = 8;

const names = {
	status: "`fleet status`, eight migrations recorded in each",
	migrate: "`fleet migrate`, eight migrations in each",
	work: `the work of all targets, divided by ${CONCURRENCY}`,
	alone: "the same, one target at a time, divided by 2 processors",
};

export async function fleet(bench: Bench): Promise<Section[]> {
	const count = bench.quick ? 40 : 200;
	const made = await makeFleet(bench, count);
	try {
		const results = await interleave([migrating(bench, made)], bench.quick ? 1 : 2, bench.say);
		const statuses = await interleave([looking(bench, made)], bench.quick ? 2 : 5, bench.say);
		return [
			{
				title: `A fleet of ${count} databases on one server`,
				text: [
					`${CONCURRENCY} targets at a time, each with its own connection, lock, checks and certificate; server, Bulkhead and bench share two processors. The work of a target is the time from its begin to its end while the others run; their sum divided by ${CONCURRENCY} is what a run without any waste would take. One target at a time is a run with \`--concurrency 1\`.`,
				],
				rows: [
					rowOf(statuses, names.status, "ms", { target: { ms: 5_000 } }),
					rowOf(results, names.migrate, "work", { title: names.work }),
					rowOf(results, names.migrate, "alone", { title: names.alone }),
					rowOf(ratioed(results, "work"), names.migrate, "ms", { to: names.work, target: { ratio: 1.3 } }),
					rowOf(ratioed(results, "alone"), names.migrate, "ms", { to: names.alone }),
				],
			},
		];
	} finally {
		await drop(bench, made);
	}
}

/** Each run against its own base: as a contender of the same round. */
function ratioed(results: Map<string, Sample[]>, base: "work" | "alone"): Map<string, Sample[]> {
	const samples = results.get(names.migrate) ?? [];
	const of = (figure: string) => samples.map((sample) => ({ ms: sample[figure] ?? Number.NaN }));
	return new Map([
		[names.migrate, of("ms")],
		[names[base], of(base)],
	]);
}

interface Made {
	ids: string[];
	databases: string[];
}

async function makeFleet({ server, client, say }: Bench, count: number): Promise<Made> {
	say(`  ${count} databases`);
	const made: Made = { ids: [], databases: [] };
	for (let at = 1; at <= count; at += 1) {
		const database = `fleet_${at}`;
		await server.query("postgres", `CREATE DATABASE ${database} TEMPLATE template0`);
		made.databases.push(database);
		const { user, password, port } = server;
		const settings = { name: database, host: "127.0.0.1", port, database, user, sslMode: "disable" as const };
		const card = await client.connections.save({ settings: { ...settings, group: "fleet" }, password });
		made.ids.push(card.id);
	}
	return made;
}

async function drop({ server, client }: Bench, { ids, databases }: Made): Promise<void> {
	for (const id of ids) await client.connections.remove({ id });
	for (const database of databases) await server.query("postgres", `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
}

async function anew({ server }: Bench, { databases }: Made): Promise<void> {
	for (const database of databases) {
		await server.query("postgres", `DROP DATABASE ${database} WITH (FORCE)`);
		await server.query("postgres", `CREATE DATABASE ${database} TEMPLATE template0`);
	}
	// Roles of the set belong to the whole server: they are there from the second database on.
	await server.query("postgres", "CHECKPOINT");
}

const migrating = (bench: Bench, made: Made): Contender => ({
	name: names.migrate,
	slow: true,
	once: async () => {
		await anew(bench, made);
		const alone = await timed(() => migrate(bench.client, 1));
		await anew(bench, made);
		let run: FleetRun | undefined;
		const ms = await timed(async () => {
			run = await migrate(bench.client, CONCURRENCY);
		});
		const work = (run?.entries ?? []).reduce((sum, entry) => sum + (entry.ms ?? 0), 0);
		return { ms, work: work / CONCURRENCY, alone: alone / 2 };
	},
});

async function migrate(client: Client, concurrency: number): Promise<FleetRun> {
	const waves = [{ take: "rest" as const }];
	const run = await resultOf(
		client,
		"fleet-migrate",
		client.fleet.migrate({ choice: { groups: ["fleet"] }, waves, concurrency }),
	);
	const bad = run.entries.find(({ state, applied }) => state !== "done" || applied.length !== 8);
	if (bad) throw new Error(`${bad.target.name} is ${bad.state}: ${bad.error?.message}`);
	return run;
}

const looking = ({ client }: Bench, { ids }: Made): Contender => ({
	name: names.status,
	once: async () => {
		let result: FleetStatusResult | undefined;
		const ms = await timed(async () => {
			result = await resultOf(client, "fleet-status", client.fleet.status({ choice: { groups: ["fleet"] } }));
		});
		if (result?.summary.settled !== ids.length)
			throw new Error(`${result?.summary.settled} of ${ids.length} are settled`);
		return { ms };
	},
});

type ResultOf<Kind extends JobKind> = Extract<JobResult, { job: Kind }>["result"];

async function resultOf<Kind extends JobKind>(
	client: Client,
	kind: Kind,
	started: Promise<{ jobId: string }>,
): Promise<ResultOf<Kind>> {
	const { jobId } = await started;
	for await (const { end } of await client.jobs.watch({ jobId })) {
		if (end?.status === "failed") throw new Error(`${end.error.code}: ${end.error.message}`);
		if (end?.status === "done" && end.outcome.job === (kind as string)) return end.outcome.result as ResultOf<Kind>;
	}
	throw new Error("the job ended without saying how");
}
