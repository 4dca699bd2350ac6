/** The doors without the app: run_migrations.sh, and `psql -f` by hand. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConnectParams } from "../../main/core/ports.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import { onServer } from "../helpers/postgres.ts";
import { as, type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { libpqVariables, missingPsql, runProgram } from "../helpers/psql.ts";
import { failing, forward, ids, pathOf, setFolder, verify } from "../helpers/run-files.ts";

const missing = await missingPsql();
const script = join(setFolder, "run_migrations.sh");
/** Everything that a URL, a shell or a .env could trip over. */
const PASSWORD = `p@s/w:o#r d%41'"$HOME\``;

let cluster: PrivateCluster;
let owner: Login;
let folder: string;

beforeAll(async () => {
	cluster = await privateCluster();
	owner = await cluster.login("CREATEROLE");
	await onServer(cluster.admin(), (session) =>
		session.execute(`ALTER ROLE ${owner.user} PASSWORD '${PASSWORD.replaceAll("'", "''")}'`),
	);
	owner.password = PASSWORD;
	folder = mkdtempSync(join(tmpdir(), "bulkhead-psql-"));
});
afterAll(async () => {
	await cluster.stop();
	rmSync(folder, { recursive: true });
});

const dbVariables = (params: ConnectParams) => ({
	DB_HOST: params.host,
	DB_PORT: String(params.port),
	DB_NAME: params.database,
	DB_USER: params.user,
	DB_PASSWORD: params.password ?? "",
});

const urlOf = (params: ConnectParams) =>
	`postgresql://${params.user}:${encodeURIComponent(params.password ?? "")}@${params.host}:${params.port}/${params.database}`;

const stateOf = (params: ConnectParams) =>
	onServer(params, async (session) => ({
		catalogue: await catalogFingerprint(session),
		failing: failing(await verify(session)),
	}));

describe.skipIf(missing !== undefined)(`with psql${missing ? ` (${missing})` : ""}`, () => {
	let expected: { catalogue: string[]; failing: string[] };

	beforeAll(async () => {
		const params = await cluster.database(owner);
		await onServer(params, (session) => forward(session));
		expected = await stateOf(params);
		expect(expected.failing).toEqual([]);
	});

	test("run_migrations.sh applies all, and again, and ends with the same catalogue as the files run by a session", async () => {
		const params = await cluster.database(owner);
		for (const _ of ["first", "again"]) {
			const { code, stdout, stderr } = await runProgram(script, [], { cwd: folder, env: dbVariables(params) });
			expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
			expect(stdout).toContain("008_enable_rls_policies.sql\nDone: 8 of 8.");
			expect(await stateOf(params)).toEqual(expected);
		}
	});

	test("it runs only the migrations that are named, in their order", async () => {
		const params = await cluster.database(owner);
		await onServer(params, (session) => forward(session, ids.slice(0, 5)));
		const { stdout } = await runProgram(script, ["007", "006"], { cwd: folder, env: dbVariables(params) });
		expect(stdout.split("\n").slice(0, 3)).toEqual([
			"006_create_tenants_table.sql",
			"007_add_tenant_id_to_tables.sql",
			"Done: 2 of 8.",
		]);
		await runProgram(script, ["008"], { cwd: folder, env: dbVariables(params) });
		expect(await stateOf(params)).toEqual(expected);
	});

	test("it stops at the first error, with that file undone and what came before it kept", async () => {
		const params = await cluster.database(owner);
		await onServer(params, (session) => session.execute("CREATE VIEW public.crm_deals AS SELECT 1 AS id"));
		const { code, stdout, stderr } = await runProgram(script, [], { cwd: folder, env: dbVariables(params) });
		expect(code).toBe(1);
		expect(stderr).toContain("007_add_tenant_id_to_tables.sql failed and was rolled back");
		expect(stdout).not.toContain("008");
		await onServer(params, async (session) => {
			const { rows } = await session.execute("SELECT to_regclass('public.tenants'), to_regclass('public.crm_leads')");
			expect(rows).toEqual([["tenants", null]]);
		});
	});

	test("the address comes from DATABASE_URL, its password decoded, and SQLAlchemy's form of it is understood", async () => {
		const params = await cluster.database(owner);
		for (const url of [urlOf(params), urlOf(params).replace("postgresql:", "postgresql+asyncpg:")]) {
			const { code, stderr } = await runProgram(script, ["001"], { cwd: folder, env: { DATABASE_URL: url } });
			expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		}
	});

	test.for([
		[
			"DATABASE_URL",
			(params: ConnectParams) => `# server\nDATABASE_URL="${urlOf(params)}"\nDB_HOST=elsewhere.invalid\n`,
		],
		[
			"DB_HOST and its kin, quoted or not, with CRLF",
			(params: ConnectParams) =>
				Object.entries(dbVariables(params))
					.map(([name, value], at) => (at % 2 ? `export ${name}='${value}'` : `${name} = ${value} # note`))
					.join("\r\n"),
		],
	] as const)("a .env file gives it: %s, and nothing in it is executed", async ([, write]) => {
		const params = await cluster.database(await cluster.login());
		writeFileSync(join(folder, ".env"), `${write(params)}\nEVIL=$(touch ${folder}/executed)\n`);
		try {
			const { code, stderr } = await runProgram(script, ["001"], { cwd: folder });
			expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
			expect(() => readFileSync(join(folder, "executed"))).toThrow("ENOENT");
		} finally {
			rmSync(join(folder, ".env"));
		}
	});

	test("what the environment says counts more than the file, value by value", async () => {
		const params = await cluster.database(owner);
		writeFileSync(join(folder, ".env"), "DATABASE_URL=postgresql://x@elsewhere.invalid/x\nDB_NAME=elsewhere\n");
		try {
			const { code } = await runProgram(script, ["001"], { cwd: folder, env: dbVariables(params) });
			expect(code).toBe(0);
		} finally {
			rmSync(join(folder, ".env"));
		}
	});

	test("the password is never printed, and never on psql's command line", async () => {
		const params = await cluster.database(owner);
		// A psql that shows what it was called with.
		writeFileSync(join(folder, "psql"), '#!/bin/sh\nprintf "%s\\n" "$*" >> "$SEEN"\nexit 0\n');
		chmodSync(join(folder, "psql"), 0o755);
		const seen = join(folder, "seen");
		const PATH = `${folder}:${process.env.PATH}`;
		for (const env of [dbVariables(params), { DATABASE_URL: urlOf(params) }]) {
			const { stdout, stderr } = await runProgram(script, [], { cwd: folder, env: { ...env, PATH, SEEN: seen } });
			const said = `${stdout}${stderr}${readFileSync(seen, "utf8")}`;
			expect(said).toContain("001_create_users_table.sql");
			expect(said).not.toContain(PASSWORD);
			expect(said).not.toContain(encodeURIComponent(PASSWORD));
		}
		for (const [args, env] of [
			[[], { DATABASE_URL: `postgresql://u@h/d?password=${encodeURIComponent(PASSWORD)}` }],
			[[urlOf(params)], {}],
			[[], { DATABASE_URL: `mysql://u:${encodeURIComponent(PASSWORD)}@h/d` }],
		] as const) {
			const { code, stdout, stderr } = await runProgram(script, [...args], {
				cwd: folder,
				env: { ...env, PATH, SEEN: seen },
			});
			expect(code).toBe(2);
			expect(`${stdout}${stderr}`).not.toContain(encodeURIComponent(PASSWORD));
		}
		const wrong = await runProgram(script, [], {
			cwd: folder,
			env: { ...dbVariables(params), DB_PASSWORD: "wrong-one" },
		});
		expect(wrong.code).toBe(1);
		expect(wrong.stderr).toContain("password authentication failed");
		expect(`${wrong.stdout}${wrong.stderr}`).not.toContain("wrong-one");
	});

	test.for([
		[["9"], "named by its number"],
		[["009"], "there is no migration 009"],
	])("%s is bad usage (2), and nothing runs", async ([args, said]) => {
		const { code, stdout, stderr } = await runProgram(script, args as string[], { cwd: folder });
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
		expect(stderr).toContain(said);
	});

	test("each file by hand with psql -f, in their order and twice, ends with the same catalogue", async () => {
		const params = await cluster.database(owner);
		for (const _ of ["first", "again"]) {
			for (const id of ids) {
				const args = ["--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--quiet", "--file", pathOf(id)];
				const { code, stderr } = await runProgram("psql", args, { env: libpqVariables(params) });
				expect({ code, errors: stderr.match(/ERROR.*/g) }).toEqual({ code: 0, errors: null });
			}
			expect(await stateOf(params)).toEqual(expected);
		}
		for (const id of ids.toReversed()) {
			const args = ["--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--quiet", "--file", pathOf(id, "rollback")];
			expect((await runProgram("psql", args, { env: libpqVariables(params) })).code).toBe(0);
		}
	});

	test("the checks can be read by hand: psql runs a verify file and shows no row", async () => {
		const params = await cluster.database();
		await onServer(params, (session) => forward(session));
		for (const id of ids) {
			const args = ["--no-psqlrc", "--set", "ON_ERROR_STOP=1", "-1", "-At", "--quiet", "--file", pathOf(id, "verify")];
			const { code, stdout } = await runProgram("psql", args, { env: libpqVariables(as(params, undefined)) });
			expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
		}
	});
});
