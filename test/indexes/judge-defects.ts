/** One version's defects, as whoever may see all, as a monitoring role, as somebody who was given nothing. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IndexHealth } from "../../main/contract/index.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { expected } from "./expected.ts";
import { type Defects, defects } from "./look-at-defects.ts";

/** Those that the scene is made for; bloat, upkeep and plans have scenes of their own. */
const OWN =
	/^(index-(invalid|partitioned-invalid|not-ready|waits-for-snapshots|duplicate|prefix|overlapping|unused|rarely-used|bypass-only|low-value)|constraint-not-valid|tenant-(index|created-index|column|unique|missing)|contract-price|foreign-key-|write-overhead|cache-hit|sequential-scans)/;

export const foundIn = ({ findings }: IndexHealth): string[] =>
	findings
		.filter(({ check }) => OWN.test(check) && check !== "tenant-index-unreached")
		.map(({ severity, check, object }) => `${severity} ${check} ${object}`)
		.toSorted();

const reasonsOf = ({ notEvaluated }: IndexHealth, check: string): string[] =>
	notEvaluated.filter((each) => each.check === check).map(({ reason }) => reason);

export function judgeDefects(version: PostgresVersion): void {
	describe(`on PostgreSQL ${version}`, () => {
		let scene: Defects;
		beforeAll(async () => {
			scene = await defects(version);
		});
		afterAll(() => scene?.cluster.stop());

		test("each defect is found once, and nothing beside it", async () => {
			const health = await scene.look();
			expect(foundIn(health)).toEqual(expected(version, { statistics: true }));
			expect(health.evaluated.map(({ check }) => check)).toHaveLength(
				new Set(health.evaluated.map(({ check }) => check)).size,
			);
			expect(health.score).toBe(79);
		});

		test("what a monitoring role does not see is not evaluated, with the reason, and no table is called well for it", async () => {
			const health = await scene.look(await scene.cluster.login("IN ROLE pg_monitor"));
			expect(foundIn(health)).toEqual(expected(version, { statistics: false }));
			expect(reasonsOf(health, "index-low-value")).toEqual([
				"this login may not read the table, so that pg_stats shows nothing of it",
			]);
			expect(health.sight.filter(({ seen }) => !seen).map(({ what }) => what)).toContainEqual(
				expect.stringMatching(/^the planner's statistics of \d+ of \d+ tables$/),
			);
		});

		test("whoever was given nothing is told what cannot be said", async () => {
			const health = await scene.look(await scene.cluster.login());
			expect(foundIn(health)).toEqual(expected(version, { statistics: false }));
			expect(reasonsOf(health, "index-low-value")).toHaveLength(1);
			expect(reasonsOf(health, "tenant-index-unreached")).toEqual([
				expect.stringMatching(/^This login may not act as/),
			]);
			expect(health.sight.filter(({ seen }) => !seen).map(({ what }) => what)).toContain(
				"builds and statements of other people",
			);
		});

		test("a role that row security holds does not see statistics of tables behind it, and that is said", async () => {
			const reader = await scene.cluster.login(
				version >= 14 ? "IN ROLE pg_read_all_data, pg_monitor" : "IN ROLE pg_monitor",
			);
			const health = await scene.look(reader);
			const told = reasonsOf(health, "index-low-value");
			if (version >= 14) expect(told).toEqual(["row-level security hides the table's statistics from this login"]);
		});
	});
}
