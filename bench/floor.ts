/**
 * The floor: the least that somebody would write by hand. One Node process, one connection; each file is read, hashed with SHA-256
 * and sent as one query in a transaction, together with its row in a ledger. No lock, no plan, no checks, no progress, no cancel.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

const LEDGER = `CREATE TABLE IF NOT EXISTS public.floor_ledger (
	file text PRIMARY KEY, hash text NOT NULL, ms double precision NOT NULL, at timestamptz NOT NULL DEFAULT now())`;

/** Applies what the ledger does not know; answers with how many that were. */
export async function applyFloor(url: string, folder: string): Promise<number> {
	const client = new pg.Client(url);
	await client.connect();
	await client.query(LEDGER);
	const { rows } = await client.query<{ file: string; hash: string }>("SELECT file, hash FROM public.floor_ledger");
	const recorded = new Map(rows.map(({ file, hash }) => [file, hash]));
	let applied = 0;
	for (const file of readdirSync(folder)
		.filter((name) => name.endsWith(".sql"))
		.sort()) {
		const bytes = readFileSync(join(folder, file));
		const hash = createHash("sha256").update(bytes).digest("hex");
		if (recorded.get(file) === hash) continue;
		const began = performance.now();
		await client.query("BEGIN");
		await client.query(bytes.toString());
		const ms = performance.now() - began;
		await client.query("INSERT INTO public.floor_ledger (file, hash, ms) VALUES ($1, $2, $3)", [file, hash, ms]);
		await client.query("COMMIT");
		applied += 1;
	}
	await client.end();
	return applied;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [, , folder = ""] = process.argv;
	console.log(await applyFloor(process.env.DATABASE_URL ?? "", folder));
}
