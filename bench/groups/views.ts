/** A tenant's first rows through a view at each level, beside the same query by hand on a connection of its own. */
import pg from "pg";
import type { Client } from "../../main/hosts/local-client.ts";
import { applyThrough } from "../bulkhead.ts";
import { type Contender, interleave, spread, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import { type Server, withDatabase } from "../server.ts";
import type { Bench } from "./bench.ts";

const names = {
	bare: "by hand: connect, choose the tenant, SELECT, end",
	server: "level server: a one-time login behind the barrier",
	tool: "level tool: a bare login",
	structured: "level structured: an administrator's login",
	sql: "free SQL at level server",
	open: "opening a view at level server, and closing it",
};

const TENANTS = 1_000;
const READER = { user: "bench_views_reader", password: "bench" };
/** As many as a page has. */
const ROWS = 200;

const fill = (rows: number): string => `
SET session_replication_role = replica;
INSERT INTO public.tenants (id, name, slug, region, admin_email)
SELECT md5(n::text)::uuid, 'T' || n, 't-' || n, 'DZ', 't@example.org' FROM generate_series(1, ${TENANTS}) AS n;
INSERT INTO public.projects (tenant_id, name, created_at)
SELECT md5((1 + n % ${TENANTS})::text)::uuid, 'P' || n, now() - n * interval '1 minute' FROM generate_series(1, ${rows}) AS n;
RESET session_replication_role;
DROP ROLE IF EXISTS ${READER.user};
CREATE ROLE ${READER.user} LOGIN PASSWORD '${READER.password}';
GRANT iafactory_app TO ${READER.user};`;

const table = { schema: "public", name: "projects" };

export function views(bench: Bench): Promise<Section[]> {
	const { server, client, quick, say } = bench;
	return withDatabase(server, async (database) => {
		await applyThrough(client, server.url(database), { checks: false });
		await server.query(database, fill(quick ? 50_000 : 1_000_000));
		await server.query(database, "VACUUM ANALYZE");
		const [tenant] = await server.query<{ id: string }>(database, "SELECT md5('7')::uuid AS id");
		const looks = await openAll(client, { server, database, tenant: tenant?.id ?? "" });
		const browse = (name: string, view: string): Contender => ({
			name,
			once: async () => {
				let seen = 0;
				const ms = await timed(async () => {
					seen = (await client.views.browse({ view, table, limit: ROWS })).rows.length;
				});
				requireRows(name, seen, quick);
				return { ms };
			},
		});
		const contenders: Contender[] = [
			{
				name: names.bare,
				once: async () => ({ ms: await timed(() => byHand(server.url(database), looks.tenant, quick)) }),
			},
			browse(names.server, looks.server),
			browse(names.tool, looks.tool),
			browse(names.structured, looks.structured),
			{
				name: names.sql,
				once: async () => ({
					ms: await timed(() =>
						client.views.sql({ view: looks.server, text: `SELECT * FROM projects ORDER BY id LIMIT ${ROWS}` }),
					),
				}),
			},
			{ name: names.open, once: async () => ({ ms: await timed(looks.reopen) }) },
		];
		const results = await interleave(contenders, quick ? 5 : 21, say);
		for (const view of [looks.server, looks.tool, looks.structured]) await client.views.close({ view });
		await server.query(database, `DROP OWNED BY ${READER.user}; DROP ROLE ${READER.user}`);
		const bare = spread((results.get(names.bare) ?? []).flatMap(({ ms }) => ms ?? [])).median;
		const target = { ms: 1.3 * bare + 30 };
		return [
			{
				title: `View as tenant: the first ${ROWS} of a tenant's rows among ${(quick ? 50_000 : 1_000_000).toLocaleString("en")}`,
				text: [
					"From the call to the rows, through the contract's client: the audit entry written and flushed, a connection of its own, settings pinned, transaction, tenant and role, the evidence asked and proven, the page, the end, the outcome's entry. The target is 1.3 × the median by hand + 30 ms.",
				],
				rows: [
					rowOf(results, names.bare, "ms"),
					...[names.server, names.tool, names.structured].map((name) =>
						rowOf(results, name, "ms", { to: names.bare, target }),
					),
					rowOf(results, names.sql, "ms", { to: names.bare, target }),
					rowOf(results, names.open, "ms"),
				],
			},
		];
	});
}

interface Opened {
	tenant: string;
	server: string;
	tool: string;
	structured: string;
	reopen(): Promise<void>;
}

/** The administrator's view is opened before the barrier stands: afterwards that login has the server's level. */
async function openAll(
	client: Client,
	{ server, database, tenant }: { server: Server; database: string; tenant: string },
): Promise<Opened> {
	const url = server.url(database);
	const { id: admin } = await client.connections.open({ url, settings: {} });
	const bare = new URL(url);
	Object.assign(bare, { username: READER.user, password: READER.password });
	const { id: reader } = await client.connections.open({ url: bare.href, settings: {} });
	const open = async (connection: string, wanted: string): Promise<string> => {
		const { view, level, why } = await client.views.open({ connection, tenant, reason: "bench", minutes: 240 });
		if (level !== wanted) throw new Error(`level ${level} where ${wanted} was to be measured: ${why.join(" ")}`);
		return view;
	};
	const structured = await open(admin, "structured");
	await client.barrier.install({ connection: admin });
	return {
		...{ tenant, structured, server: await open(admin, "server"), tool: await open(reader, "tool") },
		reopen: async () => void (await client.views.close({ view: await open(admin, "server") })),
	};
}

async function byHand(url: string, tenant: string, quick: boolean): Promise<void> {
	const session = new pg.Client(url);
	await session.connect();
	try {
		await session.query("BEGIN READ ONLY; SET LOCAL ROLE iafactory_app");
		await session.query("SELECT public.set_tenant($1)", [tenant]);
		const { rows } = await session.query(`SELECT * FROM public.projects ORDER BY id LIMIT ${ROWS}`);
		requireRows(names.bare, rows.length, quick);
		await session.query("ROLLBACK");
	} finally {
		await session.end();
	}
}

/** What shows less is not the same query. */
function requireRows(name: string, seen: number, quick: boolean): void {
	const wanted = Math.min(ROWS, quick ? 50 : 1_000);
	if (seen !== wanted) throw new Error(`${name}: ${seen} rows where ${wanted} are the tenant's`);
}
