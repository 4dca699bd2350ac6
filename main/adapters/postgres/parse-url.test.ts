import { expect, test } from "vitest";
import { parseUrl } from "./parse-url.ts";

test.each([
	["a%3Bb%3Dc", "a;b=c"],
	["a%2Fb%3Fc%23d%26e", "a/b?c#d&e"],
	["100%2525", "100%25"],
	["caf%C3%A9%20au%20lait", "caf\u00e9 au lait"],
	["a+b%2Bc", "a+b+c"],
	["shop?sslmode=disable", "shop"],
])("a database's name in an address is what its characters stand for: %s", (written, name) => {
	expect(parseUrl(`postgres://u:p%3B@h:1/${written}`)).toMatchObject({ database: name, password: "p;", host: "h" });
});

test("an address without a database names none, and one with half a % is BAD_INPUT that does not quote it", () => {
	for (const url of ["postgres://h", "postgres://h/", "postgres://u@h/?sslmode=disable"]) {
		expect(parseUrl(url)).not.toHaveProperty("database");
	}
	expect(() => parseUrl("postgres://u:secret@h/a%zz")).toThrow(/percent-encoded/);
	expect(() => parseUrl("postgres://u:secret@h/a%zz")).not.toThrow(/secret/);
});

test("a socket's folder may stand where the host does", () => {
	expect(parseUrl("postgres://%2Ftmp%2Fpg/shop%3D1")).toMatchObject({ host: "/tmp/pg", database: "shop=1" });
	expect(parseUrl("postgres:///shop?host=/tmp/pg")).toMatchObject({ host: "/tmp/pg", database: "shop" });
});
