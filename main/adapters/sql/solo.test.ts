import { beforeAll, expect, test } from "vitest";
import { loadLibrary } from "./library.ts";
import { isSuspect, readSolo } from "./solo.ts";
import { readTransaction } from "./transaction.ts";

beforeAll(loadLibrary);

test.each([
	["DO $$ BEGIN COMMIT AND CHAIN; END $$", true],
	["DO $$ BEGIN IF true THEN ROLLBACK; END IF; END $$", true],
	["DO LANGUAGE plpython3u $$ plpy.commit() $$", true],
	["DO $$ BEGIN RAISE NOTICE 'commit;'; /* commit; */ END $$", false],
	["DO $$ DECLARE commit int; BEGIN commit := 1; PERFORM commit; END $$", false],
	["ALTER SUBSCRIPTION s REFRESH PUBLICATION", true],
	["ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (refresh = false)", false],
	["ALTER SUBSCRIPTION s DISABLE", false],
	["ALTER DATABASE d SET TABLESPACE t", true],
	["REINDEX (CONCURRENTLY off) TABLE t", false],
])("%s runs alone: %s", (text, alone) => {
	expect(isSuspect(text) && readSolo(text) !== undefined).toBe(alone);
});

test.each([
	['CREATE INDEX CONCURRENTLY "on" ON ONLY s . t (a) WHERE b', { index: "on", only: true, tail: "(a) WHERE b" }],
	["CREATE UNIQUE INDEX CONCURRENTLY /* on x */ i ON t* USING btree (a)", { unique: true, tail: "USING btree (a)" }],
	["CREATE INDEX CONCURRENTLY ON s.t (a)", { table: { schema: "s", name: "t" }, only: false, tail: "(a)" }],
])("of %s the parts are known from which it can be said of another table", (text, parts) => {
	expect(readSolo(text)).toMatchObject({ kind: "create-index", ...parts });
});

test.each([
	["START TRANSACTION READ WRITE", { does: "begin", readOnly: false }],
	["BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY", { does: "begin", isolation: "serializable", readOnly: true }],
	["END", { does: "commit", chain: false }],
	["COMMIT AND CHAIN", { does: "commit", chain: true }],
	["ABORT", { does: "rollback" }],
	["ROLLBACK TO a", { does: "savepoint" }],
	["PREPARE TRANSACTION 'x'", { does: "two-phase" }],
	["ROLLBACK PREPARED 'x'", { does: "two-phase" }],
	["SET TRANSACTION READ ONLY", { does: "set", readOnly: true }],
	["SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", undefined],
	["SELECT 1", undefined],
])("%s is known by its parse tree", (text, known) => {
	const read = readTransaction(text);
	if (known === undefined) expect(read).toBeUndefined();
	else expect(read).toMatchObject(known);
});
