/** The bundled set through Bulkhead itself ends as it does through psql. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectParams } from "../../main/core/ports.ts";
import { finish, withBulkhead } from "../helpers/bulkhead.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { libpqVariables, missingPsql, runProgram } from "../helpers/psql.ts";
import { ids, pathOf } from "../helpers/run-files.ts";

const missing = await missingPsql();

let cluster: PrivateCluster;

beforeAll(async () => {
	cluster = await privateCluster();
});
afterAll(() => cluster.stop());

const urlOf = ({ user, password, host, port, database }: ConnectParams) =>
	`postgres://${user}:${encodeURIComponent(password ?? "")}@${host}:${port}/${database}`;

async function throughPsql(params: ConnectParams): Promise<string[]> {
	for (const id of ids) {
		const args = ["--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--quiet", "--file", pathOf(id)];
		const { code, stderr } = await runProgram("psql", args, { env: libpqVariables(params) });
		expect(code, stderr).toBe(0);
	}
	return onServer(params, catalogFingerprint);
}

test.for(["a plain owner with CREATEROLE", "a superuser"] as const)(
	"as %s: applied, verified, rolled back to 006, applied again, with psql's catalogue at each end",
	async (who, { skip }) => {
		if (missing) return skip(missing);
		const owner = who === "a superuser" ? undefined : await cluster.login("CREATEROLE");
		const expected = await throughPsql(await cluster.database(owner));
		const params = await cluster.database(owner);
		await withBulkhead(async ({ client, open }) => {
			const connection = await open(urlOf(params));
			const states = async () => (await client.migrations.status({ connection })).migrations.map(({ state }) => state);
			expect(new Set(await states())).toEqual(new Set(["pending"]));
			const apply = async () => {
				const { result, error } = await finish(client, "apply", client.migrations.apply({ connection }));
				expect(error).toBeUndefined();
				expect(result?.checks.checks.filter(({ ok }) => !ok)).toEqual([]);
				return result?.applied.map(({ id }) => id);
			};
			expect(await apply()).toEqual([...ids]);
			expect(await onServer(params, catalogFingerprint)).toEqual(expected);
			expect(new Set(await states())).toEqual(new Set(["applied"]));
			const rollback = await finish(
				client,
				"rollback",
				client.migrations.rollback({ connection, to: "006", reason: "a test", confirmed: true }),
			);
			expect(rollback.result?.rolledBack.map(({ id }) => id)).toEqual(["008", "007"]);
			expect(await apply()).toEqual(["007", "008"]);
			expect(await onServer(params, catalogFingerprint)).toEqual(expected);
		});
	},
);

test("what psql applied is unrecorded, and is adopted by its checks, as the owner", async ({ skip }) => {
	if (missing) return skip(missing);
	const owner = await cluster.login("CREATEROLE");
	const params = await cluster.database(owner);
	await throughPsql(params);
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(urlOf(params));
		const before = await client.migrations.status({ connection });
		expect(before.migrations.map(({ state }) => state)).toEqual(ids.map(() => "unrecorded"));
		const { result } = await finish(client, "adopt", client.migrations.adopt({ connection }));
		expect(result?.adopted.map(({ id }) => id)).toEqual([...ids]);
		const { result: verdict } = await finish(client, "verify", client.migrations.verify({ connection }));
		expect(verdict?.failed).toBe(0);
	});
});
