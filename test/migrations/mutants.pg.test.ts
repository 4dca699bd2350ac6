/** Each way to break the schema, small or large, makes a check fail: a check that cannot fail proves nothing. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectParams } from "../../main/core/ports.ts";
import { onServer } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { failing, forward, verify } from "../helpers/run-files.ts";
import { mutantsBefore, mutantsOf008 } from "./mutants.ts";

let cluster: PrivateCluster;
let params: ConnectParams;

beforeAll(async () => {
	cluster = await privateCluster();
	params = await cluster.database();
	await onServer(params, (session) => forward(session));
});
afterAll(() => cluster.stop());

const mutants = [...mutantsOf008.map((mutant) => ({ ...mutant, migration: "008" as const })), ...mutantsBefore];

for (const { migration, what, sql, caught } of mutants)
	test(`${migration} notices ${what}`, () =>
		onServer(params, async (session) => {
			const verdicts = await verify(session, [migration], () => session.execute(sql));
			expect(verdicts.filter(({ error }) => error !== undefined)).toEqual([]);
			const failed = failing(verdicts);
			for (const check of caught) expect(failed).toContainEqual(expect.stringContaining(check));
		}));

test("the schema that was not broken passes, before and after all of them", () =>
	onServer(params, async (session) => {
		expect(failing(await verify(session))).toEqual([]);
	}));

test("what a customer may add to it fails no check: a restrictive policy, a column, an index, a role that reads", () =>
	onServer(params, async (session) => {
		const added = await verify(session, ["001", "002", "003", "004", "005", "006", "007", "008"], () =>
			session.execute(`
				CREATE ROLE mutant_viewer;
				GRANT SELECT ON public.projects TO mutant_viewer;
				CREATE POLICY barrier ON public.projects AS RESTRICTIVE FOR SELECT TO mutant_viewer USING (false);
				ALTER TABLE public.projects ADD COLUMN colour text;
				CREATE INDEX ON public.projects (name)`),
		);
		expect(failing(added)).toEqual([]);
	}));
