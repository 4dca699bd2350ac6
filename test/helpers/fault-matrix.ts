/** One scene, broken at many points of its conversation with the server, each on a fresh copy of the database. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { ErrorValue } from "../../main/contract/index.ts";
import { type Bulkhead, finish, putFiles, withBulkhead } from "./bulkhead.ts";
import {
	ALL,
	applyAgain,
	DATA,
	type Known,
	learnSegments,
	learnStates,
	lockIsFree,
	plain,
	scenesSet,
	truth,
	worldOf,
} from "./fault-scenes.ts";
import { type TestDatabase, type TestServer, testServer, withDatabase } from "./postgres.ts";
import { runCli } from "./run-cli.ts";
import { type Moment, type TcpProxy, withProxy } from "./tcp-proxy.ts";

/** Points at which each scene is broken; fewer while something is being looked for. */
export const POINTS = Number(process.env.BULKHEAD_FAULT_POINTS ?? 50);

export const sceneNames = ["apply, one transaction a file", "apply, a file of segments", "rollback with data"] as const;
export type SceneName = (typeof sceneNames)[number];

interface Scene {
	/** The database that each point begins with a copy of. */
	template: string;
	known: Known;
	/** How the ledger reads where the run got through. */
	end: string;
	args: string[];
	run(bulkhead: Bulkhead, url: string): Promise<{ error?: ErrorValue }>;
	/** What the next run, and the ones after it, leave wrong. */
	goOn(bulkhead: Bulkhead, database: TestDatabase, key: string): Promise<string[]>;
}

export interface Stage {
	folder: string;
	server: TestServer;
	scenes: Record<SceneName, Scene>;
}

/** Lends the scenes on a server: their databases are made once. */
export async function withStage<T>(use: (stage: Stage) => Promise<T>, on?: TestServer): Promise<T> {
	const server = on ?? (await testServer());
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-scenes-"));
	putFiles(folder, scenesSet);
	const lend = <R>(template: string | undefined, work: (database: TestDatabase) => Promise<R>): Promise<R> =>
		withDatabase(work, { server, ...(template === undefined ? {} : { template }) });
	const applyTo = (database: TestDatabase, to: string) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url, folder);
			const { error } = await finish(client, "apply", client.migrations.apply({ connection, to }));
			if (error) throw new Error(error.message);
		});
	try {
		return await lend(undefined, (empty) =>
			lend(undefined, (half) =>
				lend(undefined, async (full) => {
					await applyTo(half, "002");
					const known = await lend(undefined, (database) => learnStates(database, folder));
					await lend(half.database, (database) => learnSegments(database, known));
					await applyTo(full, "004");
					await full.script(DATA);
					const before = plain(await worldOf(full)).lines;
					const withData: Known = new Map([...known, [ALL, before]]);
					const scenes: Stage["scenes"] = {
						"apply, one transaction a file": applyScene(folder, empty, known, "002"),
						"apply, a file of segments": applyScene(folder, half, known, "004"),
						"rollback with data": rollbackScene(folder, full, withData),
					};
					return use({ folder, server, scenes });
				}),
			),
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function applyScene(folder: string, template: TestDatabase, known: Known, to: string): Scene {
	return {
		...{ template: template.database, known, end: to === "002" ? "001 002" : ALL },
		args: ["migrate", "--to", to],
		async run({ client, open }, url) {
			const connection = await open(url, folder);
			return finish(client, "apply", client.migrations.apply({ connection, to }));
		},
		goOn: (bulkhead, database) => applyAgain(database, bulkhead, folder, known),
	};
}

function rollbackScene(folder: string, template: TestDatabase, known: Known): Scene {
	const request = { to: "001", reason: "fault", confirmed: true };
	const run = async ({ client, open }: Bulkhead, url: string) => {
		const connection = await open(url, folder);
		return finish(client, "rollback", client.migrations.rollback({ connection, ...request }));
	};
	return {
		...{ template: template.database, known, end: "001" },
		args: ["rollback", "--to", "001", "--reason", "fault", "--yes"],
		run,
		async goOn(bulkhead, database, key) {
			if (key === ALL) {
				const { error } = await run(bulkhead, database.url);
				if (error) return [`the next rollback: ${error.code} ${error.message}`];
			}
			const { client, open } = bulkhead;
			const { snapshots } = await client.snapshots.list({ check: true });
			const ours = snapshots.filter(({ head }) => head?.database === database.database);
			if (snapshots.some(({ intact }) => intact !== true)) return ["a snapshot is not whole"];
			const id = ours[0]?.id;
			if (id === undefined) return ["there is no snapshot"];
			const connection = await open(database.url, folder);
			const again = await finish(client, "apply", client.migrations.apply({ connection }));
			if (again.error) return [`migrate after it: ${again.error.code} ${again.error.message}`];
			const restored = await finish(client, "restore", client.snapshots.restore({ connection, id }));
			if (restored.error) return [`the restore: ${restored.error.code} ${restored.error.message}`];
			return (await truth(database, bulkhead, folder, known)).wrong;
		},
	};
}

/** What breaks the run, on one copy of the database. */
export interface Breaking {
	database: TestDatabase;
	proxy: TcpProxy;
	moment: Moment;
	point: number;
	/** Breaks it; answers once the run has ended. `undefined`: nobody is left to tell what came of it. */
	run: (through?: TcpProxy) => Promise<{ error?: ErrorValue }>;
	/** The same as a process of its own. */
	spawn: (started: (kill: () => void) => void) => Promise<void>;
}

/** Answers with how it ended, where somebody is left to tell. It has put right what it broke. */
export type Breaker = (breaking: Breaking) => Promise<{ error?: ErrorValue } | undefined>;

export interface Outcome {
	wrong: string[];
	/** How often each ending was told: an error's code, or `done`. */
	endings: Record<string, number>;
}

/** One look tells how often and where; what was told is printed. */
export function report(what: string, { wrong, endings }: Outcome): void {
	process.stdout.write(`${what}: ${JSON.stringify(endings)}\n`);
	expect(wrong, what).toEqual([]);
}

/** Breaks a scene at so many points, evenly over the bytes of its conversation; `atOnce` of them (default one) at the same time. */
export async function breakScene(
	stage: Stage,
	name: SceneName,
	breaker: Breaker,
	{ points = POINTS, atOnce = 1 }: { points?: number; atOnce?: number } = {},
): Promise<Outcome> {
	const scene = stage.scenes[name];
	const whole = await measure(stage, scene);
	const outcome: Outcome = { wrong: [], endings: {} };
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let point = next++; point < points; point = next++) {
			const moment = momentAt(point, whole);
			const { wrong, ending } = await onePoint(stage, scene, { moment, point, breaker });
			outcome.endings[ending] = (outcome.endings[ending] ?? 0) + 1;
			outcome.wrong.push(...wrong.map((each) => `point ${point} ${JSON.stringify(moment)} ${ending}: ${each}`));
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, points) }, worker));
	return outcome;
}

/** Even points break requests, odd ones answers. */
function momentAt(point: number, whole: Record<"up" | "down", number>): Moment {
	const direction = point % 2 === 0 ? "up" : "down";
	return { direction, bytes: Math.max(1, Math.floor((whole[direction] * (point + 1)) / (POINTS + 1))) };
}

/** Bytes of the conversation when nothing breaks it. */
async function measure({ folder, server }: Stage, scene: Scene): Promise<ReturnType<TcpProxy["counted"]>> {
	return withDatabase(
		(database) =>
			withProxy(server.port, (proxy) =>
				withBulkhead(async (bulkhead) => {
					proxy.arm();
					const { error } = await scene.run(bulkhead, throughProxy(database, proxy));
					const told = await truth(database, bulkhead, folder, scene.known);
					if (error || told.wrong.length > 0 || told.key !== scene.end)
						throw new Error(`in peace: ${error?.message} ${told.key} ${told.wrong.join()}`);
					return proxy.counted();
				}),
			),
		{ server, template: scene.template },
	);
}

const throughProxy = ({ url, server }: TestDatabase, { port }: TcpProxy): string =>
	url.replace(`:${server.port}/`, `:${port}/`);

async function onePoint(
	{ folder, server }: Stage,
	scene: Scene,
	{ moment, point, breaker }: { moment: Moment; point: number; breaker: Breaker },
): Promise<{ wrong: string[]; ending: string }> {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-fault-"));
	const work = (database: TestDatabase) =>
		withProxy(server.port, async (proxy) => {
			const url = throughProxy(database, proxy);
			const ended = await breaker({
				...{ database, proxy, moment, point },
				run: () => withBulkhead((bulkhead) => scene.run(bulkhead, url), store),
				spawn: async (started) => {
					const args = [...scene.args, "--url", url, "--json", "--migrations", folder];
					await runCli(store, args, { started: (child) => started(() => child.kill("SIGKILL")) }).catch(
						() => undefined,
					);
				},
			});
			const ending = ended ? (ended.error?.code ?? "done") : "killed";
			const wrong = await lockIsFree(database);
			await withBulkhead(async (bulkhead) => {
				const told = await truth(database, bulkhead, folder, scene.known);
				wrong.push(...told.wrong);
				if (ending === "INTERNAL") wrong.push(`INTERNAL: ${ended?.error?.message}`);
				if (ending === "done" && told.key !== scene.end) wrong.push(`it says done, and the ledger ${told.key}`);
				if (ended?.error && ending !== "OUTCOME_UNKNOWN" && told.key === scene.end)
					wrong.push(`it says ${ended.error.message}, and everything is recorded`);
				wrong.push(...(await scene.goOn(bulkhead, database, told.key)));
			}, store);
			return { wrong, ending };
		});
	try {
		return await withDatabase(work, { server, template: scene.template });
	} catch (caught) {
		return { wrong: [`threw: ${caught instanceof Error ? caught.message : String(caught)}`], ending: "?" };
	} finally {
		rmSync(store, { recursive: true, force: true });
	}
}
