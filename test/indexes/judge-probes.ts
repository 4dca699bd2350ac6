/** Policies and plans on one version of PostgreSQL: what the planner reaches, what the checks say of it, what a fix comes to. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Found } from "../../main/core/indexes/check.ts";
import type { Facts } from "../../main/core/indexes/facts.ts";
import { planChecks } from "../../main/core/indexes/plans/checks/checks.ts";
import type { Probe } from "../../main/core/indexes/plans/plan-facts.ts";
import { probeTables } from "../../main/core/indexes/plans/probe-tables.ts";
import type { Session } from "../../main/core/ports.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { onServer, type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { APP, everyShape, functions, indexSets, profile, SUPPORT, shapes, table, tableOf } from "./policy-shapes.ts";
import { readFactsOf } from "./read.ts";

const outcomeOf = ({ reached }: (typeof shapes)[number]) => (reached ? "reached" : "voided");

type Database = Pick<TestDatabase, "params" | "script" | "sql">;

/** Findings of one check. */
export const findingsOf = (facts: Facts, name: string): Found[] =>
	planChecks.find((check) => check.name === name)?.judge(facts).found ?? [];

export const notEvaluatedOf = (facts: Facts, name: string) =>
	planChecks.find((check) => check.name === name)?.judge(facts).notEvaluated ?? [];

export const probeOf = (facts: Facts, name: string) =>
	facts.plans.probes.get([...facts.tables.values()].find((each) => each.name === name)?.oid ?? "");

export function judgeProbes(version: PostgresVersion): void {
	describe(`on PostgreSQL ${version}`, () => {
		const withShapes = <T>(sql: string, use: (database: Database) => Promise<T>): Promise<T> =>
			withDatabase(
				async (database) => {
					await database.script(sql);
					return use(database);
				},
				{ version },
			);
		describe("every shape with every set of indexes, all tables empty", () => {
			let facts: Facts;
			beforeAll(async () => {
				facts = await withShapes(everyShape(), ({ params }) => readFactsOf(params, profile));
			});

			for (const shape of shapes)
				for (const [set, { leads }] of Object.entries(indexSets)) {
					const expected = leads ? outcomeOf(shape) : "no-index";
					test(`policy ${shape.name} with indexes ${set}: ${expected}`, () => {
						expect(probeOf(facts, tableOf(shape.name, set))).toMatchObject({ outcome: expected });
					});
				}

			test("an index that is there and is not reached is a finding, and so is each arm that keeps it from that", () => {
				const tables = (of: (shape: (typeof shapes)[number]) => boolean, sets = Object.keys(indexSets)) =>
					shapes
						.filter(of)
						.flatMap((shape) => sets.map((set) => `public.${tableOf(shape.name, set)}`))
						.sort();
				const leading = Object.keys(indexSets).filter((set) => indexSets[set]?.leads);
				expect(
					findingsOf(facts, "tenant-index-unreached")
						.map((found) => found.table)
						.sort(),
				).toEqual(tables(({ reached }) => !reached, leading));
				expect(
					findingsOf(facts, "policy-or-arm")
						.map((found) => found.table)
						.sort(),
				).toEqual(tables(({ arm }) => arm === true));
			});

			test("what is VOLATILE is told by the function, and what hides its comparison by the policy", () => {
				expect(findingsOf(facts, "policy-volatile").map(({ object }) => object)).toEqual([
					"function public.tenant_volatile()",
				]);
				expect(findingsOf(facts, "policy-not-inlined").map((found) => [found.table, found.severity])).toEqual(
					Object.keys(indexSets)
						.map((set) => [`public.${tableOf("takes_column_pinned", set)}`, "WARN"])
						.sort(),
				);
				expect(findingsOf(facts, "policy-parallel-unsafe")).toEqual([]);
			});

			test("two permissive policies for the application are told once a table, and not where the index is voided anyway", () => {
				expect(findingsOf(facts, "policies-permissive").map((found) => found.table)).toEqual([
					"public.two_permissive_other",
				]);
			});
		});

		test("100 tables are asked within a second", () =>
			withShapes(
				[
					functions,
					...Array.from({ length: 100 }, (_, at) => {
						const shape = shapes[at % shapes.length] as (typeof shapes)[number];
						return table({ ...shape, name: `t${at}` }, "tenant_created");
					}),
				].join("\n"),
				async ({ params }) => {
					const facts = await readFactsOf(params, profile);
					expect(facts.plans.probes.size).toBe(100);
					expect(facts.plans.ms).toBeLessThan(1_000);
					const few = await onServer(params, async (session) => {
						await session.execute("BEGIN READ ONLY");
						try {
							return await probeTables(session, facts, {
								role: APP,
								policies: facts.plans.policies,
								most: 50,
							});
						} finally {
							await session.execute("ROLLBACK");
						}
					});
					const outcomes = (probes: ReadonlyMap<string, Probe>) =>
						[...probes].map(([oid, { outcome }]) => `${facts.tables.get(oid)?.name} ${outcome}`).sort();
					// Beyond those that are asked a table is told as one of its shape.
					expect(outcomes(few.probes)).toEqual(outcomes(facts.plans.probes));
					expect(
						[...few.probes.values()].filter((probe) => "plan" in probe && probe.plan.startsWith("As ")),
					).toHaveLength(50);
				},
			));

		test("the fix lets each tenant see the same rows, reaches the index, and its undo gives back what was", () =>
			withShapes(
				`${everyShape()} INSERT INTO tenants (name) SELECT 'T' || n FROM generate_series(1, 5) n;
				${["or_sql", "or_wrapped", "two_permissive"].map((name) => `INSERT INTO ${name}_tenant (tenant_id, note) SELECT id, name || n FROM tenants, generate_series(1, 7) n`).join(";")}`,
				async ({ params }) => {
					for (const name of ["or_sql_tenant", "or_wrapped_tenant", "two_permissive_tenant"]) {
						const facts = await readFactsOf(params, profile);
						const [found] = findingsOf(facts, "policy-or-arm").filter((each) => each.table === `public.${name}`);
						const fix = found?.fix;
						if (!fix) throw new Error(`no fix for ${name}: ${JSON.stringify(found)}`);
						expect(fix.sql).toContain(SUPPORT);
						await onServer(params, async (session) => {
							const before = await seen(session, name);
							const policies = await policiesOf(session, name);
							expect((await session.query(fix.holds.violations)).length).toBe(1);
							await session.execute(fix.sql);
							expect(await seen(session, name)).toEqual(before);
							expect((await session.query(fix.holds.violations)).length).toBe(0);
							const after = await readFactsOf(params, profile);
							expect(probeOf(after, name)).toMatchObject({ outcome: "reached" });
							await session.execute(fix.undo);
							expect(await policiesOf(session, name)).toEqual(policies);
						});
					}
				},
			));

		test("without a role for support it becomes one comparison with an array; no table of tenants, no fix", () => {
			const or = shapes.find(({ name }) => name === "or_sql") as (typeof shapes)[number];
			return withShapes(
				`${functions} ${table(or, "tenant_created")} INSERT INTO tenants (name) SELECT 'T' || n FROM generate_series(1, 5) n;
				INSERT INTO or_sql_tenant_created (tenant_id) SELECT id FROM tenants, generate_series(1, 3);`,
				async ({ params }) => {
					const facts = await readFactsOf(params, profile);
					const [found] = findingsOf(facts, "policy-or-arm");
					expect(found?.fix?.sql).toContain("= ANY (ARRAY(");
					await onServer(params, async (session) => {
						const before = await seen(session, "or_sql_tenant_created");
						await session.execute(found?.fix?.sql ?? "");
						expect(await seen(session, "or_sql_tenant_created")).toEqual(before);
						expect(probeOf(await readFactsOf(params, profile), "or_sql_tenant_created")).toMatchObject({
							outcome: "reached",
						});
					});
					const { tenants: _, ...without } = profile;
					const blind = await readFactsOf(params, { ...without, tenantColumn: "tenant_id" });
					if (!blind.tenancy.tenants) expect(findingsOf(blind, "policy-or-arm")[0]?.fix).toBeUndefined();
				},
			);
		});

		test("a policy that also asks of another column is not rewritten unseen: the reason is told", () => {
			const policies = "CREATE POLICY own ON % USING (tenant_id = tenant_sql() AND note IS NOT NULL OR is_admin())";
			return withShapes(
				`${functions} ${table({ name: "noted", policies, reached: false }, "tenant")}`,
				async ({ params }) => {
					const [found] = findingsOf(await readFactsOf(params, profile), "policy-or-arm");
					expect(found?.fix).toBeUndefined();
				},
			);
		});

		test("partitions: the whole is asked at its root, and one without an index keeps it from being reached", () =>
			withShapes(
				`${functions}
				CREATE TABLE events (tenant_id uuid NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
				CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
				CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-07-01') TO ('2027-01-01');
				CREATE INDEX ON events_1 (tenant_id);
				ALTER TABLE events ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON events USING (tenant_id = tenant_sql());
				GRANT SELECT ON events TO ${APP};
				CREATE TABLE empty (tenant_id uuid NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
				ALTER TABLE empty ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON empty USING (tenant_id = tenant_sql()); GRANT SELECT ON empty TO ${APP};`,
				async ({ params, script }) => {
					expect(probeOf(await readFactsOf(params, profile), "events")).toMatchObject({
						outcome: "no-index",
						table: "public.events_2",
					});
					await script("CREATE INDEX ON events_2 (tenant_id)");
					const facts = await readFactsOf(params, profile);
					expect(probeOf(facts, "events")).toMatchObject({ outcome: "reached" });
					expect(probeOf(facts, "events_1")).toBeUndefined();
					expect(probeOf(facts, "empty")).toMatchObject({ outcome: "unknown" });
				},
			));

		test("a tenant that is reached through a foreign key: by an array of keys, not by a sub-select for each row", () => {
			const items = (name: string, test: string) =>
				`CREATE TABLE ${name} (id int PRIMARY KEY, order_id uuid NOT NULL REFERENCES sql_tenant); CREATE INDEX ON ${name} (order_id);
				ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON ${name} USING (${test}); GRANT SELECT ON ${name} TO ${APP};`;
			const sql = shapes[0] as (typeof shapes)[number];
			return withShapes(
				[
					`${functions} ${table(sql, "tenant")}`,
					items("items_array", "order_id = ANY (ARRAY(SELECT o.id FROM sql_tenant o))"),
					items("items_exists", "EXISTS (SELECT FROM sql_tenant o WHERE o.id = order_id)"),
				].join("\n"),
				async ({ params }) => {
					const path = { column: "order_id", table: "public.sql_tenant", key: "id" };
					const facts = await readFactsOf(params, { ...profile, tables: { items_array: path, items_exists: path } });
					expect(probeOf(facts, "items_array")).toMatchObject({ outcome: "reached" });
					expect(probeOf(facts, "items_exists")).toMatchObject({ outcome: "voided" });
				},
			);
		});

		test("where the role is not known, cannot be taken on, may not read, or is held by no policy, nothing is well", () =>
			withShapes(`${everyShape()} GRANT USAGE ON SCHEMA public TO PUBLIC;`, async ({ params, script }) => {
				const all = shapes.length * Object.keys(indexSets).length;
				const gone = await readFactsOf(params, { ...profile, role: "nobody_like_this" });
				expect(notEvaluatedOf(gone, "tenant-index-unreached")).toHaveLength(all);
				await script(`REVOKE SELECT ON sql_tenant FROM ${APP}`);
				const facts = await readFactsOf(params, profile);
				expect(probeOf(facts, "sql_tenant")).toMatchObject({
					outcome: "unknown",
					reason: expect.stringContaining("permission denied"),
				});
				expect(notEvaluatedOf(facts, "tenant-index-unreached").map(({ object }) => object)).toEqual([
					"table public.sql_tenant",
				]);
				const bypassing = await readFactsOf(params, { ...profile, role: params.user });
				expect(notEvaluatedOf(bypassing, "tenant-index-unreached")).toHaveLength(all);
				expect(findingsOf(bypassing, "tenant-index-unreached")).toEqual([]);
			}));

		test("with many rows what the plan confirms is an ERROR, and a function that is asked for each row is told; in an index condition it is well", () => {
			const tables = ["or_sql_tenant", "or_wrapped_tenant", "sql_tenant", "takes_column_pinned_tenant"];
			return withShapes(
				`${everyShape()} INSERT INTO tenants (name) SELECT 'T' || n FROM generate_series(1, 4) n;
				${tables.map((name) => `INSERT INTO ${name} (tenant_id) SELECT id FROM tenants, generate_series(1, 2501)`).join(";")};
				CREATE FUNCTION is_boss() RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN false; END $$;
				CREATE POLICY boss ON restrictive_tenant FOR DELETE USING (tenant_id = tenant_sql() AND is_boss())`,
				async ({ params, script }) => {
					await script("ANALYZE");
					const facts = await readFactsOf(params, profile);
					const errors = (check: string) =>
						findingsOf(facts, check).flatMap(({ severity, table: of }) => (severity === "ERROR" ? [of] : []));
					expect(errors("policy-or-arm").sort()).toEqual(["public.or_sql_tenant", "public.or_wrapped_tenant"]);
					expect(errors("tenant-index-unreached").sort()).toEqual([
						"public.or_sql_tenant",
						"public.or_wrapped_tenant",
						"public.takes_column_pinned_tenant",
					]);
					const perRow = findingsOf(facts, "policy-function-per-row");
					expect(perRow.map((found) => [found.table, found.severity])).toEqual([
						["public.or_sql_tenant", "WARN"],
						["public.takes_column_pinned_tenant", "WARN"],
					]);
					expect(perRow[0]?.detail).toContain("(SELECT current_setting(");
					expect(perRow[1]?.detail).toContain("It takes a column of the row");
					expect(findingsOf(facts, "policy-parallel-unsafe").map(({ object, severity }) => [object, severity])).toEqual(
						[["function public.is_boss()", "INFO"]],
					);
				},
			);
		});

		test("a login that may not act as the application is told so of every table", () =>
			withShapes(
				`${everyShape()} DO $$ BEGIN CREATE ROLE shapes_bare LOGIN PASSWORD 'password-of-a-test'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`,
				async ({ params }) => {
					const facts = await readFactsOf({ ...params, user: "shapes_bare", password: "password-of-a-test" }, profile);
					const told = notEvaluatedOf(facts, "tenant-index-unreached");
					expect(told).toHaveLength(shapes.length * Object.keys(indexSets).length);
					expect(told[0]?.reason).toContain(`may not act as ${APP}`);
					expect(findingsOf(facts, "tenant-index-unreached")).toEqual([]);
				},
			));

		test("operators that are not leakproof close an index to the application; keys that are unique serve all the same", () =>
			withShapes(
				`${functions}
				CREATE TABLE bills (tenant_id uuid NOT NULL, amount numeric, name text, tags jsonb, paid date, number int);
				CREATE INDEX b_amount ON bills (tenant_id, amount); CREATE INDEX b_lower ON bills (tenant_id, lower(name));
				CREATE INDEX b_tags ON bills USING gin (tags); CREATE INDEX b_name ON bills (tenant_id, name text_pattern_ops);
				CREATE INDEX b_paid ON bills (tenant_id, paid, number); CREATE UNIQUE INDEX b_unique ON bills (tenant_id, amount, number);
				ALTER TABLE bills ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON bills USING (tenant_id = tenant_sql()); GRANT SELECT ON bills TO ${APP};`,
				async ({ params }) => {
					const facts = await readFactsOf(params, profile);
					expect(
						findingsOf(facts, "index-not-leakproof")
							.map(({ object }) => object)
							.sort(),
					).toEqual(["index public.b_amount", "index public.b_lower", "index public.b_tags"]);
				},
			));

		test("the transaction is as it was: no role, no tenant, no setting of the planner stays, and nothing above AccessShare is held", () =>
			withShapes(everyShape(), ({ params }) =>
				onServer(params, async (session) => {
					const { readIn } = await import("./read.ts");
					const query = session.execute.bind(session);
					let state: unknown;
					session.execute = async (sql, options) => {
						if (sql === "ROLLBACK")
							state = await session.query(
								`SELECT current_user::text AS role, current_setting('enable_seqscan') AS scans, coalesce(current_setting('app.tenant', true), '') AS tenant,
								        (SELECT count(*)::text FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND mode <> 'AccessShareLock') AS locks`,
							);
						return query(sql, options);
					};
					await readIn(session, profile);
					expect(state).toEqual([{ role: params.user, scans: "on", tenant: "", locks: "0" }]);
				}),
			));
	});
}

/** What each tenant sees as the application: how many rows, and which. */
async function seen(session: Session, name: string): Promise<unknown> {
	const tenants = await session.query<{ id: string }>("SELECT id::text AS id FROM tenants ORDER BY id");
	const all: unknown[] = [];
	for (const { id } of [...tenants, { id: "" }]) {
		await session.execute("BEGIN");
		await session.query("SELECT set_config('app.tenant', $1, true)", [id]);
		await session.execute(`SET LOCAL ROLE ${APP}`);
		all.push(
			...(await session.query(
				`SELECT count(*)::text AS rows, coalesce(md5(string_agg(id::text, ',' ORDER BY id)), '') AS keys FROM ${name}`,
			)),
		);
		await session.execute("ROLLBACK");
	}
	return all;
}

const policiesOf = (session: Session, name: string) =>
	session.query(
		"SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies WHERE tablename = $1 ORDER BY policyname",
		[name],
	);
