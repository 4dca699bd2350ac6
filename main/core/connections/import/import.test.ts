import { expect, test } from "vitest";
import { parseUrl } from "../../../adapters/postgres/parse-url.ts";
import { parseEnv } from "./parse-env.ts";
import { readDrafts } from "./read-drafts.ts";
import { openSealed, plainFile, sealFile } from "./sealed-file.ts";

const files = { read: async () => ({ path: "~/.pgpass", text: "db:5432:shop:me:pw\n*:*:*:me:any" }) };
const ports = { postgres: { parseUrl }, userFiles: files } as never;
const read = (text: string, passphrase?: string) => readDrafts({ from: "text", text, passphrase }, ports);

test("a .env is read with its quotes, comments, exports and lines of several", () => {
	const text = 'export A=1 # one\nB=\'x # y\'\nC="a\\nb"\nD=p#w\n# E=1\nF=\nG="l1\nl2"';
	expect(Object.fromEntries(parseEnv(text))).toEqual({ A: "1", B: "x # y", C: "a\nb", D: "p#w", F: "", G: "l1\nl2" });
});

test("each kind of text is known by what stands in it", async () => {
	expect((await read("postgres://u:p%40ss@h:6000/d?sslmode=require")).drafts[0]).toMatchObject({
		settings: { host: "h", port: 6000, database: "d", user: "u", sslMode: "require" },
		password: "p@ss",
	});
	const env = await read(
		"DATABASE_URL=postgres://u:one@h/d\nREPLICA_URL=postgres://u@r/d\nDB_HOST=x\nDB_NAME=y\nDB_PASSWORD=two",
	);
	expect(env.kind).toBe("env");
	expect(env.drafts.map(({ settings, password }) => [settings.host, password])).toEqual([
		["h", "one"],
		["r", undefined],
		["x", "two"],
	]);
	const service = await read(
		"[shop]\nhost=a,b\nport=1,2\ndbname=d\nuser=u\npassword=pw\nsslmode=require\noptions=-c x=y",
	);
	expect(service).toMatchObject({ kind: "service", notes: [expect.stringContaining("options")] });
	expect(service.drafts[0]).toMatchObject({
		settings: { name: "shop", host: "a", port: 1, otherHosts: [{ host: "b", port: 2 }], sslMode: "require" },
		password: "pw",
	});
	const pgpass = await read("db:5432:shop:me:pw\n*:*:*:*:any");
	expect(pgpass.drafts[0]).toMatchObject({ settings: { host: "db", database: "shop", user: "me" }, password: "pw" });
	expect(pgpass.drafts[1]?.problem).toBeDefined();
});

test("the password file in its own place is left there and read from there", async () => {
	const { drafts } = await readDrafts({ from: "pgpass" }, ports);
	expect(drafts[0]).toMatchObject({ settings: { passwordMode: "pgpass" } });
	expect(drafts[0]).not.toHaveProperty("password");
});

test("a libpq address with several hosts gives the first, and the others to try", async () => {
	const { drafts } = await read("postgres://u:p@a:1,b:2,[::1]/d");
	expect(drafts[0]?.settings).toMatchObject({
		host: "a",
		port: 1,
		otherHosts: [{ host: "b", port: 2 }, { host: "::1" }],
	});
});

test("an export in clear holds no secret; a sealed one opens with its passphrase alone, and tells nothing to another", async () => {
	const one = {
		name: "Shop",
		environment: "test",
		host: "h",
		port: 5432,
		database: "d",
		user: "u",
		sslMode: "prefer",
	} as const;
	expect((await read(plainFile([one]))).drafts[0]?.settings).toMatchObject(one);
	const sealed = await sealFile([{ ...one, password: "pa55word" }], "a long passphrase");
	expect(sealed).not.toContain("pa55word");
	expect(sealed).not.toContain("Shop");
	expect((await read(sealed, "a long passphrase")).drafts[0]).toMatchObject({ settings: one, password: "pa55word" });
	await expect(read(sealed)).rejects.toMatchObject({ code: "PASSWORD_NEEDED" });
	await expect(read(sealed, "another passphrase")).rejects.toMatchObject({ code: "WRONG_MASTER_PASSWORD" });
	const changed = sealed.replace('"N": 131072', '"N": 65536');
	expect(changed).not.toBe(sealed);
	await expect(openSealed(changed, "a long passphrase")).rejects.toMatchObject({ code: "WRONG_MASTER_PASSWORD" });
	await expect(openSealed(sealed.replace('"N": 131072', '"N": 1073741824'), "a long passphrase")).rejects.toMatchObject(
		{ code: "BAD_INPUT" },
	);
});

test("what cannot be read says so without quoting it", async () => {
	const { drafts } = await read("postgres://u:s3cret@h:99999999/d");
	expect(drafts[0]?.problem).toBeDefined();
	expect(JSON.stringify(drafts[0]?.problem)).not.toContain("s3cret");
	await expect(read("hello")).rejects.toMatchObject({ code: "BAD_INPUT" });
});
