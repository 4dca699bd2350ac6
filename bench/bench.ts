/** `npm run bench`: measures, prints the tables, and after a whole run writes docs/benchmarks.md. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { constants, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildFloor } from "./build-floor.ts";
import { withClient, withStore } from "./bulkhead.ts";
import { readFacts } from "./facts.ts";
import { apply } from "./groups/apply.ts";
import type { Bench } from "./groups/bench.ts";
import { connect } from "./groups/connect.ts";
import { fleet } from "./groups/fleet.ts";
import { indexes } from "./groups/indexes.ts";
import { large } from "./groups/large.ts";
import { many } from "./groups/many.ts";
import { rls } from "./groups/rls.ts";
import { scan } from "./groups/scan.ts";
import { snapshots } from "./groups/snapshots.ts";
import { start } from "./groups/start.ts";
import { store } from "./groups/store.ts";
import { tenants } from "./groups/tenants.ts";
import { views } from "./groups/views.ts";
import type { GroupName, Options } from "./options.ts";
import { bringPeers } from "./peers.ts";
import { missed, renderSection, type Section } from "./report.ts";
import { type Server, startServer } from "./server.ts";

const groups: Record<GroupName, (bench: Bench) => Promise<Section[]>> = {
	apply,
	connect,
	many,
	large,
	rls,
	start,
	store,
	snapshots,
	fleet,
	scan,
	tenants,
	indexes,
	views,
};

/** By the keyboard, by a service or `kill`, by a terminal that is closed. */
const ENDING: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

const say = (line: string): void => console.error(line);

export async function runBench(options: Options): Promise<void> {
	const peers = bringPeers(say);
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-"));
	let server: Server | undefined;
	let interrupted: NodeJS.Signals | undefined;
	// Whoever is at work finds the server gone, and everything ends in its order.
	const onInterrupt = (signal: NodeJS.Signals) => {
		interrupted = signal;
		void server?.stop();
	};
	for (const signal of ENDING) process.once(signal, onInterrupt);
	try {
		server = await startServer();
		const bench = { server, peers, folder, quick: options.quick, say, floor: await buildFloor(folder) };
		const facts = await readFacts(server, peers);
		const sections = await withStore((store) =>
			withClient(store, (client) => runGroups({ ...bench, store, client }, options.only)),
		);
		facts.push(`Load at the end: ${loadavg()[0]?.toFixed(2)}`);
		publish(page(facts, sections, options), options.out);
		for (const name of missed(sections)) say(`target missed: ${name}`);
	} catch (error) {
		if (!interrupted) throw error;
		say("interrupted: nothing is written");
		process.exitCode = 128 + constants.signals[interrupted];
	} finally {
		for (const signal of ENDING) process.off(signal, onInterrupt);
		await server?.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function runGroups(bench: Bench, names: readonly GroupName[]): Promise<Section[]> {
	const sections: Section[] = [];
	for (const name of names) {
		bench.say(name);
		sections.push(...(await groups[name](bench)));
	}
	return sections;
}

function page(facts: string[], sections: readonly Section[], { quick, only }: Options): string {
	const partial = quick || only.length < Object.keys(groups).length;
	return `${[
		"# Benchmarks",
		"Written by `npm run bench`; not by hand.",
		...(partial ? ["**A quick or partial run: to see that it works, not to quote.**"] : []),
		"What is compared runs in turns (A B C A B C …), each after a warm-up that does not count. A ratio is taken round by round, against the same round's base, so that what slowed both does not count; its median comes first. The floor is the least that one would write by hand (`bench/floor.ts`): one Node process, one connection, each file one query in a transaction, SHA-256 and a ledger row included. Every run's work is checked before its time counts. Processor time is that of the measured process and what it ran, not of the server.",
		facts.map((fact) => `- ${fact}`).join("\n"),
		...sections.map(renderSection),
	].join("\n\n")}\n`;
}

function publish(text: string, out: string | undefined): void {
	console.log(text);
	if (out === undefined) return;
	writeFileSync(resolve(out), text);
	say(`written to ${out}`);
}
