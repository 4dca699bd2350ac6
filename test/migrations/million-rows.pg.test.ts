/** What holds on a table of a million rows: 007 touches none of them, and a tenant's newest come by the index. */
import { expect, test } from "vitest";
import type { Session } from "../../main/core/ports.ts";
import { onServer, withDatabase } from "../helpers/postgres.ts";
import { failing, forward, ids, verify } from "../helpers/run-files.ts";

const ROWS = 1_000_000;
/** Putting a million rows in takes its time on a busy machine. */
const PATIENCE = { timeout: 240_000 };

/** Where the rows are, and which transaction wrote them. */
async function storage(session: Session) {
	const [row] = await session.query(`
		SELECT pg_relation_filenode('public.projects') AS filenode, pg_relation_size('public.projects') AS bytes,
		       (SELECT reltoastrelid FROM pg_class WHERE oid = 'public.projects'::regclass) AS toast,
		       count(*) AS rows, count(DISTINCT xmin::text) AS writers, max(xmin::text::bigint) AS writer,
		       sum(hashtext(ctid::text || id)) AS places
		  FROM public.projects`);
	return row;
}

test("007 gives a million rows their tenant without rewriting the table, and without updating a row", PATIENCE, () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			await forward(session, ids.slice(0, 6));
			await session.execute(`INSERT INTO public.projects (name) SELECT 'P' || n FROM generate_series(1, ${ROWS}) AS n`);
			const before = await storage(session);
			expect(before).toMatchObject({ rows: String(ROWS), writers: "1" });
			await forward(session, ["007"]);
			expect(await storage(session)).toEqual(before);
			const [updated] = await session.query(
				"SELECT pg_stat_get_xact_tuples_updated('public.projects'::regclass) + n_tup_upd + n_dead_tup AS rows FROM pg_stat_user_tables WHERE relname = 'projects'",
			);
			expect(updated).toEqual({ rows: "0" });
			const tenants = await session.query("SELECT tenant_id, count(*) AS rows FROM public.projects GROUP BY 1");
			expect(tenants).toEqual([{ tenant_id: "00000000-0000-0000-0000-000000000000", rows: String(ROWS) }]);
			// Filled by the catalogue once, not by a default from here on.
			await expect(session.execute("INSERT INTO public.projects (name) VALUES ('no tenant')")).rejects.toMatchObject({
				sqlstate: "23502",
			});
			expect(failing(await verify(session, ["007"]))).toEqual([]);
		}),
	),
);

interface Node {
	"Node Type": string;
	"Index Name"?: string;
	"Index Cond"?: string;
	"Actual Rows": number;
	"Shared Hit Blocks": number;
	"Shared Read Blocks": number;
	Plans?: Node[];
}

async function planOf(session: Session, query: string): Promise<Node> {
	const { rows } = await session.execute(`EXPLAIN (ANALYZE, BUFFERS, FORMAT json) ${query}`);
	const [plan] = JSON.parse(rows[0]?.[0] ?? "[]") as { Plan: Node }[];
	if (!plan) throw new Error("no plan");
	return plan.Plan;
}

const below = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(below)];

test("a tenant's newest 50 of a million rows come through row security by an Index Scan, in few blocks", PATIENCE, () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			await forward(session);
			// A thousand tenants whose rows lie mixed, as they would after years. As a replica puts rows in: no foreign key is asked.
			await session.execute(`SET session_replication_role = replica;
				INSERT INTO public.tenants (id, name, slug, region, admin_email)
				SELECT md5(n::text)::uuid, 'T' || n, 't-' || n, 'DZ', 't@t.dz' FROM generate_series(1, 1000) AS n;
				INSERT INTO public.projects (tenant_id, name, created_at)
				SELECT md5((1 + n % 1000)::text)::uuid, 'P' || n, now() - n * interval '1 minute' FROM generate_series(1, ${ROWS}) AS n;
				ANALYZE public.projects; ANALYZE public.tenants;
				SET ROLE iafactory_app`);
			const newest = "SELECT * FROM public.projects ORDER BY created_at DESC LIMIT 50";
			for (const text of ["SELECT set_tenant(md5('7')::uuid)", "SELECT set_tenant(md5('8')::uuid, false)"]) {
				await session.execute(text);
				const [scan, ...others] = below(await planOf(session, newest)).filter((node) => /Scan/.test(node["Node Type"]));
				expect(others).toEqual([]);
				expect(scan).toMatchObject({ "Node Type": "Index Scan", "Index Name": "idx_projects_tenant_created" });
				expect(scan?.["Index Cond"]).toMatch(/^\(tenant_id = /);
				expect(scan?.["Actual Rows"]).toBe(50);
				expect((scan?.["Shared Hit Blocks"] ?? 0) + (scan?.["Shared Read Blocks"] ?? 0)).toBeLessThan(100);
			}
			const [count] = below(await planOf(session, "SELECT count(*) FROM public.projects")).filter(
				(node) => node["Index Cond"],
			);
			expect(count?.["Index Cond"]).toMatch(/^\(tenant_id = /);
			// Without a tenant nothing is read at all, rather than everything and then thrown away.
			await session.execute("RESET app.tenant_id");
			const [none] = below(await planOf(session, newest)).filter((node) => node["Index Cond"]);
			expect(none?.["Actual Rows"]).toBe(0);
			await session.execute("RESET ROLE");
		}),
	),
);
