/** Every table as every tenant, through the contract's client: beside one query a table and tenant, as one would write it by hand. */
import pg from "pg";
import type { ScanResult, TenancyProfile } from "../../main/contract/index.ts";
import { applyThrough } from "../bulkhead.ts";
import { type Contender, interleave, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import { withDatabase } from "../server.ts";
import type { Bench } from "./bench.ts";

const names = {
	scan: "`isolation scan`",
	leaking: "`isolation scan`, one table leaking to every tenant, its foreign rows counted",
	byHand: "by hand: one count a table and tenant, on one connection",
};

const TABLES = 100;
const TENANTS = 20;
const ROWS = 10_000;

const ROLE = "bench_scan_app";
const context = "SELECT public.set_tenant($1)";

export async function scan(bench: Bench): Promise<Section[]> {
	return [await wide(bench), await long(bench)];
}

const table = (at: number): string => `
CREATE TABLE public.t${at} (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, created_at timestamptz DEFAULT now(), body text);
INSERT INTO public.t${at} SELECT n, md5((1 + n % ${TENANTS})::text)::uuid, now(), repeat('x', 80) FROM generate_series(1, ${ROWS}) AS n;
CREATE INDEX ON public.t${at} (tenant_id, created_at);
ALTER TABLE public.t${at} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.t${at} USING (tenant_id = public.current_tenant());
GRANT SELECT ON public.t${at} TO ${ROLE};`;

const BASE = `
DO $$ BEGIN CREATE ROLE ${ROLE} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE TABLE public.tenants (id uuid PRIMARY KEY, name text);
INSERT INTO public.tenants SELECT md5(n::text)::uuid, 'T' || n FROM generate_series(1, ${TENANTS}) AS n;
CREATE FUNCTION public.current_tenant() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
CREATE FUNCTION public.set_tenant(t uuid) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('app.tenant', t::text, false); END $$;`;

async function wide(bench: Bench): Promise<Section> {
	const tables = bench.quick ? 20 : TABLES;
	const tenancy = {
		tenants: { table: "public.tenants", id: "id", name: "name" },
		tenantColumn: "tenant_id",
		role: ROLE,
		context,
	};
	return withDatabase(bench.server, async (database) => {
		await bench.server.query(database, BASE);
		for (let at = 0; at < tables; at += 1) await bench.server.query(database, table(at));
		await bench.server.query(database, "VACUUM ANALYZE");
		const leak = (on: boolean) =>
			bench.server.query(
				database,
				on ? `CREATE POLICY wide ON public.t7 FOR SELECT TO ${ROLE} USING (true)` : "DROP POLICY wide ON public.t7",
			);
		const contenders: Contender[] = [
			scanner(bench, database, { name: names.scan, tenancy, foreign: 0, looks: tables * TENANTS }),
			{ name: names.byHand, once: async () => ({ ms: await timed(() => byHand(bench, database, tables)) }) },
		];
		const clean = await interleave(contenders, bench.quick ? 2 : 7, bench.say);
		await leak(true);
		const leaking = scanner(bench, database, {
			name: names.leaking,
			tenancy,
			foreign: TENANTS,
			looks: tables * TENANTS,
		});
		const planted = await interleave([leaking], bench.quick ? 1 : 3, bench.say);
		return {
			title: `Isolation scan: ${tables} tables of ${ROWS.toLocaleString("en")} rows as ${TENANTS} tenants`,
			text: [
				"From the call to the result: the tenancy and the tables read, each tenant's transactions, own rows counted for the matrix, rows of unlisted tenants looked for. Two sessions; server, Bulkhead and bench share two processors.",
			],
			rows: [
				rowOf(clean, names.scan, "ms", { to: names.byHand, target: { ms: 2_000 } }),
				rowOf(planted, names.leaking, "ms", { target: { ms: 2_000 } }),
				rowOf(clean, names.byHand, "ms"),
			],
		};
	});
}

async function long(bench: Bench): Promise<Section> {
	const tenants = bench.quick ? 500 : 10_000;
	return withDatabase(bench.server, async (database) => {
		await applyThrough(bench.client, bench.server.url(database), { checks: false });
		await bench.server.query(
			database,
			`SET session_replication_role = replica;
			 INSERT INTO public.tenants (id, name, slug, region, admin_email)
			 SELECT md5(n::text)::uuid, 'T' || n, 't-' || n, 'DZ', 't@example.org' FROM generate_series(1, ${tenants - 1}) AS n;
			 INSERT INTO public.projects (tenant_id, name) SELECT md5((1 + n % ${tenants - 1})::text)::uuid, 'P' || n FROM generate_series(1, ${tenants * 10}) AS n;`,
		);
		await bench.server.query(database, "VACUUM ANALYZE");
		const contender = scanner(bench, database, { name: names.scan, foreign: 0, looks: 16 * tenants });
		const results = await interleave([{ ...contender, slow: !bench.quick }], 2, bench.say);
		return {
			title: `Isolation scan: the IAFactory set's 16 tables as ${tenants.toLocaleString("en")} tenants`,
			text: ["Every tenant, none sampled; the progress told all along, what is done written down every two seconds."],
			rows: [rowOf(results, names.scan, "ms", { target: { ms: 60_000 } })],
		};
	});
}

interface Scanner {
	name: string;
	tenancy?: TenancyProfile;
	foreign: number;
	looks: number;
}

/** What it answers is checked before its time counts. */
function scanner({ client, server }: Bench, database: string, { name, tenancy, foreign, looks }: Scanner): Contender {
	return {
		name,
		once: async () => {
			const { id: connection } = await client.connections.open({ url: server.url(database), settings: {} });
			let result: ScanResult | undefined;
			const ms = await timed(async () => {
				const { jobId } = await client.scan.start({ connection, ...(tenancy ? { tenancy } : {}) });
				for await (const { end } of await client.jobs.watch({ jobId })) {
					if (end?.status === "failed") throw new Error(end.error.message);
					if (end?.status === "done" && end.outcome.job === "scan") result = end.outcome.result;
				}
			});
			if (result?.foreignRows.length !== foreign || result.evaluated !== looks || result.notEvaluated.length > 0)
				throw new Error(`the scan answered ${result?.evaluated} looks, ${result?.foreignRows.length} foreign`);
			return { ms };
		},
	};
}

async function byHand({ server }: Bench, database: string, tables: number): Promise<void> {
	const session = new pg.Client(server.url(database));
	await session.connect();
	try {
		const { rows } = await session.query<{ id: string }>("SELECT id FROM public.tenants");
		for (const { id } of rows) {
			await session.query(`BEGIN READ ONLY; SET LOCAL ROLE ${ROLE}`);
			await session.query("SELECT public.set_tenant($1)", [id]);
			for (let at = 0; at < tables; at += 1) {
				const seen = await session.query(`SELECT count(*) FROM public.t${at} WHERE tenant_id IS DISTINCT FROM $1`, [
					id,
				]);
				if (seen.rows[0].count !== "0") throw new Error("a foreign row where none was planted");
			}
			await session.query("ROLLBACK");
		}
	} finally {
		await session.end();
	}
}
