/** What policies leave of the indexes, on the newest PostgreSQL; the others are in test/faults. */
import { expect, test } from "vitest";
import { planChecks } from "../../main/core/indexes/plans/checks/checks.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { iafactory } from "../helpers/tenancy-schemas.ts";
import { judgeProbes } from "../indexes/judge-probes.ts";
import { readFactsOf } from "../indexes/read.ts";

judgeProbes(18);

test("IAFactory is clean: every table of tenants is reached, and no check of policies has anything to say", () =>
	withDatabase(async ({ params, script }) => {
		await script(iafactory());
		const facts = await readFactsOf(params);
		expect(facts.plans.role).toBe("iafactory_app");
		expect([...facts.plans.probes.values()].map(({ outcome }) => outcome)).toEqual(
			Array.from({ length: 16 }, () => "reached"),
		);
		for (const check of planChecks) {
			const { found, notEvaluated, objects } = check.judge(facts);
			expect({ check: check.name, found, notEvaluated }).toEqual({ check: check.name, found: [], notEvaluated: [] });
			expect(objects).toBeGreaterThan(0);
		}
	}));
