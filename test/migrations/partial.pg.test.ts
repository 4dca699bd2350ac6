/** What a hand, or a run that broke off, left half done is finished by running the set again, and nothing is lost. */
import { beforeAll, expect, test } from "vitest";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer, withDatabase } from "../helpers/postgres.ts";
import { failing, forward, forwardPart, ids, rollBack, statementCount, verify } from "../helpers/run-files.ts";
import { refusals, SYSTEM, states } from "./partial-states.ts";

/** What the set makes of an empty database, as this superuser: asked once. */
let clean: string[];

beforeAll(() =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			await forward(session);
			clean = await catalogFingerprint(session);
		}),
	),
);

for (const { what, after, sql } of states)
	test(`${what}: the set ends as on a clean database`, () =>
		withDatabase((database) =>
			onServer(database.params, async (session) => {
				await forward(session, after);
				await session.execute(sql);
				const { rows } = await session.execute("SELECT name FROM public.projects ORDER BY name");
				await forward(session);
				expect(await catalogFingerprint(session)).toEqual(clean);
				expect(failing(await verify(session))).toEqual([]);
				const kept = await session.execute("SELECT name, tenant_id FROM public.projects ORDER BY name");
				expect(kept.rows).toEqual(rows.map(([name]) => [name, SYSTEM]));
			}),
		));

test.for(["006", "007", "008"] as const)(
	"%s broken off by hand after any of its statements is finished by the next run",
	(id) =>
		withDatabase((database) =>
			onServer(database.params, async (session) => {
				await forward(session, ids.slice(0, ids.indexOf(id) + 1));
				const expected = await catalogFingerprint(session);
				const count = await statementCount(id);
				// Every third is enough to cut between any two kinds of statement, and the last but one.
				for (let cut = 1; cut < count; cut += cut < 12 ? 1 : 3) {
					await rollBack(session, [id]);
					await forwardPart(session, id, cut);
					await forward(session, [id]);
					expect(await catalogFingerprint(session), `cut after ${cut} of ${count}`).toEqual(expected);
				}
			}),
		),
);

for (const { what, after, sql, error } of refusals)
	test(`${what}: 007 refuses it by name, and nothing is done`, () =>
		withDatabase((database) =>
			onServer(database.params, async (session) => {
				await forward(session, after);
				await session.execute(sql);
				const before = await catalogFingerprint(session);
				await expect(forward(session, ["007"])).rejects.toMatchObject(error);
				expect(await catalogFingerprint(session)).toEqual(before);
			}),
		));

test("a table tenants made from the seed's list, which leaves out metadata, is given it", () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			await forward(session, ids.slice(0, 5));
			await session.execute(`CREATE TABLE public.tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL,
				slug text NOT NULL UNIQUE, region text NOT NULL, plan text NOT NULL DEFAULT 'free', status text NOT NULL DEFAULT 'active',
				admin_email text NOT NULL, settings jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now());
				INSERT INTO public.tenants (name, slug, region, admin_email) VALUES ('Kept', 'kept', 'DZ', 'a@a.dz')`);
			await forward(session);
			const { rows } = await session.execute("SELECT name, metadata FROM public.tenants ORDER BY name");
			expect(rows).toEqual([
				["Kept", "{}"],
				["System", "{}"],
			]);
		}),
	));
