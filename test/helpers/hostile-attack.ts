/** Every hostile and every honest statement through the contract, as the app asks, and through the command line. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

/** In this process, one after the other: what a process of its own costs is not what is tried here. */
export function attackCommand(shop: Shop, level: Level): Promise<Attacked> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-hostile-"));
	const tenancy = join(folder, "tenancy.json");
	writeFileSync(tenancy, JSON.stringify(shopTenancy));
	const result: Attacked = { leaks: [], answered: [], broken: [] };
	const ask = async (sql: string): Promise<{ code: number; text: string }> => {
		const args = ["as-tenant", ALPHA, "--reason", "hostile", "--tenancy", tenancy, "--json", `--sql=${sql}`];
		const said: string[] = [];
		const [out, err] = [process.stdout.write, process.stderr.write];
		const take = (piece: string | Uint8Array): boolean => said.push(String(piece)) > 0;
		process.stdout.write = take as typeof out;
		process.stderr.write = take as typeof err;
		try {
			const code = await runCli([...args, "--store", folder, "--url", urlAt(shop, level)], nobody);
			return { code, text: said.join("") };
		} finally {
			process.stdout.write = out;
			process.stderr.write = err;
			process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
		}
	};
	return atLevel(shop, level, async () => {
		try {
			for (const next of asked([])) {
				const { code, text } = await ask(next.sql);
				if (isForeign(text, next.sql)) result.leaks.push(`${next.name}: ${text.slice(0, 300)}`);
				tell(result, next, code === 0 ? (JSON.parse(text) as { rows: unknown[] }).rows.length : undefined, text);
			}
			result.leaks.push(...writtenDown(folder));
			return result;
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
}
