import { expect, test } from "vitest";
import { parsePgpass, pgpassLookup } from "./pgpass.ts";

const look = (text: string) => pgpassLookup(parsePgpass(text));
const shop = { host: "db.example", port: 5432, database: "shop", user: "me" };

test("the first line that fits counts, wildcards among them", () => {
	expect(look("db.example:5432:shop:me:first\n*:*:*:*:last")(shop)).toBe("first");
	expect(look("*:*:*:*:first\ndb.example:5432:shop:me:last")(shop)).toBe("first");
	expect(look("db.example:*:shop:me:any port")(shop)).toBe("any port");
	expect(look("db.example:5433:shop:me:x")(shop)).toBeUndefined();
});

test("colons and backslashes are escaped, the password keeps the colons behind the fourth, comments are none", () => {
	expect(look("# db.example:5432:shop:me:no\ndb.example:5432:shop:me:a\\:b\\\\c:d")(shop)).toBe("a:b\\c:d");
	expect(look("fe80\\:\\:1:5432:shop:me:six")({ ...shop, host: "fe80::1" })).toBe("six");
});

test("a socket's folder is looked up as localhost", () => {
	expect(look("localhost:5432:shop:me:local")({ ...shop, host: "/var/run/postgresql" })).toBe("local");
});
