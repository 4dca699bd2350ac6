/** Each rollback undoes exactly its twin. */
import { expect, test } from "vitest";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer, withDatabase } from "../helpers/postgres.ts";
import { failing, forward, ids, rollBack, verify } from "../helpers/run-files.ts";

test("from each step back to the one before, the catalogue is what it was", () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			const levels = [await catalogFingerprint(session)];
			for (const id of ids) {
				await forward(session, [id]);
				levels.push(await catalogFingerprint(session));
			}
			for (const [step, level] of levels.entries()) {
				if (step > 0) expect(level, `${ids[step - 1]} changes the catalogue`).not.toEqual(levels[step - 1]);
			}
			for (const id of ids.toReversed()) {
				await rollBack(session, [id]);
				expect(await catalogFingerprint(session), `after the rollback of ${id}`).toEqual(levels[ids.indexOf(id)]);
			}
		}),
	));

test("the rows of the core tables outlive the rollback of 007, and belong to the system tenant after the next 007", () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			await forward(session);
			await session.execute(`
				INSERT INTO public.tenants (id, name, slug, region, admin_email)
				VALUES ('11111111-1111-1111-1111-111111111111', 'A', 'a', 'DZ', 'a@a.dz');
				INSERT INTO public.projects (tenant_id, name) VALUES ('11111111-1111-1111-1111-111111111111', 'Kept')`);
			await rollBack(session, ["007", "008"]);
			await forward(session, ["007", "008"]);
			const { rows } = await session.execute("SELECT name, tenant_id FROM public.projects");
			expect(rows).toEqual([["Kept", "00000000-0000-0000-0000-000000000000"]]);
			expect(failing(await verify(session))).toEqual([]);
		}),
	));

test("a rollback takes nothing along that is not its own: where something still needs an object, it fails and names it", () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			await forward(session, ids.slice(0, 7));
			await session.execute("CREATE VIEW public.report AS SELECT tenant_id, count(*) FROM public.projects GROUP BY 1");
			const before = await catalogFingerprint(session);
			await expect(rollBack(session, ["007"])).rejects.toMatchObject({
				sqlstate: "2BP01",
				detail: expect.stringContaining("view report depends on column tenant_id"),
			});
			await expect(rollBack(session, ["006"])).rejects.toMatchObject({ sqlstate: "2BP01" });
			expect(await catalogFingerprint(session)).toEqual(before);
		}),
	));

test("a rollback that stopped half-way by hand is finished by running it again", () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			const empty = await catalogFingerprint(session);
			await forward(session);
			await session.execute(`
				DROP POLICY projects_select ON public.projects;
				ALTER TABLE public.crm_leads DISABLE ROW LEVEL SECURITY;
				DROP FUNCTION public.set_tenant(uuid, boolean);
				DROP TABLE public.pme_analyses`);
			await rollBack(session);
			expect(await catalogFingerprint(session)).toEqual(empty);
		}),
	));
