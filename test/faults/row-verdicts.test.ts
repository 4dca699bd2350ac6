import { expect, test } from "vitest";
import { withDatabase } from "../helpers/postgres.ts";
import { compareVerdicts, withRoles } from "../helpers/row-verdicts.ts";

const SEED = Number(process.env.BULKHEAD_SEED ?? 1);
const ROWS = 10_000;

test.each([14, 16, 18] as const)(
	"row verdicts agree with PostgreSQL %i for random rows, policies, rights, roles and all four commands: 10,000 rows on 18",
	async (version) => {
		await withDatabase(
			(database) =>
				withRoles(database, async (roles) => {
					const rows = version === 18 ? ROWS : ROWS / 10;
					const tally = await compareVerdicts(database, roles, { seed: SEED + version * 100_000, rows });
					expect(tally.wrong.slice(0, 10)).toEqual([]);
					expect(tally.verdicts).toBe(4 * rows);
					expect(tally.lets).toBeGreaterThan(rows / 2);
					expect(tally.undecided.length).toBeLessThan(rows / 50);
				}),
			{ version },
		);
	},
);
