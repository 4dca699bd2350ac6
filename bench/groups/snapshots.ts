/** A rollback that keeps its rows, and putting them back, beside psql's `\copy` of the same table. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyThrough, finished } from "../bulkhead.ts";
import { type Contender, interleave, type Sample, timed } from "../measure.ts";
import { type Row, rowOf, type Section } from "../report.ts";
import { runProcess } from "../run-process.ts";
import { withDatabase } from "../server.ts";
import type { Bench } from "./bench.ts";

const names = {
	out: "psql, `\\copy` to a file",
	keep: "Bulkhead, the snapshot: written, compressed, flushed, read back",
	rollback: "the rollback that it belongs to: run once to see what goes, counted, kept, dropped, certified",
	back: "psql, `\\copy` from the file into the empty table",
	restore: "Bulkhead, restore: checked, put back",
};

/** 0.7 times the speed: 1 / 0.7. */
const target = { ratio: 1.43 };

const FORWARD = `CREATE TABLE public.kept (
	id bigint PRIMARY KEY, tenant_id uuid NOT NULL, name text NOT NULL, note text, amount numeric(12, 2), at timestamptz NOT NULL);
`;
/** Rows of fifty tenants, about 120 bytes each. */
const fill = (rows: number): string => `
INSERT INTO public.kept
SELECT n, md5((n % 50)::text)::uuid, 'the name of row ' || n, repeat(md5(n::text), 1 + n % 2), n / 7.0, now() - n * interval '1 second'
  FROM generate_series(1, ${rows}) AS n`;
const COUNT = "SELECT count(*)::int AS rows FROM public.kept";

export async function snapshots(bench: Bench): Promise<Section[]> {
	const { peers, quick, say } = bench;
	const rows = quick ? 50_000 : 500_000;
	const folder = join(bench.folder, "kept");
	mkdirSync(join(folder, "rollback"), { recursive: true });
	writeFileSync(join(folder, "001_kept.sql"), FORWARD);
	writeFileSync(join(folder, "rollback", "001_kept.sql"), "DROP TABLE public.kept;\n");
	const contenders = [...(peers.psql ? [throughPsql(bench, rows)] : []), throughBulkhead(bench, folder, rows)];
	const results = await interleave(contenders, quick ? 2 : 5, say);
	const psql = contenders.length > 1;
	const base = (name: string, figure: string): Row =>
		psql ? rowOf(results, "psql", figure, { title: name }) : { name, note: "not installed" };
	const beside = (name: string, figure: string): Row =>
		rowOf(results, "Bulkhead", figure, { title: name, ...(psql ? { to: "psql", target } : {}) });
	return [
		{
			title: `Snapshot and restore of ${rows.toLocaleString("en")} rows`,
			text: [
				"The target is 0.7 times the speed of `\\copy`, that is 1.43 times its time. A restore is the whole operation: the file checked, the rows put back, the certificate.",
			],
			rows: [
				base(names.out, "out"),
				beside(names.keep, "out"),
				rowOf(results, "Bulkhead", "rollback", { title: names.rollback }),
				base(names.back, "back"),
				beside(names.restore, "back"),
			],
		},
	];
}

function throughPsql({ server, folder }: Bench, rows: number): Contender {
	const file = join(folder, "kept.copy");
	const copy = (database: string, direction: "TO" | "FROM") =>
		runProcess({
			file: "psql",
			args: ["-XqAt", "-v", "ON_ERROR_STOP=1", "-c", `\\copy public.kept ${direction} '${file}'`, server.url(database)],
		});
	const once = () =>
		withDatabase(server, async (database): Promise<Sample> => {
			await server.query(database, FORWARD);
			await server.query(database, fill(rows));
			const out = (await copy(database, "TO")).ms;
			await server.query(database, "DROP TABLE public.kept");
			await server.query(database, FORWARD);
			await server.query("postgres", "CHECKPOINT");
			const back = (await copy(database, "FROM")).ms;
			await requireRows(server, database, rows);
			rmSync(file);
			return { out, back };
		});
	return { name: "psql", once };
}

function throughBulkhead({ server, client }: Bench, folder: string, rows: number): Contender {
	const once = () =>
		withDatabase(server, async (database): Promise<Sample> => {
			const url = server.url(database);
			await applyThrough(client, url, { folder });
			await server.query(database, fill(rows));
			const { id: connection } = await client.connections.open({ url, settings: { migrations: folder } });
			const rollback = { connection, ids: ["001"], reason: "bench", confirmed: true };
			const began = performance.now();
			const out = await timeSnapshot(client, client.migrations.rollback(rollback));
			const whole = performance.now() - began;
			await applyThrough(client, url, { folder });
			const { waiting } = await client.snapshots.waiting({ connection });
			const id = waiting[0]?.id ?? "";
			await server.query("postgres", "CHECKPOINT");
			const back = await timed(() => finished(client, client.snapshots.restore({ connection, id })));
			await requireRows(server, database, rows);
			return { out, rollback: whole, back };
		});
	return { name: "Bulkhead", once };
}

/** Milliseconds from the job's word that it keeps a snapshot to what it says next, the server's own progress apart. */
async function timeSnapshot(client: Bench["client"], started: Promise<{ jobId: string }>): Promise<number> {
	const { jobId } = await started;
	let began = 0;
	let ended = 0;
	for await (const { progress, end } of await client.jobs.watch({ jobId })) {
		if (began > 0 && progress?.kind !== "statement-progress") ended ||= performance.now();
		if (progress?.kind === "step" && progress.text.startsWith("Keeping a snapshot")) began = performance.now();
		if (end) break;
	}
	if (began === 0 || ended === 0) throw new Error("the rollback kept no snapshot");
	return ended - began;
}

async function requireRows(server: Bench["server"], database: string, rows: number): Promise<void> {
	const [found] = await server.query<{ rows: number }>(database, COUNT);
	if (found?.rows !== rows) throw new Error(`${found?.rows} rows are back where ${rows} were kept`);
}
