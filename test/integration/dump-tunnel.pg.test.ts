import { expect, test } from "vitest";
import { pgDump } from "../../main/adapters/pg-dump/pg-dump.ts";
import { withDatabase } from "../helpers/postgres.ts";

test("pg_dump is not asked about a server behind a tunnel: at that address it might find another one", () =>
	withDatabase(async ({ params }) => {
		const options = { serverVersion: 150_000, without: "bulkhead", signal: AbortSignal.timeout(10_000) };
		expect(await pgDump().schema({ ...params, ssh: { host: "bastion" } }, options)).toEqual({
			why: "pg_dump cannot go through an SSH tunnel.",
		});
	}));
