import { expect, test } from "vitest";
import { sqlPort } from "../../adapters/sql/sql.ts";
import { cutSegments, isOneTransaction } from "./segments.ts";

const sql = sqlPort();
const cut = async (text: string) => cutSegments(sql, await sql.statements(text));

test.each([
	"CREATE INDEX CONCURRENTLY i ON t (a)",
	"CREATE UNIQUE INDEX /* odd */ CONCURRENTLY IF NOT EXISTS i ON s.t (a) WHERE b",
	"DROP INDEX CONCURRENTLY s.i, j",
	"REINDEX TABLE CONCURRENTLY t",
	"REINDEX (CONCURRENTLY, VERBOSE) INDEX i",
	"REINDEX SCHEMA s",
	"VACUUM",
	"VACUUM (FULL, ANALYZE) t",
	"CLUSTER",
	"ALTER TABLE p DETACH PARTITION c CONCURRENTLY",
	"ALTER SYSTEM SET work_mem = '1MB'",
	"CREATE DATABASE d",
	"DROP DATABASE d",
	"CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
	"DO $$ BEGIN UPDATE t SET a = 1; COMMIT; END $$",
	"-- bulkhead: no-transaction\nCALL backfill()",
])("%s runs alone, between the segments of what stands around it", async (statement) => {
	const segments = await cut(`SELECT 1; SELECT 2; ${statement}; SELECT 3;`);
	expect(segments.map(({ kind, statements }) => [kind, statements.length])).toEqual([
		["together", 2],
		["alone", 1],
		["together", 1],
	]);
});

test.each([
	"CREATE INDEX i ON t (a)",
	"CREATE TABLE concurrently_said (note text DEFAULT 'CREATE INDEX CONCURRENTLY i ON t (a)')",
	"SELECT 'vacuum' AS system",
	"ANALYZE t",
	"CLUSTER t USING i",
	"REINDEX TABLE t",
	"DO $$ BEGIN RAISE NOTICE 'no commit here'; END $$",
	"COMMENT ON TABLE t IS 'VACUUM; COMMIT'",
	"CALL quick()",
	"ALTER TYPE mood ADD VALUE 'calm'",
])("%s shares a transaction", async (statement) => {
	expect(isOneTransaction(await cut(`SELECT 1; ${statement}; SELECT 3;`))).toBe(true);
});

test("an enum value that a later statement uses ends its segment, for it exists only after COMMIT", async () => {
	const segments = await cut("ALTER TYPE mood ADD VALUE 'calm'; INSERT INTO t VALUES ('calm');");
	expect(segments.map(({ kind }) => kind)).toEqual(["together", "together"]);
});

test("a file without statements is one transaction", async () => {
	expect(isOneTransaction(await cut("-- nothing"))).toBe(true);
});
