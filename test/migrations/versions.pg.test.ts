/** The whole set on every version that it is for, as a superuser and as a plain owner with CREATEROLE. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogFingerprint, roleFingerprint } from "../helpers/catalog-fingerprint.ts";
import { versions } from "../helpers/clusters.ts";
import { hasVersion, onServer } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { failing, forward, ids, rollBack, verify } from "../helpers/run-files.ts";

describe.each(versions)("PostgreSQL %i", (version) => {
	let cluster: PrivateCluster | undefined;

	beforeAll(async () => {
		if (hasVersion(version)) cluster = await privateCluster(version);
	});
	afterAll(() => cluster?.stop());

	// The plain owner first: the roles are of its own making.
	test.for(["a plain owner with CREATEROLE", "a superuser"] as const)(
		"%s applies the set, applies it again without any change, takes it back without a trace, and applies it once more",
		async (who, { skip }) => {
			if (!cluster) return skip(`npm has no PostgreSQL ${version} for this platform`);
			const owner = who === "a superuser" ? undefined : await cluster.login("CREATEROLE");
			const params = await cluster.database(owner);
			await onServer(params, async (session) => {
				const empty = [...(await catalogFingerprint(session)), ...(await roleFingerprint(session))];
				await forward(session);
				const applied = [...(await catalogFingerprint(session)), ...(await roleFingerprint(session))];
				expect(failing(await verify(session))).toEqual([]);
				await forward(session);
				expect([...(await catalogFingerprint(session)), ...(await roleFingerprint(session))]).toEqual(applied);
				await forward(session, ids, "statement by statement");
				expect([...(await catalogFingerprint(session)), ...(await roleFingerprint(session))]).toEqual(applied);
				await rollBack(session);
				expect([...(await catalogFingerprint(session)), ...(await roleFingerprint(session))]).toEqual(empty);
				await rollBack(session);
				await forward(session, ids, "statement by statement");
				expect([...(await catalogFingerprint(session)), ...(await roleFingerprint(session))]).toEqual(applied);
				expect(failing(await verify(session))).toEqual([]);
				await rollBack(session);
			});
		},
	);
});
