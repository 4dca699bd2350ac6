/** A look at every index of a large database, through the contract's client and as a command, beside questions that others ask. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { IndexHealth, TenancyProfile } from "../../main/contract/index.ts";
import { bulkheadCommand } from "../bulkhead.ts";
import { type Contender, interleave, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import { runProcess } from "../run-process.ts";
import { withClient, withDatabase } from "../server.ts";
import type { Bench } from "./bench.ts";

const names = {
	look: "a look: every check, all nodes' counters, kept in the history",
	command: "`bulkhead indexes --json`, a process of its own: its peak memory",
	unused: "PgHero's three questions: unused, duplicate and invalid indexes",
	lints: "splinter's four: foreign keys without an index, unused, duplicate, several permissive policies",
};

/** Written anew from what they are said to ask; they read no sizes but those of what they tell, no statistics, and plan nothing. */
const PGHERO = [
	`SELECT s.relname, s.indexrelname, s.idx_scan, pg_relation_size(s.indexrelid) FROM pg_stat_user_indexes s
	   JOIN pg_index i ON i.indexrelid = s.indexrelid WHERE NOT i.indisunique AND s.idx_scan <= 50`,
	`SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, m.amname, i.indisvalid, i.indisunique, pg_get_indexdef(i.indexrelid),
	        i.indexprs::text, i.indpred::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
	   JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'`,
	"SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE NOT i.indisvalid",
];
const SPLINTER = [
	`SELECT k.conrelid::regclass::text, k.conname FROM pg_constraint k WHERE k.contype = 'f' AND NOT EXISTS (
	   SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] = k.conkey)`,
	`SELECT s.relname, s.indexrelname FROM pg_stat_user_indexes s JOIN pg_index i ON i.indexrelid = s.indexrelid
	  WHERE s.idx_scan = 0 AND NOT i.indisunique`,
	`SELECT schemaname, tablename, array_agg(indexname), count(*) FROM pg_indexes WHERE schemaname = 'public'
	  GROUP BY 1, 2, replace(indexdef, indexname, '') HAVING count(*) > 1`,
	`SELECT p.polrelid::regclass::text, r.rolname, p.polcmd, count(*) FROM pg_policy p JOIN pg_roles r ON r.oid = ANY (p.polroles) OR p.polroles = '{0}'
	  WHERE p.polpermissive AND r.rolname !~ '^pg_' AND NOT r.rolbypassrls GROUP BY 1, 2, 3 HAVING count(*) > 1`,
];

const table = (at: number): string => `
CREATE TABLE public.t${at} (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES public.tenants (id), created_at timestamptz DEFAULT now(), status text, ref bigint);
CREATE INDEX ON public.t${at} (tenant_id);
CREATE INDEX ON public.t${at} (tenant_id, created_at DESC);
CREATE INDEX ON public.t${at} (tenant_id, ref);
CREATE INDEX ON public.t${at} (status) WHERE status <> 'done';
ALTER TABLE public.t${at} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.t${at} USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);`;

const TOGETHER = 50;
const tenancy: TenancyProfile = {
	tenants: { table: "public.tenants", id: "id", name: "name" },
	tenantColumn: "tenant_id",
};

export async function indexes(bench: Bench): Promise<Section[]> {
	const tables = bench.quick ? 500 : 10_000;
	return [await withDatabase(bench.server, (database) => measure(bench, database, tables))];
}

async function measure(bench: Bench, database: string, tables: number): Promise<Section> {
	await fill(bench, database, tables);
	const contenders: Contender[] = [
		looker(bench, database, tables * 5 + 1),
		commander(bench, database),
		asker(bench, database, { name: names.unused, queries: PGHERO }),
		asker(bench, database, { name: names.lints, queries: SPLINTER }),
	];
	const results = await interleave(contenders, bench.quick ? 2 : 5, bench.say);
	return {
		title: `Index health: ${tables.toLocaleString("en")} tables, ${(tables * 5).toLocaleString("en")} indexes`,
		text: [
			"A look reads tables, columns, indexes with their sizes and counters, keys, policies, sequences and the planner's statistics in one read-only transaction, with no lock above ACCESS SHARE; it tells the tenancy, asks every check, and keeps what it found. The others' questions are written anew from their descriptions, over one connection, and their rows are only fetched.",
		],
		rows: [
			rowOf(results, names.look, "ms", { target: { ms: 3_000 } }),
			rowOf(results, names.command, "bytes", { unit: "bytes", target: { bytes: 200 * 1024 * 1024 } }),
			rowOf(results, names.unused, "ms"),
			rowOf(results, names.lints, "ms"),
		],
	};
}

/** Some tables a statement: the locks of all of them at once are more than a server has room for. */
async function fill({ server }: Bench, database: string, tables: number): Promise<void> {
	await server.query(database, "CREATE TABLE public.tenants (id uuid PRIMARY KEY, name text)");
	for (let at = 0; at < tables; at += TOGETHER) {
		const some = Array.from({ length: Math.min(TOGETHER, tables - at) }, (_, more) => table(at + more));
		await server.query(database, some.join("\n"));
	}
	await server.query(database, "ANALYZE");
	await server.query("postgres", "CHECKPOINT");
}

function looker({ client, server }: Bench, database: string, wanted: number): Contender {
	return {
		name: names.look,
		once: async () => {
			const { id: connection } = await client.connections.open({ url: server.url(database), settings: {} });
			let health: IndexHealth | undefined;
			const ms = await timed(async () => {
				health = await client.indexes.examine({ connection, tenancy });
			});
			if (health?.indexesInAll !== wanted) throw new Error(`${health?.indexesInAll} indexes where ${wanted} are`);
			return { ms };
		},
	};
}

const peakMemory = pathToFileURL(join(import.meta.dirname, "../peak-memory.mjs")).href;

function commander({ server, store }: Bench, database: string): Contender {
	return {
		name: names.command,
		once: async () => {
			const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-memory-"));
			try {
				const file = join(folder, "peak");
				const command = bulkheadCommand(["indexes", "--fail-on", "error"], { url: server.url(database), store });
				const env = { ...command.env, NODE_OPTIONS: `--import=${peakMemory}`, BENCH_PEAK_MEMORY: file };
				const { ms } = await runProcess({ ...command, env });
				return { ms, bytes: Number(readFileSync(file, "utf8")) };
			} finally {
				rmSync(folder, { recursive: true });
			}
		},
	};
}

function asker({ server }: Bench, database: string, { name, queries }: { name: string; queries: string[] }): Contender {
	return {
		name,
		once: () =>
			withClient(server.url(database), async (session) => ({
				ms: await timed(async () => {
					for (const query of queries) await session.query(query);
				}),
			})),
	};
}
