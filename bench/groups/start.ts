/** How long somebody waits: the demo, the browser host's address, `status`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { bulkheadCommand, finished, withClient, withStore } from "../bulkhead.ts";
import { type Contender, interleave, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import { runProcess, sampleOf } from "../run-process.ts";
import { withDatabase } from "../server.ts";
import type { Bench } from "./bench.ts";

const names = {
	node: "`node -e 0`: Node by itself",
	version: "`bulkhead --version`",
	status: "`bulkhead status`, the eight migrations applied",
	serve: "`bulkhead serve`, until it prints its address",
	demo: "demo: server made and started, migrated, filled",
};

export async function start(bench: Bench): Promise<Section[]> {
	const { quick, say } = bench;
	const processes = await withDatabase(bench.server, async (database) => {
		const url = bench.server.url(database);
		await runProcess(bulkheadCommand(["migrate", "--no-checks"], { url, store: bench.store }));
		return interleave(processContenders(bench, url), quick ? 3 : 15, say);
	});
	const demo = await interleave([{ name: names.demo, once: demoTwice }], quick ? 1 : 3, say);
	return [
		{
			title: "Start",
			text: ["Whole processes, with Node's own start in them; what a terminal waits for."],
			rows: [
				rowOf(processes, names.node, "ms"),
				rowOf(processes, names.version, "ms"),
				rowOf(processes, names.status, "ms", { target: { ms: 250 } }),
				rowOf(processes, names.serve, "ms", { target: { ms: 400 } }),
			],
		},
		{
			title: "Demo",
			text: ["Through the contract's client, in process, on a store of its own: from nothing, and again after a stop."],
			rows: [
				rowOf(demo, names.demo, "fresh", { target: { ms: 10_000 } }),
				rowOf(demo, names.demo, "again", { title: "demo: the second start" }),
			],
		},
	];
}

function processContenders({ store }: Bench, url: string): Contender[] {
	const run = (name: string, command: Parameters<typeof runProcess>[0]): Contender => ({
		name,
		once: async () => sampleOf("ms", await runProcess(command)),
	});
	return [
		run(names.node, { file: process.execPath, args: ["-e", "0"] }),
		run(names.version, bulkheadCommand(["--version"], { store })),
		run(names.status, bulkheadCommand(["status"], { url, store })),
		{ name: names.serve, once: async () => ({ ms: await untilServed(store) }) },
	];
}

/** Starts the browser host, waits for the first bytes of its answer, and ends it as Ctrl-C does. */
async function untilServed(store: string): Promise<number> {
	const { file, args } = bulkheadCommand(["serve"], { store });
	const began = performance.now();
	const child = spawn(file, args, { stdio: ["ignore", "pipe", "ignore"] });
	const ended = once(child, "exit");
	const [bytes] = await Promise.race([once(child.stdout, "data"), ended.then(() => [undefined])]);
	const ms = performance.now() - began;
	child.kill("SIGINT");
	await ended;
	if (!String(bytes).includes("127.0.0.1")) throw new Error("`bulkhead serve` printed no address");
	return ms;
}

/** A second Bulkhead on the same store stands for the next day: the first one has stopped its server. */
function demoTwice(): Promise<{ fresh: number; again: number }> {
	const run = (store: string) => withClient(store, (client) => timed(() => finished(client, client.demo.start({}))));
	return withStore(async (store) => ({ fresh: await run(store), again: await run(store) }));
}
