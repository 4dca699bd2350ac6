import { expect, test } from "vitest";
import { withoutPasswords } from "./without-passwords.ts";

test.each([
	["ALTER ROLE a PASSWORD 's3cret' VALID UNTIL 'x'", "ALTER ROLE a PASSWORD '…' VALID UNTIL 'x'"],
	["create user a with encrypted password\n E's3''cret'", "create user a with encrypted password\n '…'"],
	["ALTER ROLE a PASSWORD $q$s3cret$q$", "ALTER ROLE a PASSWORD '…'"],
	["ALTER ROLE a PASSWORD 's3cre", "ALTER ROLE a PASSWORD '…'"],
	[
		"CREATE USER MAPPING FOR a SERVER b OPTIONS (user 'u', password 's3cret')",
		"CREATE USER MAPPING FOR a SERVER b OPTIONS (user 'u', password '…')",
	],
	[
		"CREATE SUBSCRIPTION s CONNECTION 'host=h password=s3cret user=u' PUBLICATION p",
		"CREATE SUBSCRIPTION s CONNECTION 'host=h password=… user=u' PUBLICATION p",
	],
	["ALTER ROLE a PASSWORD NULL", "ALTER ROLE a PASSWORD NULL"],
	["UPDATE users SET password_hash = 'x'", "UPDATE users SET password_hash = 'x'"],
])("%s", (sql, shown) => expect(withoutPasswords(sql)).toBe(shown));
