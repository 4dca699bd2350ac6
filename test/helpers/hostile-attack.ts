/** Every hostile and every honest statement through the contract, as the app asks, and through the command line. */
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCli } from "../../main/hosts/cli/cli.ts";
import { honestStatements } from "../isolation/hostile/honest.ts";
import type { HostileStatement } from "../isolation/hostile/statement.ts";
import { hostileStatements } from "../isolation/hostile-statements.ts";
import { withBulkhead } from "./bulkhead.ts";
import { atLevel, isForeign, type Level, urlAt, writtenDown } from "./hostile-scene.ts";
import { ALPHA, type Shop, shopTenancy } from "./view-scene.ts";

export interface Attacked {
	/** Statements that showed, or had written down, something of the second tenant. */
	leaks: string[];
	/** Hostile statements that were answered with rows. */
	answered: string[];
	/** Honest statements that were not answered as they should. */
	broken: string[];
}

/** Views at once: looks of one at level server wait for each other. */
const VIEWS = 4;

export function attackContract(shop: Shop, level: Level, more: readonly HostileStatement[] = []): Promise<Attacked> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-hostile-"));
	const result: Attacked = { leaks: [], answered: [], broken: [] };
	return atLevel(shop, level, async () => {
		try {
			await withBulkhead(async ({ client, open }) => {
				const connection = await open(urlAt(shop, level));
				const work = asked(more);
				const worker = async (): Promise<void> => {
					const { view, level: got } = await client.views.open({
						...{ connection, tenant: ALPHA, reason: "hostile", tenancy: shopTenancy },
					});
					if (got !== level) throw new Error(`level ${got} instead of ${level}`);
					for (let next = work.shift(); next; next = work.shift()) {
						const { sql: text } = next;
						const said = await client.views.sql({ view, text, maxRows: 1_000 }).catch((caught: unknown) => caught);
						judge(result, next, said);
					}
					await client.views.close({ view });
				};
				await Promise.all(Array.from({ length: VIEWS }, worker));
			}, folder);
			result.leaks.push(...writtenDown(folder));
			return result;
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
}

interface Asked {
	name: string;
	sql: string;
	rows: number | undefined;
}

const asked = (more: readonly HostileStatement[]): Asked[] => [
	...[...more, ...hostileStatements].map(({ name, sql }) => ({ name, sql, rows: undefined })),
	...honestStatements.map(([sql, rows]) => ({ name: sql, sql, rows })),
];

/** `got`: how many rows it was answered with; undefined where it was refused or failed. */
function tell(result: Attacked, { name, rows }: Asked, got: number | undefined, text: string): void {
	if (rows === undefined && got !== undefined) result.answered.push(name);
	if (rows !== undefined && got !== rows)
		result.broken.push(`${name}: ${got ?? text.slice(0, 300)} instead of ${rows} rows`);
}

function judge(result: Attacked, { name, sql, rows }: Asked, said: unknown): void {
	const failed = said instanceof Error;
	const got = failed ? undefined : (said as { rows: unknown[] }).rows;
	const text = failed ? `${said.message} ${JSON.stringify(said)}` : JSON.stringify(said);
	// The evidence names the tables of the look; what it says of the tenant is the first one's.
	if (isForeign(text, sql)) result.leaks.push(`${name}: ${text.slice(0, 300)}`);
	tell(result, { name, sql, rows }, got?.length, text);
}

const nobody = {
	serve: (): Promise<never> => Promise.reject(new Error("nothing is served here")),
};

/** What one command said. */
interface Said {
	out: string;
	err: string;
}

const saying = new AsyncLocalStorage<Said>();

/** Commands at once. */
const COMMANDS = 3;
/** Milliseconds after which the last lines for people are out: they are gathered for a moment (main/hosts/cli/output.ts). */
const GATHERED = 30;

/** In this process: what a process of its own costs is not what is tried here. Each worker has a store of its own. `third`: of the statements each third one, from 0 on. */
export function attackCommand(shop: Shop, level: Level, third?: number): Promise<Attacked> {
	const result: Attacked = { leaks: [], answered: [], broken: [] };
	return atLevel(shop, level, () =>
		hearing(async () => {
			const work = asked([]).filter((_, at) => third === undefined || at % 3 === third);
			const worker = async (): Promise<void> => {
				const folder = mkdtempSync(join(tmpdir(), "bulkhead-hostile-"));
				try {
					for (let next = work.shift(); next; next = work.shift())
						await askCommand(result, next, { shop, level, folder });
					result.leaks.push(...writtenDown(folder));
				} finally {
					rmSync(folder, { recursive: true });
				}
			};
			await Promise.all(Array.from({ length: COMMANDS }, worker));
			return result;
		}),
	);
}

interface Place {
	shop: Shop;
	level: Level;
	folder: string;
}

async function askCommand(result: Attacked, next: Asked, { shop, level, folder }: Place): Promise<void> {
	const tenancy = join(folder, "tenancy.json");
	writeFileSync(tenancy, JSON.stringify(shopTenancy));
	const args = ["as-tenant", ALPHA, "--reason", "hostile", "--tenancy", tenancy, "--json", `--sql=${next.sql}`];
	const said: Said = { out: "", err: "" };
	const code = await saying.run(said, async () => {
		const ended = await runCli([...args, "--store", folder, "--url", urlAt(shop, level)], nobody);
		await sleep(GATHERED);
		return ended;
	});
	const text = `${said.out}\n${said.err}`;
	if (isForeign(text, next.sql)) result.leaks.push(`${next.name}: ${text.slice(0, 300)}`);
	tell(result, next, code === 0 ? (JSON.parse(said.out) as { rows: unknown[] }).rows.length : undefined, text);
}

/** Takes what is written to standard output and error while this runs, each to the command that wrote it. */
async function hearing<T>(use: () => Promise<T>): Promise<T> {
	const [out, err] = [process.stdout.write, process.stderr.write];
	const taking = (name: keyof Said) =>
		((piece: string | Uint8Array) => {
			const said = saying.getStore();
			if (said) said[name] += String(piece);
			return true;
		}) as typeof out;
	const listeners = process.getMaxListeners();
	// Each command listens to the process's end, as if it were alone in it.
	process.setMaxListeners(0);
	process.stdout.write = taking("out");
	process.stderr.write = taking("err");
	try {
		return await use();
	} finally {
		process.stdout.write = out;
		process.stderr.write = err;
		process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
		process.setMaxListeners(listeners);
	}
}
