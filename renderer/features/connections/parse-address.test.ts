import { expect, test } from "vitest";
import { parseAddress } from "./parse-address.ts";

test("an address fills every part, with escapes undone", () => {
	expect(
		parseAddress(" postgres://a%40b:p%3Aw%2F@db.example.org:6543/shop%20x?sslmode=verify-full&sslrootcert=/ca.pem "),
	).toEqual({
		parts: {
			host: "db.example.org",
			port: 6543,
			database: "shop x",
			user: "a@b",
			password: "p:w/",
			sslMode: "verify-full",
			sslRootCert: "/ca.pem",
		},
	});
});

test("what an address leaves out is left out, and port 80 is a port like any other", () => {
	expect(parseAddress("postgresql://localhost/app")).toEqual({ parts: { host: "localhost", database: "app" } });
	expect(parseAddress("postgres://u@[::1]:5432/app")).toEqual({
		parts: { host: "::1", port: 5432, database: "app", user: "u" },
	});
	expect(parseAddress("postgres://u@h:80/app")).toMatchObject({ parts: { port: 80 } });
});

test("the folder of a Unix socket stands in the query", () => {
	expect(parseAddress("postgres:///app?host=/var/run/postgresql")).toEqual({
		parts: { host: "/var/run/postgresql", database: "app" },
	});
	expect(parseAddress("postgres://u@/app?host=%2Ftmp")).toEqual({
		parts: { host: "/tmp", database: "app", user: "u" },
	});
});

test("a password with a bare per cent sign is taken as it stands", () => {
	expect(parseAddress("postgres://u:50%@h/app")).toMatchObject({ parts: { password: "50%" } });
});

test("lines of a .env file fill the same parts, DATABASE_URL before the others", () => {
	expect(
		parseAddress("# db\nDB_HOST=10.0.0.5\nexport DB_PORT=5433\nDB_NAME=\"app\"\nDB_USER='me'\nDB_PASSWORD=a=b\n"),
	).toEqual({
		parts: { host: "10.0.0.5", port: 5433, database: "app", user: "me", password: "a=b" },
	});
	expect(parseAddress("DB_HOST=x\nDATABASE_URL=postgres://u@y/z")).toEqual({
		parts: { host: "y", database: "z", user: "u" },
	});
	expect(parseAddress("PGHOST=h\nPGSSLMODE=require")).toEqual({ parts: { host: "h", sslMode: "require" } });
});

test("several hosts are refused, and so is what holds no address at all", () => {
	expect(parseAddress("postgres://a,b:5433/app")).toEqual({ problem: "several" });
	expect(parseAddress("mysql://a/b")).toEqual({ problem: "unknown" });
	expect(parseAddress("hello")).toEqual({ problem: "unknown" });
});
