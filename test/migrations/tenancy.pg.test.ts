/** set_tenant, the superadmin's mode, and what a session can do by settings alone. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConnectParams, Session } from "../../main/core/ports.ts";
import { onServer } from "../helpers/postgres.ts";
import { as, type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { forward } from "../helpers/run-files.ts";

const A = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const B = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

let cluster: PrivateCluster;
let params: ConnectParams;
/** What an application logs in as: a member of iafactory_app. */
let application: Login;

beforeAll(async () => {
	cluster = await privateCluster();
	params = await cluster.database();
	application = await cluster.login();
	await onServer(params, async (session) => {
		await forward(session);
		await session.execute(`
			GRANT iafactory_app TO ${application.user};
			INSERT INTO tenants (id, name, slug, region, admin_email)
			VALUES ('${A}', 'A', 'a', 'DZ', 'a@a.dz'), ('${B}', 'B', 'b', 'CH', 'b@b.ch');
			INSERT INTO users (email, full_name) VALUES ('secret@a.dz', 'Somebody');
			INSERT INTO projects (tenant_id, name) VALUES ('${A}', 'of A'), ('${B}', 'of B')`);
	});
});
afterAll(() => cluster.stop());

const asLogin = <T>(login: Login, use: (session: Session) => Promise<T>) => onServer(as(params, login), use);

async function seen(session: Session): Promise<(string | null)[]> {
	return (await session.execute("SELECT name FROM projects ORDER BY name")).rows.map(([name]) => name ?? null);
}

describe("set_tenant", () => {
	test("is for the session, and its second form for the transaction", () =>
		asLogin(application, async (session) => {
			await session.execute(`SELECT set_tenant('${A}')`);
			expect(await seen(session)).toEqual(["of A"]);
			expect((await session.execute("SELECT get_current_tenant()")).rows).toEqual([[A]]);
			await session.execute(`BEGIN; SELECT set_tenant('${B}', true)`);
			expect(await seen(session)).toEqual(["of B"]);
			await session.execute("COMMIT");
			expect(await seen(session)).toEqual(["of A"]);
		}));

	test("leaves a pool's next user with nothing after the form for the transaction", () =>
		asLogin(application, async (session) => {
			await session.execute(`BEGIN; SELECT set_tenant('${A}', true); COMMIT`);
			expect((await session.execute("SELECT get_current_tenant()")).rows).toEqual([[null]]);
			expect(await seen(session)).toEqual([]);
		}));

	test("takes bound text, as drivers send it", () =>
		asLogin(application, async (session) => {
			await session.query("SELECT set_tenant($1)", [A]);
			expect(await seen(session)).toEqual(["of A"]);
		}));

	test.for([
		["SELECT set_tenant('cccccccc-cccc-4ccc-8ccc-cccccccccccc')", "22023", "cccccccc-cccc-4ccc-8ccc-cccccccccccc"],
		[
			"SELECT set_tenant('cccccccc-cccc-4ccc-8ccc-cccccccccccc', true)",
			"22023",
			"cccccccc-cccc-4ccc-8ccc-cccccccccccc",
		],
		["SELECT set_tenant('tenant-uuid-here')", "22P02", "tenant-uuid-here"],
		["SELECT set_tenant('')", "22P02", '""'],
		["SELECT set_tenant(NULL)", "22004", "set_tenant(NULL)"],
		["SELECT set_tenant(NULL, true)", "22004", "set_tenant(NULL)"],
	] as const)("of what is no tenant is an error that names it, and the tenant stays: %s", ([text, sqlstate, named]) =>
		asLogin(application, async (session) => {
			await session.execute(`SELECT set_tenant('${A}')`);
			await expect(session.execute(text)).rejects.toMatchObject({ sqlstate, message: expect.stringContaining(named) });
			expect(await seen(session)).toEqual(["of A"]);
		}),
	);
});

describe("without a tenant", () => {
	test("every table that the application may read is empty, and an INSERT fails", () =>
		asLogin(application, async (session) => {
			const tables = await session.query<{ name: string }>(
				`SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
				    AND has_table_privilege(c.oid, 'SELECT')`,
			);
			expect(tables).toHaveLength(16);
			for (const { name } of tables) {
				expect(await session.query(`SELECT count(*) AS rows FROM ${name}`), name).toEqual([{ rows: "0" }]);
			}
			await expect(
				session.execute(`INSERT INTO projects (tenant_id, name) VALUES ('${A}', 'smuggled')`),
			).rejects.toMatchObject({ sqlstate: "42501" });
		}));

	test("a setting of the right name that is no UUID is an error, not a way in", () =>
		asLogin(application, async (session) => {
			await session.execute("SET app.tenant_id = 'x'' OR true --'");
			await expect(seen(session)).rejects.toMatchObject({ sqlstate: "22P02" });
		}));
});

describe("settings", () => {
	// Every name that a policy or function of some other make reads, and those that ours do.
	const settings = [
		...[
			"app.is_superadmin",
			"app.superadmin",
			"app.superadmin_mode",
			"app.is_super_admin",
			"app.bypass_rls",
			"app.role",
		],
		...[
			"app.current_role",
			"app.user_role",
			"app.role_before_superadmin",
			"app.current_tenant",
			"app.current_tenant_id",
		],
		...["request.jwt.claims", "request.jwt.claim.role", "bulkhead.proof", "rls.bypass", "jwt.claims.role"],
	];
	test.for(["on", "true", "1", "iafactory_superadmin", "postgres", A])("of %s show a session nothing", (value) =>
		asLogin(application, async (session) => {
			for (const name of settings) await session.query("SELECT set_config($1, $2, false)", [name, value]);
			expect(await seen(session)).toEqual([]);
			await session.execute("SELECT disable_superadmin_mode()");
			expect((await session.execute("SELECT is_superadmin(), current_user")).rows).toEqual([["f", application.user]]);
			await session.execute(`SELECT set_tenant('${B}')`);
			expect(await seen(session)).toEqual(["of B"]);
		}),
	);

	test("switching row security off is an error, and switching the role is refused", () =>
		asLogin(application, async (session) => {
			await session.execute(`SELECT set_tenant('${A}'); SET row_security = off`);
			await expect(seen(session)).rejects.toMatchObject({ sqlstate: "42501" });
			for (const role of ["iafactory_superadmin", "postgres"]) {
				await expect(session.execute(`SET ROLE ${role}`)).rejects.toMatchObject({ sqlstate: "42501" });
				await expect(session.execute(`SELECT set_config('role', '${role}', false)`)).rejects.toMatchObject({
					sqlstate: "42501",
				});
			}
		}));
});

describe("the application's role", () => {
	test("reads no user, and changes of its own tenant only what the customer decides", () =>
		asLogin(application, async (session) => {
			await session.execute(`SELECT set_tenant('${A}')`);
			await expect(session.execute("SELECT email FROM users")).rejects.toMatchObject({ sqlstate: "42501" });
			await session.execute(`UPDATE tenants SET settings = '{"language": "ar"}'`);
			for (const column of ["plan = 'enterprise'", "status = 'active'", `id = '${B}'`, "slug = 'other'"]) {
				await expect(session.execute(`UPDATE tenants SET ${column}`)).rejects.toMatchObject({ sqlstate: "42501" });
			}
			await expect(session.execute("DELETE FROM tenants")).rejects.toMatchObject({ sqlstate: "42501" });
			await expect(session.execute("TRUNCATE projects")).rejects.toMatchObject({ sqlstate: "42501" });
			await onServer(params, async (admin) => {
				const { rows } = await admin.execute("SELECT slug, settings FROM tenants WHERE slug IN ('a', 'b') ORDER BY 1");
				expect(rows).toEqual([
					["a", '{"language": "ar"}'],
					["b", "{}"],
				]);
			});
		}));

	test("puts a row in, changes and deletes it as its own tenant, with no grant on any sequence", () =>
		asLogin(application, async (session) => {
			await session.execute(`SELECT set_tenant('${A}'); INSERT INTO projects (tenant_id, name) VALUES ('${A}', 'new')`);
			expect((await session.execute("UPDATE projects SET status = 'paused' WHERE name = 'new'")).rowCount).toBe(1);
			expect((await session.execute("DELETE FROM projects WHERE name = 'new'")).rowCount).toBe(1);
		}));

	test("cannot point at another tenant's row, nor learn by an error that it is there", () =>
		asLogin(application, async (session) => {
			const lead = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";
			await session.execute(`SELECT set_tenant('${B}');
				INSERT INTO crm_leads (id, tenant_id, contact_name) VALUES ('${lead}', '${B}', 'Of B'); SELECT set_tenant('${A}')`);
			const point = (id: string) =>
				session.execute(`INSERT INTO crm_deals (tenant_id, lead_id, title) VALUES ('${A}', '${id}', 'Deal')`);
			await expect(point(lead)).rejects.toMatchObject({ sqlstate: "23503" });
			await expect(point("dddddddd-dddd-4ddd-8ddd-dddddddddddd")).rejects.toMatchObject({ sqlstate: "23503" });
		}));
});

describe("superadmin mode", () => {
	test("a login that is no member gets 42501, before and after it sets whatever it likes", () =>
		asLogin(application, async (session) => {
			await expect(session.execute("SELECT enable_superadmin_mode()")).rejects.toMatchObject({
				sqlstate: "42501",
				message: expect.stringContaining(application.user),
			});
			await session.execute("SET app.role_before_superadmin = 'iafactory_superadmin'");
			await expect(session.execute("SELECT enable_superadmin_mode()")).rejects.toMatchObject({ sqlstate: "42501" });
			expect(await seen(session)).toEqual([]);
		}));

	test.for(["INHERIT TRUE", "INHERIT FALSE"])(
		"a member WITH %s sees one tenant until the mode is on, and again after it",
		async (how) => {
			const support = await cluster.login();
			await onServer(params, (admin) =>
				admin.execute(
					`GRANT iafactory_superadmin TO ${support.user} WITH ${how}, SET TRUE; GRANT iafactory_app TO ${support.user}`,
				),
			);
			await asLogin(support, async (session) => {
				expect(await seen(session)).toEqual([]);
				await session.execute(`SELECT set_tenant('${A}')`);
				expect(await seen(session)).toEqual(["of A"]);
				expect((await session.execute("SELECT is_superadmin()")).rows).toEqual([["f"]]);
				await session.execute("SELECT enable_superadmin_mode()");
				expect(await seen(session)).toEqual(["of A", "of B"]);
				expect((await session.execute("SELECT is_superadmin()")).rows).toEqual([["t"]]);
				// Twice changes nothing, and does not forget whom to go back to.
				await session.execute("SELECT enable_superadmin_mode(); SELECT disable_superadmin_mode()");
				expect(await seen(session)).toEqual(["of A"]);
				expect((await session.execute("SELECT current_user")).rows).toEqual([[support.user]]);
				await session.execute("SELECT disable_superadmin_mode()");
				await session.execute("BEGIN; SELECT enable_superadmin_mode(); ROLLBACK");
				expect(await seen(session)).toEqual(["of A"]);
			});
		},
	);

	test("a member who may not act as it (SET FALSE) gets 42501", async () => {
		const reader = await cluster.login();
		await onServer(params, (admin) =>
			admin.execute(`GRANT iafactory_superadmin TO ${reader.user} WITH INHERIT TRUE, SET FALSE`),
		);
		await asLogin(reader, async (session) => {
			await expect(session.execute("SELECT enable_superadmin_mode()")).rejects.toMatchObject({ sqlstate: "42501" });
			expect(await seen(session)).toEqual([]);
		});
	});

	test("goes back to the role that the session had, not to the login above it", () =>
		onServer(params, async (session) => {
			await session.execute(`SET ROLE iafactory_app; SELECT set_tenant('${B}'); SELECT enable_superadmin_mode()`);
			expect(await seen(session)).toEqual(["of A", "of B"]);
			await session.execute("SELECT disable_superadmin_mode()");
			expect((await session.execute("SELECT current_user")).rows).toEqual([["iafactory_app"]]);
			expect(await seen(session)).toEqual(["of B"]);
			await session.execute("RESET ROLE");
		}));

	test("lets support write for any tenant, and see its users", () =>
		onServer(params, async (session) => {
			await session.execute("SELECT enable_superadmin_mode()");
			const { rowCount } = await session.execute("UPDATE tenants SET status = 'suspended' WHERE slug = 'b'");
			expect(rowCount).toBe(1);
			expect((await session.execute("SELECT email FROM users")).rows).toEqual([["secret@a.dz"]]);
			await session.execute("SELECT disable_superadmin_mode()");
		}));
});
