/** The session's search_path does not decide what the set touches. */
import { expect, test } from "vitest";
import type { Session } from "../../main/core/ports.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer, withDatabase } from "../helpers/postgres.ts";
import { failing, forward, ids, rollBack, verify } from "../helpers/run-files.ts";

const tables = [
	...["users", "projects", "bolt_workflows", "knowledge_base", "orchestrator_state", "bmad_workflows"],
	...["tenants", "tenant_users", "api_keys", "usage_events", "voice_transcriptions", "voice_conversations"],
	...["crm_leads", "crm_deals", "billing_accounts", "credit_transactions", "pme_analyses"],
];

/** A schema that is searched first and holds a table, index or function of every name that the set uses. */
const decoys = `
	CREATE SCHEMA decoy;
	${tables.map((name) => `CREATE TABLE decoy.${name} (id text, tenant_id text, created_at text, name text);`).join("\n")}
	${tables.map((name) => `CREATE INDEX idx_${name}_tenant ON decoy.${name} (name);`).join("\n")}
	CREATE FUNCTION decoy.get_current_tenant() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid';
	CREATE FUNCTION decoy.is_superadmin() RETURNS boolean LANGUAGE sql AS 'SELECT true';
	CREATE FUNCTION decoy.set_tenant(uuid) RETURNS void LANGUAGE sql AS 'SELECT';
	CREATE FUNCTION decoy.enable_superadmin_mode() RETURNS void LANGUAGE sql AS 'SELECT';
	INSERT INTO decoy.tenants (id) VALUES ('decoy');
	GRANT USAGE ON SCHEMA decoy TO PUBLIC;
	GRANT SELECT ON ALL TABLES IN SCHEMA decoy TO PUBLIC;`;

const ours = async (session: Session) => (await catalogFingerprint(session)).filter((line) => !line.includes("decoy"));
const theirs = async (session: Session) => (await catalogFingerprint(session)).filter((line) => line.includes("decoy"));

test.for(["decoy, public", "decoy", "pg_catalog, decoy", ""])('with search_path "%s" the set ends as without', (path) =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			const empty = await ours(session);
			await forward(session);
			const expected = await ours(session);
			await rollBack(session);
			await session.execute(decoys);
			const untouched = await theirs(session);
			await session.query("SELECT set_config('search_path', $1, false)", [path]);
			await forward(session);
			expect(await ours(session)).toEqual(expected);
			expect(failing(await verify(session))).toEqual([]);
			await forward(session, ids, "statement by statement");
			expect(await ours(session)).toEqual(expected);
			// In one transaction with what comes after it, a file must not have moved the path either.
			expect((await session.execute("SHOW search_path")).rows).toEqual([[path]]);
			await rollBack(session);
			expect(await ours(session)).toEqual(empty);
			expect(await theirs(session)).toEqual(untouched);
		}),
	),
);

test("a file leaves the settings of its transaction as they were", () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			const settings = async () =>
				(
					await session.execute(`SELECT current_setting('search_path'), current_setting('row_security'), current_setting('role'),
					        coalesce(current_setting('app.tenant_id', true), '')`)
				).rows;
			await session.execute("SET search_path = public; SET row_security = off; BEGIN");
			const before = await settings();
			// Within the transaction, for what a runner does between the file and its COMMIT.
			await forward(session, ids, "statement by statement");
			expect(await settings()).toEqual(before);
			await session.execute("ROLLBACK");
		}),
	));

test("a session that searches a schema of its own first is held by the policies all the same", () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			await forward(session);
			await session.execute(`${decoys}
				INSERT INTO public.projects (tenant_id, name) VALUES ('00000000-0000-0000-0000-000000000000', 'hidden');
				CREATE FUNCTION decoy.mine(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
				CREATE OPERATOR decoy.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = decoy.mine);
				CREATE FUNCTION decoy.current_setting(text, boolean) RETURNS text
				  LANGUAGE sql AS $$ SELECT '00000000-0000-0000-0000-000000000000' $$;
				SET search_path = decoy, pg_catalog, public; SET ROLE iafactory_app`);
			expect((await session.execute("SELECT name FROM public.projects")).rows).toEqual([]);
			expect((await session.execute("SELECT public.is_superadmin(), public.get_current_tenant()")).rows).toEqual([
				["f", null],
			]);
			await session.execute("RESET ROLE");
		}),
	));
