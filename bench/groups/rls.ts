/** A tenant's newest 50 rows among very many: through row-level security, without it, and through the seed's form of policy. */
import pg from "pg";
import { applyThrough } from "../bulkhead.ts";
import { type Contender, interleave, spread, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import { type Server, withDatabase } from "../server.ts";
import type { Bench } from "./bench.ts";

const names = {
	off: "row security off, `WHERE tenant_id = …`",
	on: "row security as 008 makes it, as iafactory_app",
	seed: "the seed's form: `OR is_superadmin()`, plpgsql functions",
};

const TENANTS = 1_000;
/** The tenant that is looked through, by its id. */
const TENANT = "SELECT md5('7')::uuid AS id";

/** Tenants whose rows lie mixed, as after years. As a replica puts rows in: no foreign key is asked. */
const fill = (rows: number): string => `
SET session_replication_role = replica;
INSERT INTO public.tenants (id, name, slug, region, admin_email)
SELECT md5(n::text)::uuid, 'T' || n, 't-' || n, 'DZ', 't@example.org' FROM generate_series(1, ${TENANTS}) AS n;
INSERT INTO public.projects (tenant_id, name, created_at)
SELECT md5((1 + n % ${TENANTS})::text)::uuid, 'P' || n, now() - n * interval '1 minute' FROM generate_series(1, ${rows}) AS n;`;

/** The same rows behind a policy as the seed writes it. */
const SEED_FORM = `
CREATE TABLE public.seed_projects (LIKE public.projects INCLUDING ALL);
INSERT INTO public.seed_projects SELECT * FROM public.projects;
CREATE FUNCTION public.seed_current_tenant() RETURNS uuid LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN nullif(current_setting('app.tenant_id', true), '')::uuid; END $$;
CREATE FUNCTION public.seed_is_superadmin() RETURNS boolean LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN coalesce(nullif(current_setting('app.is_superadmin', true), '')::boolean, false); END $$;
ALTER TABLE public.seed_projects ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY seed_projects_select ON public.seed_projects FOR SELECT TO PUBLIC
	USING (tenant_id = public.seed_current_tenant() OR public.seed_is_superadmin());
GRANT SELECT ON public.seed_projects TO iafactory_app;`;

export async function rls(bench: Bench): Promise<Section[]> {
	const rows = bench.quick ? 100_000 : 1_000_000;
	return [await withDatabase(bench.server, (database) => measure(bench, database, rows))];
}

async function measure({ server, client, quick, say }: Bench, database: string, rows: number): Promise<Section> {
	await applyThrough(client, server.url(database), { checks: false });
	await server.query(database, fill(rows));
	await server.query(database, SEED_FORM);
	await server.query(database, "VACUUM ANALYZE");
	const sessions = await openSessions(server, database);
	try {
		const contenders = await contendersOf(sessions, quick);
		const results = await interleave(contenders, quick ? 3 : 9, say);
		const target = { ratio: 2 };
		return {
			title: `A tenant's newest 50 of ${rows.toLocaleString("en")} rows, ${TENANTS.toLocaleString("en")} tenants`,
			text: [
				"`SELECT * FROM projects ORDER BY created_at DESC LIMIT 50`. Server time is what EXPLAIN (ANALYZE, TIMING off) says of planning and running; the other rows are what the application waits for, the way there and back included. All three answer with the same rows.",
			],
			rows: [
				rowOf(results, names.off, "server", { title: `server time: ${names.off}` }),
				rowOf(results, names.on, "server", { title: `server time: ${names.on}`, to: names.off, target }),
				rowOf(results, names.seed, "server", { title: `server time: ${names.seed}`, to: names.off }),
				rowOf(results, names.off, "client", { title: `waited for: ${names.off}` }),
				rowOf(results, names.on, "client", { title: `waited for: ${names.on}`, to: names.off, target }),
				rowOf(results, names.seed, "client", { title: `waited for: ${names.seed}`, to: names.off }),
			],
		};
	} finally {
		await Promise.all(Object.values(sessions).map((session) => session.end()));
	}
}

type Sessions = Record<keyof typeof names, pg.Client>;

async function openSessions(server: Server, database: string): Promise<Sessions> {
	const open = async () => {
		const session = new pg.Client(server.url(database));
		await session.connect();
		return session;
	};
	const sessions = { off: await open(), on: await open(), seed: await open() };
	for (const session of [sessions.on, sessions.seed]) {
		await session.query("SET ROLE iafactory_app");
		await session.query(`SELECT set_tenant((${TENANT}))`);
	}
	return sessions;
}

async function contendersOf(sessions: Sessions, quick: boolean): Promise<Contender[]> {
	const { rows } = await sessions.off.query<{ id: string }>(TENANT);
	const queries = {
		off: `SELECT * FROM public.projects WHERE tenant_id = '${rows[0]?.id}' ORDER BY created_at DESC LIMIT 50`,
		on: "SELECT * FROM public.projects ORDER BY created_at DESC LIMIT 50",
		seed: "SELECT * FROM public.seed_projects ORDER BY created_at DESC LIMIT 50",
	};
	await requireSame(sessions, queries);
	const times = { off: quick ? 50 : 200, on: quick ? 50 : 200, seed: quick ? 1 : 3 };
	return (["off", "on", "seed"] as const).map((form) => ({
		name: names[form],
		once: () => sample(sessions[form], queries[form], times[form]),
	}));
}

/** Medians of one query asked `times` times. */
async function sample(session: pg.Client, query: string, times: number): Promise<{ server: number; client: number }> {
	const [server, client]: [number[], number[]] = [[], []];
	for (let time = 0; time < times; time += 1) {
		client.push(await timed(() => session.query(query)));
		const { rows } = await session.query(`EXPLAIN (ANALYZE, TIMING off, FORMAT json) ${query}`);
		const [plan] = rows[0]["QUERY PLAN"] as { "Planning Time": number; "Execution Time": number }[];
		if (plan) server.push(plan["Planning Time"] + plan["Execution Time"]);
	}
	return { server: spread(server).median, client: spread(client).median };
}

/** What answers differently is not the same query. */
async function requireSame(sessions: Sessions, queries: Record<keyof Sessions, string>): Promise<void> {
	const answers = new Set<string>();
	for (const form of ["off", "on", "seed"] as const) {
		const { rows } = await sessions[form].query<{ id: string }>(queries[form]);
		if (rows.length !== 50) throw new Error(`${names[form]}: ${rows.length} rows where 50 are asked for`);
		answers.add(rows.map(({ id }) => id).join());
	}
	if (answers.size > 1) throw new Error("the forms of policy answer with different rows");
}
