/** `bulkhead tenants`, as its users run it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onServer } from "../helpers/postgres.ts";
import { type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { type CliRun, runCli } from "../helpers/run-cli.ts";
import { iafactory } from "../helpers/tenancy-schemas.ts";

let store: string;
let cluster: PrivateCluster;
let owner: Login;
let url: string;

beforeAll(async () => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-store-"));
	cluster = await privateCluster();
	owner = await cluster.login("CREATEROLE");
	const { host, port, database } = await cluster.database(owner);
	await onServer({ ...cluster.admin(database), ...owner }, (session) => session.execute(iafactory()));
	await onServer(cluster.admin(database), (session) =>
		session.execute("INSERT INTO public.users (email, full_name) VALUES ('nadia@example.org', 'Nadia')"),
	);
	url = `postgres://${owner.user}:${owner.password}@${host}:${port}/${database}`;
});
afterAll(async () => {
	await cluster?.stop();
	rmSync(store, { recursive: true, force: true });
});

const tenants = (...args: string[]): Promise<CliRun> => runCli(store, ["tenants", ...args, "--url", url]);

/** The answer, with --json. */
async function told<T = Record<string, unknown>>(...args: string[]): Promise<T> {
	const run = await tenants(...args, "--json");
	expect(run, run.stdout).toMatchObject({ code: 0 });
	return run.json as T;
}

test("a tenant is created, listed, shown, given users and a status, each answer the row", async () => {
	const made = await told(
		"create",
		"--name",
		"École du Lac",
		"--region",
		"CH",
		"--plan",
		"pro",
		"--admin-email",
		"a@b.c",
		"--template",
		"school",
	);
	expect(made).toMatchObject({
		name: "École du Lac",
		slug: "ecole-du-lac",
		region: "CH",
		plan: "pro",
		status: "active",
		adminEmail: "a@b.c",
	});
	expect(Number.isNaN(Date.parse(String(made.createdAt)))).toBe(false);
	const list = await told<{ tenants: Record<string, unknown>[]; next?: string }>(
		"--search",
		"du lac",
		"--status",
		"active",
		"--sort",
		"-created",
		"--counts",
	);
	expect(list.tenants).toEqual([{ ...made, users: 0, rows: 0 }]);
	expect(await told("link", "ecole-du-lac", "nadia@example.org", "--role", "owner")).toMatchObject({
		tenantId: made.id,
		userId: "1",
		role: "owner",
	});
	expect(await told("users", String(made.id))).toMatchObject({
		users: [{ email: "nadia@example.org", name: "Nadia", role: "owner" }],
	});
	expect(await told("set-status", "ecole-du-lac", "suspended", "--reason", "unpaid")).toMatchObject({
		id: made.id,
		status: "suspended",
	});
	const shown = await told<{ looks: { action: string; reason?: string }[] }>(
		"show",
		"ecole-du-lac",
		"--reason",
		"a call",
		"--ticket",
		"T-1",
	);
	expect(shown).toMatchObject({
		id: made.id,
		slug: "ecole-du-lac",
		users: [{ userId: "1" }],
		tables: expect.any(Array),
	});
	expect(shown.looks.map(({ action, reason }) => [action, reason])).toEqual([
		["show-tenant", "a call"],
		["set-tenant-status", "unpaid"],
		["list-tenant-users", undefined],
		["link-user", undefined],
	]);
	expect(await told("unlink", "ecole-du-lac", "1")).toMatchObject({ userId: "1", role: "owner" });
}, 60_000);

test("pages go on with --after, and a limit holds", async () => {
	for (const name of ["A", "B", "C"])
		await told("create", "--name", `Page ${name}`, "--region", "DZ", "--admin-email", "a@b.c");
	const first = await told<{ tenants: { name: string }[]; next?: string }>("list", "--search", "page ", "--limit", "2");
	expect(first.tenants.map(({ name }) => name)).toEqual(["Page A", "Page B"]);
	const second = await told<{ tenants: { name: string }[]; next?: string }>(
		"list",
		"--search",
		"page ",
		"--limit",
		"2",
		"--after",
		String(first.next),
	);
	expect(second.tenants.map(({ name }) => name)).toEqual(["Page C"]);
	expect(second.next).toBeUndefined();
}, 60_000);

test("people get a table with what a name would do to a terminal escaped", async () => {
	await told("create", "--name", "x\u202egnp\u001b[31m", "--region", "BE", "--admin-email", "a@b.c");
	const { stdout } = await tenants("list", "--region", "BE");
	expect(stdout).toContain("\\u202egnp\\u001b[31m");
	expect((await tenants("show", "x-gnp-31m")).stdout).toContain("name: x\\u202egnp");
}, 30_000);

test.each([
	[["list", "--sort", "height"], 2, "BAD_USAGE"],
	[["list", "--limit", "0"], 2, "BAD_USAGE"],
	[["list", "--after", "nonsense"], 2, "BAD_INPUT"],
	[["show", "no-such-tenant"], 2, "NOT_FOUND"],
	[["set-status", "system", "suspended"], 2, "BAD_USAGE"],
	[["set-status", "system", "frozen", "--reason", "x"], 2, "BAD_INPUT"],
	[["create", "--region", "CH"], 2, "BAD_USAGE"],
	[["create", "--name", "Nowhere"], 2, "BAD_INPUT"],
	[["create", "--name", "A", "--template", "bank"], 2, "BAD_INPUT"],
	[["link", "system", "ghost@example.org"], 2, "NOT_FOUND"],
	[["export", "--out", "list.xls"], 2, "BAD_USAGE"],
] as const)("%j is told as an error", async (args, code, name) => {
	const run = await tenants(...args, "--json");
	expect(run.json).toMatchObject({ error: { code: name, message: expect.any(String) } });
	expect(run.code).toBe(code);
});

test("production is read-only until --unlock, and a profile that names no tenants is refused", async () => {
	const given = ["create", "--name", "Late", "--region", "FR", "--admin-email", "a@b.c", "--environment", "production"];
	expect(await tenants(...given, "--json")).toMatchObject({ code: 7, json: { error: { code: "REFUSED" } } });
	expect(await told(...given, "--unlock")).toMatchObject({ slug: "late" });
	const profile = join(store, "none.json");
	writeFileSync(profile, JSON.stringify({ tenants: { table: "nothing.here", id: "id" }, tenantColumn: "t" }));
	expect(await tenants("list", "--tenancy", profile, "--json")).toMatchObject({
		code: 7,
		json: { error: { code: "REFUSED" } },
	});
}, 30_000);

test("the list is exported as CSV and JSON, never over a file", async () => {
	await told("create", "--name", "=1+1", "--region", "CA", "--admin-email", "a@b.c");
	const [csv, json] = [join(store, "list.csv"), join(store, "list.json")];
	expect(await told("export", "--region", "CA", "--out", csv)).toMatchObject({
		exported: { format: "csv", tenants: 1 },
	});
	expect(readFileSync(csv, "utf8")).toContain(",'=1+1,1-1,CA,");
	await told("export", "--region", "CA", "--out", json);
	expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject([{ name: "=1+1", region: "CA" }]);
	expect(await tenants("export", "--out", csv, "--json")).toMatchObject({ code: 7 });
}, 30_000);
