/** The doctor's examination of schema mutants: each is found, shown, mended and undone. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DoctorFinding, DoctorResult } from "../../main/contract/index.ts";
import { hasVersion } from "../helpers/postgres.ts";
import { type Copy, type DoctorServer, doctorServer } from "./doctor-scene.ts";
import { type Mutant, mutants } from "./mutants.ts";

/** The login's own attributes: the superuser's, or the owner's. */
const OWN = ["role-superuser", "role-bypassrls", "role-owner"];

export const notOfTheLogin = ({ findings, role }: DoctorResult): DoctorFinding[] =>
	findings.filter(({ check, object }) => !(OWN.includes(check) && object === `role ${role.name}`));

const find = (result: DoctorResult, { found, object }: Mutant): DoctorFinding | undefined =>
	notOfTheLogin(result).find((each) => found.includes(each.check) && each.object.includes(object));

/** `every`: of the mutants only each so many-th. */
export function judgeMutants(version: 14 | 16 | 18, every = 1): void {
	describe.skipIf(!hasVersion(version))(`PostgreSQL ${version}`, () => {
		let server: DoctorServer;
		beforeAll(async () => {
			server = await doctorServer(version);
		});
		afterAll(() => server?.stop());

		test("of the clean set nothing is found but the login's own attributes", () =>
			server.withCopy(async ({ client, asSuperuser, asOwner }) => {
				for (const connection of [asSuperuser, asOwner]) {
					const result = await client.doctor.examine({ connection });
					expect(notOfTheLogin(result)).toEqual([]);
					expect(result.findings.map(({ check }) => check)).toEqual([
						connection === asSuperuser ? "role-superuser" : "role-owner",
					]);
					expect(result.application).toEqual(["iafactory_app"]);
					expect(result.notEvaluated).toEqual([]);
					expect(result.tables).toBe(16);
				}
			}));

		// One figure over all of them, and each of them by name.
		test.each(mutants.filter(({ since = 0 }, at) => version >= since && at % every === 0))(
			"found, shown, mended, undone: $name",
			(mutant) =>
				server.withCopy(async (copy) => {
					try {
						await copy.sql(mutant.sql);
						await judge(copy, mutant);
					} finally {
						if (mutant.undo) await copy.sql(mutant.undo);
					}
				}),
		);
	});
}

async function judge(copy: Copy, mutant: Mutant): Promise<void> {
	const { client, asSuperuser: connection, sql, state } = copy;
	const finding = find(await client.doctor.examine({ connection }), mutant);
	if (!finding) return expect.fail(`${mutant.found.join(" or ")} does not find it`);
	const named = { connection, check: finding.check, object: finding.object };
	const before = await state();
	if (finding.demonstration && finding.demonstration.refused === undefined) {
		const shown = await client.doctor.demonstrate(named);
		expect(shown.leaks, `${finding.check}: ${shown.says}`).toBe(mutant.quiet !== true);
	}
	expect(await state(), "a demonstration leaves nothing behind").toEqual(before);
	if (!finding.fix) return;
	await sql(finding.fix.sql);
	const mended = await client.doctor.examine({ connection });
	expect(mended.findings.filter((each) => each.check === finding.check && each.object === finding.object)).toEqual([]);
	await sql(finding.fix.undo);
	expect(find(await client.doctor.examine({ connection }), mutant)?.object).toBe(finding.object);
}
