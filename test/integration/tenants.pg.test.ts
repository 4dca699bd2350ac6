/** The tenants of a database: found among 100,000, told, made and changed, under the policies in force. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TenantRow, TenantSort, TenantsPage } from "../../main/contract/index.ts";
import type { Client } from "../../main/hosts/local-client.ts";
import { type Bulkhead, withBulkhead } from "../helpers/bulkhead.ts";
import type { Login } from "../helpers/private-cluster.ts";
import { hostileNames, TENANTS, type TenantsScene, tenantsScene } from "../helpers/tenants-scene.ts";

let scene: TenantsScene;
beforeAll(async () => {
	scene = await tenantsScene();
}, 120_000);
afterAll(() => scene?.stop());

const using = <T>(
	use: (client: Client, connection: string, bulkhead: Bulkhead) => Promise<T>,
	login?: Login,
): Promise<T> =>
	withBulkhead(async (bulkhead) => use(bulkhead.client, await bulkhead.open(scene.url(login)), bulkhead));

const failure = (work: Promise<unknown>): Promise<{ code: string; message: string; data: Record<string, unknown> }> =>
	work.then(
		() => Promise.reject(new Error("it was done")),
		(error) => error,
	);

const names = ({ tenants }: TenantsPage): (string | null)[] => tenants.map(({ name }) => name);

/** Every page, to the end. */
async function walk(client: Client, input: Parameters<Client["tenants"]["list"]>[0]): Promise<TenantRow[]> {
	const rows: TenantRow[] = [];
	let after: string | undefined;
	do {
		const page = await client.tenants.list({ ...input, ...(after === undefined ? {} : { after }) });
		rows.push(...page.tenants);
		after = page.next;
	} while (after !== undefined);
	return rows;
}

describe("the list", () => {
	test("the owner, whom forced row-level security holds, sees every tenant by taking on the superadmin's role, and it is said", () =>
		using(async (client, connection) => {
			const facets = await client.tenants.facets({ connection });
			expect(facets.total).toBe(TENANTS + 1 + Object.keys(hostileNames).length);
			expect(facets).toMatchObject({ role: "iafactory_superadmin", notes: [] });
			expect(facets.status.find(({ value }) => value === "suspended")?.tenants).toBe(TENANTS / 5);
			expect(facets.region.reduce((sum, { tenants }) => sum + tenants, 0)).toBe(facets.total);
			const page = await client.tenants.list({ connection, limit: 3, sort: { by: "slug", descending: false } });
			expect(page.tenants).toHaveLength(3);
			expect(page.fields).toEqual(["name", "slug", "region", "plan", "status", "adminEmail", "createdAt"]);
		}));

	test("search finds a part of a name, slug or address in whatever case and script, and an id; what means something to SQL means itself", () =>
		using(async (client, connection) => {
			const found = async (search: string) => (await client.tenants.list({ connection, search, limit: 1_000 })).tenants;
			expect((await found("tenant-77777")).map(({ slug }) => slug)).toEqual(["tenant-77777"]);
			expect((await found("ADMIN-4242@")).map(({ slug }) => slug)).toEqual(["tenant-4242"]);
			const [one] = await found("tenant-99999");
			expect(
				(await found(`éCOLE ${one?.name?.slice(-32)}`.replace("éCOLE", one?.name?.split(" ")[0] ?? "")))[0]?.id,
			).toBe(one?.id);
			expect(await found("ÉCOLE 0")).not.toHaveLength(0);
			expect((await found("ÉCOLE 0")).length).toBe((await found("école 0")).length);
			expect(await found("مدرسة 00")).not.toHaveLength(0);
			expect((await found(one?.id ?? "")).map(({ id }) => id)).toEqual([one?.id]);
			expect((await found("100%_\\ o")).map(({ name }) => name)).toEqual([hostileNames.percent]);
			expect(await found("%")).toHaveLength(1);
			expect((await found(`"'; drop`)).map(({ name }) => name)).toEqual([hostileNames.quotes]);
			expect(await found("nobody is called so")).toEqual([]);
		}));

	test("filters by status, region and plan hold together with a search", () =>
		using(async (client, connection) => {
			const { tenants } = await client.tenants.list({
				...{ connection, search: "tenant-1", status: "suspended", region: "CA", plan: "pro", limit: 500 },
			});
			expect(tenants.length).toBeGreaterThan(10);
			expect(
				tenants.every(
					({ status, region, plan, slug }) =>
						`${status} ${region} ${plan}` === "suspended CA pro" && slug?.includes("tenant-1"),
				),
			).toBe(true);
		}));

	const sorts: TenantSort[] = (["name", "plan", "createdAt", "id"] as const).flatMap((by) => [
		{ by, descending: false },
		{ by, descending: true },
	]);
	test.each(sorts)("pages sorted by $by, descending $descending, lose and repeat nothing among ties", (sort) =>
		using(async (client, connection) => {
			const input = { connection, search: "tenant-12", sort };
			const whole = (await walk(client, { ...input, limit: 1_000 })).map(({ id }) => id);
			const paged = (await walk(client, { ...input, limit: 97 })).map(({ id }) => id);
			expect(whole).toHaveLength(1_111);
			expect(new Set(whole).size).toBe(1_111);
			expect(paged).toEqual(whole);
		}),
	);

	test("an `after` that was never one, of another sort, or of another type is BAD_INPUT", () =>
		using(async (client, connection) => {
			const sort = { by: "createdAt", descending: false } as const;
			const { next = "" } = await client.tenants.list({ connection, limit: 5 });
			const forged = Buffer.from(JSON.stringify(["createdAt", false, "'; SELECT 1", "no uuid"])).toString("base64url");
			for (const after of ["", "x", "!!", next, forged, Buffer.from("[1]").toString("base64url")]) {
				expect(await failure(client.tenants.list({ connection, after, sort }))).toMatchObject({ code: "BAD_INPUT" });
			}
		}));

	test("hostile names come through as they are", () =>
		using(async (client, connection) => {
			const page = await client.tenants.list({ connection, status: "cancelled", limit: 100 });
			expect(names(page).sort()).toEqual([...Object.values(hostileNames)].sort());
			expect(Buffer.byteLength(hostileNames.arabic)).toBe(63);
		}));

	test("counts of a page are asked for by themselves, and say where they stopped", () =>
		using(async (client, connection) => {
			const ids = (
				await client.tenants.list({ connection, search: "tenant-1", sort: { by: "slug", descending: false }, limit: 2 })
			).tenants.map(({ id }) => id);
			const two = (await client.tenants.list({ connection, search: "admin-2@" })).tenants[0]?.id ?? "";
			const { counts } = await client.tenants.counts({ connection, ids: [...ids, two] });
			expect(counts[0]).toMatchObject({ users: 12, more: true });
			expect(counts[0]?.rows).toBeGreaterThan(10_000);
			expect(counts[2]).toEqual({ id: two, users: 0, rows: 30, more: false });
		}));
});

describe("who may see", () => {
	test("the application's login sees no tenant until one is chosen; the role that sees them all is named", () =>
		using(async (client, connection) => {
			const page = await client.tenants.list({ connection });
			expect(page.tenants).toEqual([]);
			expect(page.notes.join(" ")).toContain(`GRANT iafactory_superadmin TO ${scene.app.user}`);
			const one = await using((owner, id) => owner.tenants.show({ connection: id, tenant: "tenant-1" }));
			const dossier = await client.tenants.show({ connection, tenant: one.tenant.id });
			expect(dossier.tenant).toMatchObject({ slug: "tenant-1" });
			expect(dossier.tables.find(({ table }) => table === "public.usage_events")?.rows).toBe(200);
			expect(await failure(client.tenants.show({ connection, tenant: "tenant-1" }))).toMatchObject({
				code: "NOT_FOUND",
			});
			expect(await failure(client.tenants.show({ connection, tenant: crypto.randomUUID() }))).toMatchObject({
				code: "NOT_FOUND",
			});
		}, scene.app));

	test("what it may not change is REFUSED with what it lacks, and nothing changes", () =>
		using(async (client, connection) => {
			const given = { connection, name: "Mine", region: "CH", adminEmail: "a@b.c" };
			const refused = await failure(client.tenants.create(given));
			expect(refused).toMatchObject({ code: "REFUSED", data: { sqlstate: "42501" } });
			expect(refused.data.hint).toContain("iafactory_superadmin");
			const { tenant } = await using((owner, id) => owner.tenants.show({ connection: id, tenant: "tenant-3" }));
			const status = { connection, tenant: tenant.id, status: "cancelled", reason: "test" };
			expect(await failure(client.tenants.setStatus(status))).toMatchObject({ code: "REFUSED" });
			const after = await using((owner, id) => owner.tenants.show({ connection: id, tenant: "tenant-3" }));
			expect(after.tenant.status).toBe(tenant.status);
		}, scene.app));

	test("a login without any privilege is REFUSED, with the table and the role named", () =>
		using(async (client, connection) => {
			const refused = await failure(client.tenants.list({ connection }));
			expect(refused).toMatchObject({ code: "REFUSED", message: expect.stringContaining("tenants") });
			expect(refused.data.hint).toContain(scene.nobody.user);
		}, scene.nobody));
});

describe("the dossier", () => {
	test("it tells the row, users with roles, keys without key or hash, usage by day, rows by table and the last activity", () =>
		using(async (client, connection) => {
			const dossier = await client.tenants.show({ connection, tenant: "tenant-1", days: 14, reason: "a call" });
			expect(dossier.tenant).toMatchObject({ slug: "tenant-1", region: "CH" });
			expect(dossier.users).toHaveLength(12);
			expect(dossier.users?.find(({ role }) => role === "owner")).toMatchObject({
				email: "user-1@example.org",
				name: "User 1",
			});
			expect(dossier.apiKeys).toMatchObject([{ name: "mobile", prefix: null, permissions: "{read}" }]);
			expect(JSON.stringify(dossier)).not.toContain("abab");
			expect(dossier.usage?.days).toHaveLength(14);
			expect(dossier.usage?.days.reduce((sum, { events }) => sum + events, 0)).toBe(200);
			expect(dossier.usage?.measures).toEqual(["tokens_input", "tokens_output", "audio_seconds", "ocr_pages", "cost"]);
			expect(dossier.usage?.days.reduce((sum, { totals }) => sum + (totals[0] ?? 0), 0)).toBe(20_100);
			const projects = dossier.tables.find(({ table }) => table === "public.projects");
			expect(projects).toMatchObject({ estimated: true });
			// 12,000 of 12,030: a guess that the policies had halved would stop at the bound of what is counted.
			expect(Math.abs((projects?.rows ?? 0) - 12_000)).toBeLessThan(600);
			expect(projects?.bytesEstimate).toBeGreaterThan(100_000);
			expect(dossier.tables.find(({ table }) => table === "public.api_keys")).toMatchObject({
				rows: 1,
				estimated: false,
			});
			expect(dossier.tables.some(({ table }) => table === "public.tenants")).toBe(false);
			expect(Date.now() - Number(dossier.lastActivity)).toBeLessThan(600_000);
			expect(dossier.notEvaluated).toEqual([]);
		}));

	test("it tells who looked at the tenant and why, by whatever they called it, and nobody else's looks", () =>
		using(async (client, connection) => {
			const { tenant } = await client.tenants.show({
				connection,
				tenant: "tenant-9",
				reason: "ticket of Mrs B",
				ticket: "T-9",
			});
			await client.tenants.show({ connection, tenant: "tenant-8", reason: "another" });
			const { looks } = await client.tenants.show({ connection, tenant: tenant.id });
			expect(looks.map(({ reason }) => reason)).toEqual([undefined, "ticket of Mrs B"]);
			expect(looks[1]).toMatchObject({ action: "show-tenant", effect: "look", ticket: "T-9", outcome: "done" });
		}));

	test("a part that this role may not read says so, and does not keep the others", () =>
		using(async (client, connection) => {
			await scene.sql("REVOKE SELECT ON public.api_keys FROM iafactory_superadmin");
			try {
				const dossier = await client.tenants.show({ connection, tenant: "tenant-1" });
				expect(dossier.users).toHaveLength(12);
				expect(dossier.apiKeys).toBeUndefined();
				expect(dossier.notEvaluated).toEqual([{ part: "apiKeys", reason: expect.stringContaining("api_keys") }]);
				expect(dossier.tables.find(({ table }) => table === "public.api_keys")?.missing).toContain("api_keys");
				expect(dossier.tables.find(({ table }) => table === "public.projects")?.rows).toBeGreaterThan(10_000);
			} finally {
				await scene.sql("GRANT SELECT ON public.api_keys TO iafactory_superadmin");
			}
		}));

	test("a tenant that does not exist is NOT_FOUND with a next step; a suspended one is told like any other", () =>
		using(async (client, connection) => {
			for (const tenant of ["no-such", crypto.randomUUID(), "'; --", "__proto__"]) {
				const gone = await failure(client.tenants.show({ connection, tenant }));
				expect(gone).toMatchObject({ code: "NOT_FOUND", data: { hint: expect.stringContaining("tenants list") } });
			}
			const { tenants } = await client.tenants.list({ connection, status: "suspended", limit: 1 });
			const dossier = await client.tenants.show({ connection, tenant: tenants[0]?.id ?? "" });
			expect(dossier.tenant.status).toBe("suspended");
		}));
});

describe("a new tenant", () => {
	test.each([
		["École d'été de Genève", "ecole-dete-de-geneve"],
		["مدرسة النور", "mdrsa-alnwr"],
		["Łódź & Ørsted", "lodz-orsted"],
		["  Œuvre & Straße №٣ ", "oeuvre-strasse-no3"],
	])("%s gets the slug %s, and a second of that name the next free number", (name, slug) =>
		using(async (client, connection) => {
			const given = { connection, name, region: "CH", plan: "pro", adminEmail: "chief@example.org" };
			expect(await client.tenants.create(given)).toMatchObject({
				name: name.trim(),
				slug,
				status: "active",
				plan: "pro",
			});
			expect(await client.tenants.create(given)).toMatchObject({ slug: `${slug}-2` });
		}),
	);

	test("a name that no slug can be made of is called tenant, with the first number that nobody of 100,000 has", () =>
		using(async (client, connection) => {
			const given = { connection, name: "日本", region: "CH", adminEmail: "a@b.c" };
			expect(await client.tenants.create(given)).toMatchObject({ slug: "tenant" });
			expect(await client.tenants.create(given)).toMatchObject({ slug: `tenant-${TENANTS + 1}` });
			const long = { ...given, name: `${"x".repeat(62)} y` };
			expect((await client.tenants.create(long)).slug).toBe("x".repeat(62));
			expect((await client.tenants.create(long)).slug).toBe(`${"x".repeat(61)}-2`);
		}));

	test("two at the same moment get a slug each", () =>
		using(async (client, connection) => {
			const given = { connection, name: "At once", region: "CH", adminEmail: "a@b.c" };
			const made = await Promise.all([1, 2, 3].map(() => client.tenants.create(given)));
			expect(made.map(({ slug }) => slug).sort()).toEqual(["at-once", "at-once-2", "at-once-3"]);
		}));

	test("a template fills settings and metadata, and blank leaves them empty", () =>
		using(async (client, connection) => {
			const given = { connection, region: "FR", adminEmail: "a@b.c" };
			const school = await client.tenants.create({ ...given, name: "Lycée", template: "school" });
			const told = await client.tenants.show({ connection, tenant: school.id });
			expect(JSON.parse(told.settings ?? "")).toMatchObject({
				calendar: { year_starts: 9 },
				privacy: { minors: true },
			});
			expect(JSON.parse(told.metadata ?? "")).toEqual({ kind: "school" });
			const blank = await client.tenants.create({ ...given, name: "Empty" });
			expect(await client.tenants.show({ connection, tenant: blank.id })).toMatchObject({
				settings: "{}",
				metadata: "{}",
			});
		}));

	test("faults of what was given are told together, a slug that is taken or malformed is BAD_INPUT, and no row is made", () =>
		using(async (client, connection) => {
			const before = (await client.tenants.facets({ connection })).total;
			const none = await failure(client.tenants.create({ connection, name: "X", plan: "gold" }));
			expect(none).toMatchObject({ code: "BAD_INPUT" });
			expect(none.message).toBe(
				"region is needed; adminEmail is needed; plan is one of free, pro, enterprise, not gold.",
			);
			const given = { connection, name: "X", region: "CH", adminEmail: "a@b.c" };
			expect(await failure(client.tenants.create({ ...given, slug: "tenant-1" }))).toMatchObject({
				code: "BAD_INPUT",
				data: { sqlstate: "23505" },
			});
			expect(await failure(client.tenants.create({ ...given, slug: "No Slug" }))).toMatchObject({
				code: "BAD_INPUT",
				data: { sqlstate: "23514" },
			});
			expect(await failure(client.tenants.create({ ...given, name: "  " }))).toMatchObject({ code: "BAD_INPUT" });
			expect((await client.tenants.facets({ connection })).total).toBe(before);
		}));

	test.each(Object.entries(hostileNames))(
		"one of a hostile name (%s) is made, found and shown as it was given",
		(_, name) =>
			using(async (client, connection) => {
				const made = await client.tenants.create({ connection, name, region: "CH", adminEmail: "a@b.c" });
				expect(made.name).toBe(name);
				expect(made.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
				expect((await client.tenants.show({ connection, tenant: made.slug ?? "" })).tenant.name).toBe(name);
			}),
	);
});

describe("users", () => {
	test("one is linked by address or id, gets another role, is listed, and unlinked", () =>
		using(async (client, connection) => {
			const about = { connection, tenant: "tenant-50" };
			const linked = await client.tenants.link({ ...about, user: "USER-20@example.org", role: "admin" });
			expect(linked).toMatchObject({ userId: "20", email: "user-20@example.org", role: "admin" });
			expect(linked.before).toBeUndefined();
			expect(await client.tenants.link({ ...about, user: "20", role: "viewer" })).toMatchObject({
				role: "viewer",
				before: { role: "admin" },
			});
			expect(await client.tenants.link({ ...about, user: "20" })).toMatchObject({
				role: "viewer",
				before: { role: "viewer" },
			});
			expect((await client.tenants.link({ ...about, user: "21" })).role).toBe("member");
			expect((await client.tenants.users(about)).users.map(({ email }) => email)).toEqual([
				"user-20@example.org",
				"user-21@example.org",
			]);
			expect(await client.tenants.unlink({ ...about, user: "20" })).toMatchObject({ userId: "20", role: "viewer" });
			expect((await client.tenants.users(about)).users).toHaveLength(1);
			expect(await failure(client.tenants.unlink({ ...about, user: "20" }))).toMatchObject({ code: "NOT_FOUND" });
		}));

	test("an unknown user, tenant or role is told as such, and nothing is linked", () =>
		using(async (client, connection) => {
			const about = { connection, tenant: "tenant-51" };
			expect(await failure(client.tenants.link({ ...about, user: "nobody@example.org" }))).toMatchObject({
				code: "NOT_FOUND",
			});
			expect(await failure(client.tenants.link({ ...about, user: "99999999999999" }))).toMatchObject({
				code: "NOT_FOUND",
			});
			expect(await failure(client.tenants.link({ connection, tenant: "gone", user: "1" }))).toMatchObject({
				code: "NOT_FOUND",
			});
			const role = await failure(client.tenants.link({ ...about, user: "1", role: "king" }));
			expect(role).toMatchObject({ code: "BAD_INPUT", data: { hint: "One of owner, admin, member, viewer." } });
			expect((await client.tenants.users(about)).users).toEqual([]);
		}));
});

describe("status", () => {
	test("it changes with a reason, which metadata and the audit trail keep, change after change", () =>
		using(async (client, connection) => {
			const about = { connection, tenant: "tenant-60" };
			expect(
				await client.tenants.setStatus({ ...about, status: "suspended", reason: "unpaid since May" }),
			).toMatchObject({ status: "suspended" });
			await client.tenants.setStatus({ ...about, status: "active", reason: 'it\'s paid: "all"' });
			const dossier = await client.tenants.show(about);
			const metadata = JSON.parse(dossier.metadata ?? "");
			expect(metadata).toMatchObject({
				status_reason: `it's paid: "all"`,
				status_history: [
					{ to: "suspended", reason: "unpaid since May" },
					{ from: "suspended", to: "active", reason: `it's paid: "all"` },
				],
			});
			const changes = dossier.looks.filter(({ action }) => action === "set-tenant-status");
			expect(changes).toMatchObject([
				{ effect: "change", reason: `it's paid: "all"`, details: { status: "active" } },
				{ reason: "unpaid since May", outcome: "done" },
			]);
		}));

	test("metadata remembers fifty changes and no more, and what is in it otherwise stays", () =>
		using(async (client, connection) => {
			await scene.sql(`UPDATE public.tenants SET metadata = jsonb_build_object('city', 'Oran', 'status_history',
				(SELECT jsonb_agg(jsonb_build_object('reason', n)) FROM generate_series(1, 50) n)) WHERE slug = 'tenant-61'`);
			await client.tenants.setStatus({ connection, tenant: "tenant-61", status: "trial", reason: "new" });
			const { metadata } = await client.tenants.show({ connection, tenant: "tenant-61" });
			const kept = JSON.parse(metadata ?? "");
			expect(kept.city).toBe("Oran");
			expect(kept.status_history).toHaveLength(50);
			expect(kept.status_history[0]).toEqual({ reason: 2 });
			expect(kept.status_history[49]).toMatchObject({ reason: "new", to: "trial" });
		}));

	test("without a reason, or to a status that the schema does not know, nothing changes", () =>
		using(async (client, connection) => {
			const about = { connection, tenant: "tenant-62" };
			expect(await failure(client.tenants.setStatus({ ...about, status: "active", reason: " " }))).toMatchObject({
				code: "BAD_INPUT",
			});
			expect(await failure(client.tenants.setStatus({ ...about, status: "frozen", reason: "x" }))).toMatchObject({
				code: "BAD_INPUT",
				data: { hint: "One of active, suspended, trial, cancelled." },
			});
		}));

	test("on production nothing is written until it is unlocked", () =>
		withBulkhead(async ({ client }) => {
			const { id: connection } = await client.connections.open({
				url: scene.url(),
				settings: { environment: "production" },
			});
			const status = { connection, tenant: "tenant-63", status: "trial", reason: "x" };
			expect(await failure(client.tenants.setStatus(status))).toMatchObject({ code: "REFUSED" });
			expect((await client.tenants.list({ connection, limit: 1 })).tenants).toHaveLength(1);
			await client.connections.unlockWrites({ id: connection });
			expect(await client.tenants.setStatus(status)).toMatchObject({ status: "trial" });
		}));
});

describe("the export", () => {
	test("CSV has a head once and every tenant once, and no formula", () =>
		using(async (client, connection) => {
			const pieces: string[] = [];
			let after: string | undefined;
			do {
				const piece = await client.tenants.export({
					connection,
					format: "csv",
					search: "admin-1",
					...(after === undefined ? {} : { after }),
				});
				pieces.push(piece.text);
				after = piece.next;
			} while (after !== undefined);
			const lines = pieces.join("").trimEnd().split("\r\n");
			expect(lines[0]).toBe("id,name,slug,region,plan,status,adminEmail,createdAt");
			expect(lines).toHaveLength(1 + 11_112);
			const hostile = await client.tenants.export({ connection, format: "csv", search: "=cmd" });
			expect(hostile.text).toContain(`,'=cmd|'/C calc'!A1,`);
			const quoted = await client.tenants.export({ connection, format: "csv", search: "DROP TABLE" });
			expect(quoted.text).toContain(`,"""'; DROP TABLE tenants; --",`);
		}));

	test("JSON is one array over all its pieces", () =>
		using(async (client, connection) => {
			let [text, after]: [string, string | undefined] = ["", undefined];
			do {
				const piece = await client.tenants.export({
					connection,
					format: "json",
					region: "DZ",
					...(after === undefined ? {} : { after }),
				});
				text += piece.text;
				after = piece.next;
			} while (after !== undefined);
			const rows = JSON.parse(text) as Record<string, unknown>[];
			expect(rows).toHaveLength(TENANTS / 5 + 1);
			expect(Object.keys(rows[0] ?? {})).toEqual([
				"id",
				"name",
				"slug",
				"region",
				"plan",
				"status",
				"adminEmail",
				"createdAt",
			]);
			expect(JSON.parse((await client.tenants.export({ connection, format: "json", search: "no such" })).text)).toEqual(
				[],
			);
		}));
});

describe("foreign schemas", () => {
	const superuser = (): Login => {
		const { user, password = "" } = scene.cluster.admin();
		return { user, password };
	};
	/** A database of its own, made by this text, as superuser. */
	const foreign = async (text: string, use: (client: Client, connection: string) => Promise<void>): Promise<void> => {
		const { database } = await scene.cluster.database();
		await scene.sql(text, database);
		await withBulkhead(async ({ client, open }) => use(client, await open(scene.url(superuser(), database))));
	};

	test("a table of tenants with no more than an id is listed and shown; what it cannot do is REFUSED with the reason", () =>
		foreign(
			`CREATE TABLE "odd "" account" ("the id" bigint PRIMARY KEY);
			 INSERT INTO "odd "" account" SELECT generate_series(1, 250);
			 CREATE TABLE orders (id bigint PRIMARY KEY, account bigint NOT NULL REFERENCES "odd "" account");
			 INSERT INTO orders SELECT n, 7 FROM generate_series(1, 30) n;`,
			async (client, connection) => {
				const tenancy = { tenants: { table: 'public.odd " account', id: "the id" }, tenantColumn: "account" };
				const input = { connection, tenancy };
				const page = await client.tenants.list({ ...input, limit: 100 });
				const nothing = { name: null, slug: null, region: null, plan: null, status: null, adminEmail: null };
				expect(page.tenants[0]).toEqual({ id: "1", ...nothing, createdAt: null });
				expect(page.fields).toEqual([]);
				const all = await walk(client, { ...input, limit: 90 });
				expect(all.map(({ id }) => Number(id))).toEqual(Array.from({ length: 250 }, (_, at) => at + 1));
				const dossier = await client.tenants.show({ ...input, tenant: "7" });
				expect(dossier.tables).toMatchObject([{ table: "public.orders", rows: 30, estimated: false }]);
				expect(await failure(client.tenants.show({ ...input, tenant: "seven" }))).toMatchObject({ code: "NOT_FOUND" });
				expect(await failure(client.tenants.list({ ...input, status: "x" }))).toMatchObject({ code: "BAD_INPUT" });
				const { cannot } = await client.tenants.ability(input);
				expect([cannot.create, cannot.link, cannot.setStatus].map(({ length }) => length)).toEqual([1, 1, 1]);
				const status = { ...input, tenant: "7", status: "x", reason: "y" };
				for (const refused of [
					() => client.tenants.create({ ...input, name: "A" }),
					() => client.tenants.link({ ...input, tenant: "7", user: "1" }),
					() => client.tenants.users({ ...input, tenant: "7" }),
					() => client.tenants.setStatus(status),
				])
					expect(await failure(refused())).toMatchObject({ code: "REFUSED" });
			},
		));

	test("where nothing lists tenants, REFUSED says how to name the table", () =>
		foreign("CREATE TABLE notes (id int PRIMARY KEY)", async (client, connection) => {
			const refused = await failure(client.tenants.list({ connection }));
			expect(refused).toMatchObject({ code: "REFUSED", data: { hint: expect.stringContaining("--tenancy FILE") } });
		}));

	test("NULLs and ties survive the pages, both ways, with an enum, a date and a text id", () =>
		foreign(
			`CREATE TYPE tier AS ENUM ('small', 'big', 'it''s');
			 CREATE TABLE orgs (key text PRIMARY KEY, title text, tier tier, since date);
			 INSERT INTO orgs SELECT 'k' || n, CASE WHEN n % 3 > 0 THEN 'T' || n % 5 END, (ARRAY['small', 'big', NULL, 'it''s'])[1 + n % 4]::tier,
			        CASE WHEN n % 7 > 0 THEN '2026-01-01'::date + n % 4 END FROM generate_series(1, 300) n;`,
			async (client, connection) => {
				const tenants = { table: "orgs", id: "key", name: "title", plan: "tier", createdAt: "since" };
				const input = { connection, tenancy: { tenants, tenantColumn: "org" } };
				for (const by of ["name", "plan", "createdAt", "id"] as const) {
					for (const descending of [false, true]) {
						const sort = { by, descending };
						const whole = await client.tenants.list({ ...input, sort, limit: 1_000 });
						const paged = await walk(client, { ...input, sort, limit: 37 });
						expect(paged).toEqual(whole.tenants);
						expect(new Set(paged.map(({ id }) => id)).size).toBe(300);
						const values = paged.map((row) => row[by]);
						if (by !== "id") expect(values.indexOf(null)).toBe(values.filter((value) => value !== null).length);
					}
				}
				expect((await client.tenants.ability(input)).choices.plan).toEqual(["small", "big", "it's"]);
				expect(await failure(client.tenants.create({ ...input, name: "A" }))).toMatchObject({
					code: "REFUSED",
					data: { data: { reasons: ["public.orgs.key needs a value that Bulkhead does not know."] } },
				});
			},
		));

	test("integer tenants are made, linked and closed where the schema has what that needs", () =>
		foreign(
			`CREATE TABLE people (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email text UNIQUE NOT NULL);
			 INSERT INTO people (email) VALUES ('a@example.org');
			 CREATE TABLE clients (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(20) NOT NULL,
			   status varchar(10) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')));
			 CREATE TABLE memberships (client int REFERENCES clients, person uuid REFERENCES people, UNIQUE (person, client));`,
			async (client, connection) => {
				const tenants = { table: "clients", id: "id", name: "name", status: "status" };
				const input = { connection, tenancy: { tenants, tenantColumn: "client" } };
				const made = await client.tenants.create({ ...input, name: "First" });
				expect(made).toMatchObject({ id: "1", name: "First", slug: null, status: "open" });
				const long = await failure(client.tenants.create({ ...input, name: "x".repeat(21) }));
				expect(long).toMatchObject({ code: "BAD_INPUT", data: { sqlstate: "22001" } });
				const plan = await failure(client.tenants.create({ ...input, name: "A", plan: "pro" }));
				expect(plan).toMatchObject({ code: "BAD_INPUT", message: "tenants have no plan here." });
				const about = { ...input, tenant: "1", user: "A@example.org" };
				expect(await client.tenants.link(about)).toMatchObject({ tenantId: "1", role: null });
				expect(await failure(client.tenants.link({ ...about, role: "x" }))).toMatchObject({ code: "REFUSED" });
				const status = { ...input, tenant: "1", status: "closed", reason: "gone" };
				expect(await client.tenants.setStatus(status)).toMatchObject({ status: "closed" });
				expect(await client.tenants.unlink(about)).toMatchObject({ email: "a@example.org" });
			},
		));
});
