import { beforeAll, expect, test } from "vitest";
import { readClusterWide } from "./cluster-wide.ts";
import { loadLibrary } from "./library.ts";

beforeAll(loadLibrary);

const judged = (text: string, generated = false) => {
	const { what, inside } = readClusterWide(text, generated) ?? {};
	return what === undefined ? undefined : `${inside ? "inside " : ""}${what}`;
};

test.each([
	["CREATE ROLE a", "CREATE ROLE"],
	["CREATE USER a", "CREATE ROLE"],
	["ALTER ROLE a IN DATABASE b SET x.y = 1", "ALTER ROLE"],
	["GRANT a TO b", "GRANT of a role"],
	["REVOKE a FROM b", "GRANT of a role"],
	["ALTER DATABASE a SET work_mem = 1", "ALTER DATABASE"],
	["ALTER DATABASE a OWNER TO b", "ALTER … OWNER on a database"],
	["ALTER ROLE a RENAME TO b", "ALTER … RENAME on a role"],
	["GRANT CONNECT ON DATABASE a TO b", "GRANT on a database"],
	["GRANT SET ON PARAMETER work_mem TO b", "GRANT on a parameter_acl"],
	["COMMENT ON TABLESPACE a IS 'x'", "COMMENT on a tablespace"],
	["REASSIGN OWNED BY a TO b", "REASSIGN OWNED"],
	["CREATE SUBSCRIPTION a CONNECTION '' PUBLICATION b", "CREATE SUBSCRIPTION"],
	["DO $$ BEGIN EXECUTE format('DROP ROLE %I', 'a'); END $$", "inside DROP ROLE"],
	["DO $$ BEGIN EXECUTE format('GRANT %I TO %I', 'a', 'b'); END $$", "inside GRANT of a role"],
	[
		"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER SYSTEM SET x = 1; END $$",
		"inside ALTER SYSTEM",
	],
])("%s touches the whole cluster", (text, what) => {
	expect(judged(text)).toBe(what);
});

test.each([
	"GRANT SELECT ON a TO b",
	"GRANT ALL ON ALL TABLES IN SCHEMA public TO b",
	"CREATE TABLE role (system text)",
	"INSERT INTO groups VALUES ('CREATE ROLE x')",
	"DO $$ BEGIN EXECUTE format('GRANT SELECT ON %I TO %I', 'a', 'b'); END $$",
	"CREATE USER MAPPING FOR a SERVER b",
	"DO $$ BEGIN CREATE USER MAPPING FOR a SERVER b; END $$",
	"SELECT 'GRANT SELECT ON t TO u' \\gexec",
])("%s stays in its database", (text) => {
	expect(judged(text)).toBeUndefined();
});

test("a text that makes statements is judged by its words", () => {
	const text = "SELECT 'CREATE ROLE x' WHERE NOT EXISTS (SELECT FROM pg_roles)";
	expect([judged(text), judged(text, true)]).toEqual([undefined, "inside CREATE ROLE"]);
});
