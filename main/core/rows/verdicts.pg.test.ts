import { expect, test } from "vitest";
import { withDatabase } from "../../../test/helpers/postgres.ts";
import { compareVerdicts, withRoles } from "../../../test/helpers/row-verdicts.ts";

const SEED = Number(process.env.BULKHEAD_SEED ?? 20_261_124);

/** A part of what test/faults/row-verdicts.test.ts does, which is 10,000 rows. */
test("row verdicts agree with what the server does, for random rows, policies, rights, roles and commands", async () => {
	await withDatabase((database) =>
		withRoles(database, async (roles) => {
			const tally = await compareVerdicts(database, roles, { seed: SEED, rows: 240 });
			expect(tally.wrong).toEqual([]);
			expect(tally.verdicts).toBe(960);
			// Both outcomes occur, and errors of policies are no hiding place.
			expect(tally.lets).toBeGreaterThan(120);
			expect(tally.undecided.length).toBeLessThan(10);
		}),
	);
});
