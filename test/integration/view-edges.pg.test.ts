/** The edges of a view: its watch, its time, a pooler, pg_hba.conf, two at once, a Bulkhead that was killed, odd ids, what tells of others. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../main/adapters/system/system.ts";
import { inventLogin, makeLogin } from "../../main/core/barrier/logins.ts";
import { freshTurns } from "../../main/core/views/in-turn.ts";
import { type LookDeps, withLook } from "../../main/core/views/look.ts";
import type { Looking } from "../../main/core/views/view.ts";
import { type Bulkhead, withBulkhead } from "../helpers/bulkhead.ts";
import { missingPgBouncer, withPgBouncer } from "../helpers/pgbouncer.ts";
import { onServer, port } from "../helpers/postgres.ts";
import { type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { runCli } from "../helpers/run-cli.ts";
import { ALPHA, openShop, type Shop, shopTenancy, urlOf } from "../helpers/view-scene.ts";

const reason = "a test";
const orders = { schema: "public", name: "orders" };
const LOGINS = "SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'bulkhead\\_view\\_%' ORDER BY 1";
const noPooler = await missingPgBouncer();

async function behindBarrier(cluster: PrivateCluster, options: Parameters<typeof openShop>[1] = {}): Promise<Shop> {
	const shop = await openShop(cluster, options);
	await withBulkhead(async ({ client, open }) => {
		await client.barrier.install({ connection: await open(shop.url), tenancy: shopTenancy });
	});
	return shop;
}

/** A Bulkhead on a machine with this policy. */
async function underPolicy(rules: object, use: (bulkhead: Bulkhead) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-policy-"));
	writeFileSync(join(folder, "policy.json"), JSON.stringify({ version: 1, ...rules }));
	vi.stubEnv("BULKHEAD_POLICY", join(folder, "policy.json"));
	try {
		await withBulkhead(use);
	} finally {
		vi.unstubAllEnvs();
		rmSync(folder, { recursive: true });
	}
}

describe("a view", () => {
	let cluster: PrivateCluster;
	let shop: Shop;
	beforeAll(async () => {
		cluster = await privateCluster();
		shop = await behindBarrier(cluster);
	});
	afterAll(() => cluster.stop());

	it("is watched from outside: what puts off the server's own limits is ended all the same, and its session is gone", async () => {
		const deps = {
			ports: { postgres: port, clock: systemClock },
			connections: { using: <T>(_: string, work: () => Promise<T>) => work(), params: async () => shop.reader },
		} as unknown as LookDeps;
		const view = {
			...{ id: "v", connection: "c", level: "structured", role: undefined, login: undefined, searchPath: "pg_catalog" },
			...{ tenancy: { profile: {}, tables: [] }, tenant: { id: ALPHA }, endsAt: new Date(Date.now() + 60_000) },
			...{ ended: new AbortController(), turns: freshTurns() },
		} as unknown as Looking;
		const began = performance.now();
		const look = withLook(deps, view, { tables: [], limitMs: 500 }, ({ session }) =>
			session.execute(
				"SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL transaction_timeout = 0; SELECT pg_sleep(3600)",
			),
		);
		await expect(look).rejects.toMatchObject({ code: "STATEMENT_FAILED", data: { sqlstate: "57014" } });
		expect(performance.now() - began).toBeLessThan(8_000);
		await sleep(200);
		const left = `SELECT pid::text FROM pg_stat_activity WHERE usename = '${shop.reader.user}' AND state = 'active'`;
		expect(await shop.sql(left)).toEqual([]);
	});

	it(
		"ends when its time is over, whatever runs in it; it is not to be extended then, and its login is gone",
		() =>
			withBulkhead(async ({ client, open }) => {
				const connection = await open(shop.url);
				const at = { connection, tenancy: shopTenancy, tenant: ALPHA, reason };
				const { view, endsAt } = await client.views.open({ ...at, minutes: 1 });
				await sleep(endsAt.getTime() - Date.now() - 3_000);
				const running = client.views.sql({ view, text: "SELECT count(*) FROM generate_series(1, 100000000000)" });
				await expect(running).rejects.toMatchObject({ code: "REFUSED", message: "The time of this view is over." });
				expect(Date.now()).toBeLessThan(endsAt.getTime() + 5_000);
				const late = { view, minutes: 5, reason: "more" };
				await expect(client.views.extend(late)).rejects.toMatchObject({
					code: expect.stringMatching(/REFUSED|NOT_FOUND/),
				});
				await expect(client.views.browse({ view, table: orders })).rejects.toThrow();
				for (let tries = 0; (await shop.sql(LOGINS)).length > 0 && tries < 50; tries += 1) await sleep(100);
				expect(await shop.sql(LOGINS)).toEqual([]);
				const { entries } = await client.audit.list({ action: "close-view" });
				expect(entries[0]).toMatchObject({ details: { why: "time" } });
			}),
		120_000,
	);

	it(
		"whose window is gone ends soon after, and one that is taken up again meanwhile does not",
		() =>
			withBulkhead(async ({ client, open }) => {
				const at = { connection: await open(shop.url), tenancy: shopTenancy, tenant: ALPHA, reason };
				const hold = async (view: string) => {
					const window = new AbortController();
					const held = (await client.views.hold({ view }, { signal: window.signal }))[Symbol.asyncIterator]();
					expect((await held.next()).value).toEqual({ view });
					const ended = held.next().catch(() => {});
					return { leave: () => window.abort(), ended };
				};
				const left = await client.views.open(at);
				const kept = await client.views.open(at);
				const unheld = await client.views.open(at);
				(await hold(left.view)).leave();
				(await hold(kept.view)).leave();
				const again = await hold(kept.view);
				const openNow = async () => (await client.views.list({})).views.map(({ view }) => view);
				for (let tries = 0; (await openNow()).includes(left.view) && tries < 60; tries += 1) await sleep(500);
				expect(await openNow()).toEqual([kept.view, unheld.view]);
				expect(await shop.sql(LOGINS)).toHaveLength(2);
				const { entries } = await client.audit.list({ action: "close-view" });
				expect(entries[0]).toMatchObject({ details: { why: "left" } });
				await client.views.close({ view: kept.view });
				await again.ended;
				await client.views.close({ view: unheld.view });
			}),
		60_000,
	);

	it("'s barrier is taken away only with the database's name typed, where the connection asks for it", () =>
		underPolicy({ typedConfirmation: "always" }, async ({ client, open }) => {
			const other = await behindBarrier(cluster);
			const connection = await open(other.url);
			const at = { connection, tenancy: shopTenancy };
			for (const typed of [undefined, "another"]) {
				const asked = client.barrier.remove({ ...at, ...(typed === undefined ? {} : { typed }) });
				await expect(asked).rejects.toMatchObject({ code: "CONFIRMATION_NEEDED" });
			}
			expect((await client.barrier.check(at)).installed).toBe(true);
			expect((await client.barrier.remove({ ...at, typed: other.owner.database })).changed).toBe(true);
		}));

	it.skipIf(noPooler !== undefined).each(["session", "transaction"] as const)(
		"is refused behind a pooler in mode %s, and no login is made",
		(mode) =>
			withPgBouncer(shop.owner, { mode }, ({ url }) =>
				withBulkhead(async ({ client, open }) => {
					const at = { connection: await open(url), tenancy: shopTenancy, tenant: ALPHA, reason };
					await expect(client.views.open(at)).rejects.toMatchObject({
						code: "REFUSED",
						message: expect.stringContaining("pooler"),
					});
					expect(await shop.sql(LOGINS)).toEqual([]);
				}),
			),
	);

	it("sends no NOTIFY and leaves no advisory lock, though the server would let it", () =>
		onServer(shop.admin, async (listener) => {
			// Who listens and stays in a transaction takes nothing from the queue: what was sent is seen in it, page by page.
			await listener.execute("LISTEN leak");
			await listener.execute("BEGIN; SELECT 1");
			const queued = async () =>
				(await shop.sql("SELECT (pg_notification_queue_usage() > 0)::text AS queued"))[0]?.queued;
			const locks = async () => shop.sql("SELECT count(*)::text AS n FROM pg_locks WHERE locktype = 'advisory'");
			const before = await locks();
			await withBulkhead(async ({ client, open }) => {
				const at = { connection: await open(shop.url), tenancy: shopTenancy, tenant: ALPHA, reason };
				const { view } = await client.views.open(at);
				for (const text of [
					"SELECT pg_notify('leak', repeat('x', 7000) || secret) FROM orders",
					"SELECT pg_advisory_lock(1), pg_advisory_lock_shared(2), pg_try_advisory_lock(3)",
					"SELECT pg_advisory_xact_lock(id) FROM orders",
				])
					await client.views.sql({ view, text }).catch(() => {});
				await client.views.close({ view });
			});
			expect(await queued()).toBe("false");
			expect(await locks()).toEqual(before);
			await onServer(shop.admin, (session) =>
				session.execute("SELECT pg_notify('leak', repeat('x', 7000) || n) FROM generate_series(1, 20) AS n"),
			);
			expect(await queued()).toBe("true");
			await listener.execute("ROLLBACK");
		}));

	it("of many that are opened at once, by two Bulkheads, each has a login of its own, and none sweeps another's", () =>
		withBulkhead((first) =>
			withBulkhead(async (second) => {
				const opening = await Promise.all(
					[first, second, first, second, first, second].map(async ({ client, open }) => {
						const at = { connection: await open(shop.url), tenancy: shopTenancy, tenant: ALPHA, reason };
						return { client, opened: await client.views.open({ ...at, require: "server" }) };
					}),
				);
				expect(await shop.sql(LOGINS)).toHaveLength(6);
				const { swept } = await first.client.barrier.check({
					connection: await first.open(shop.url),
					tenancy: shopTenancy,
				});
				expect(swept).toEqual([]);
				await Promise.all(
					opening.map(async ({ client, opened: { view } }) => {
						expect((await client.views.browse({ view, table: orders })).rows).toHaveLength(20);
						await client.views.close({ view });
					}),
				);
				expect(await shop.sql(LOGINS)).toEqual([]);
			}),
		));

	it("of a Bulkhead that was killed as soon as the login was there leaves one that the next sweeps", async () => {
		const folder = mkdtempSync(join(tmpdir(), "bulkhead-killed-"));
		try {
			const args = ["as-tenant", ALPHA, "--reason", reason, "--sql", "SELECT 1", "--url", shop.url, "--json"];
			const made = { name: "" };
			await runCli(folder, args, {
				started: (child) => {
					const watch = async (): Promise<void> => {
						while (child.exitCode === null && made.name === "") {
							made.name = (await shop.sql(LOGINS))[0]?.name ?? "";
						}
						child.kill("SIGKILL");
					};
					void watch();
				},
			}).catch(() => {});
			expect(made.name).not.toBe("");
			await withBulkhead(async ({ client, open }) => {
				const at = { connection: await open(shop.url), tenancy: shopTenancy };
				const swept: string[] = [];
				for (let tries = 0; swept.length === 0 && tries < 200; tries += 1) {
					swept.push(...(await client.barrier.check(at)).swept);
					if ((await shop.sql(LOGINS)).length === 0) break;
					await sleep(200);
				}
				expect(swept).toEqual([made.name]);
				expect(await shop.sql(LOGINS)).toEqual([]);
			});
		} finally {
			rmSync(folder, { recursive: true });
		}
	}, 90_000);

	it("tells by no unique key and no foreign key whether another tenant has a value", async () => {
		const login = inventLogin(ALPHA);
		if (!login) throw new Error("no login");
		await onServer(shop.owner, (session) => makeLogin(session, login, new Date(Date.now() + 60_000)));
		const asked = (sql: string) =>
			port.withSession({ ...shop.owner, ...login }, {}, (session) =>
				session.execute(sql).then(
					() => "done",
					(caught: { sqlstate?: string; message: string; detail?: string }) =>
						`${caught.sqlstate} ${caught.message} ${caught.detail ?? ""}`,
				),
			);
		const order = (id: number) =>
			`INSERT INTO public.orders (id, tenant_id, title, secret) VALUES (${id}, '${ALPHA}', 't', 's')`;
		try {
			// Order 2 is the second tenant's, order 9999 nobody's.
			for (const statement of [
				order,
				(id: number) => `INSERT INTO public.lines VALUES (900000, ${id}, 'x')`,
				(id: number) => `UPDATE public.orders SET id = ${id} WHERE id = 1`,
				(id: number) => `SELECT 1 FROM public.orders WHERE id = ${id} FOR UPDATE`,
				(id: number) =>
					`INSERT INTO public.orders (id, tenant_id, title, secret) VALUES (${id}, '${ALPHA}', 't', 's') ON CONFLICT DO NOTHING`,
			]) {
				const said = await asked(statement(2));
				expect(said).toBe(await asked(statement(9999)));
				expect(said).toMatch(/^42501 /);
			}
		} finally {
			await onServer(shop.owner, (session) => session.execute(`DROP ROLE "${login.user}"`));
		}
	});
});

describe("a tenant's id", () => {
	let cluster: PrivateCluster;
	beforeAll(async () => {
		cluster = await privateCluster();
	});
	afterAll(() => cluster.stop());

	it.each([
		["spaces", " a  b ", "server"],
		["quotes", `O'B"r\\ien`, "server"],
		["the word NULL", "NULL", "server"],
		["the word null", "null", "server"],
		["a percent and an underscore", "%_", "server"],
		["a dollar and a brace", "$1$$ {x}", "server"],
		["63 bytes of Arabic", `x${"م".repeat(31)}`, "structured"],
	])("of %s is this tenant's and no other's", async (_, id, level) => {
		const other = "";
		const shop = await behindBarrier(cluster, { type: "text", ids: [id.replaceAll("'", "''"), other] });
		await withBulkhead(async ({ client, open }) => {
			const at = { connection: await open(shop.url), tenancy: shopTenancy, reason };
			const opened = await client.views.open({ ...at, tenant: id });
			expect(opened.level, opened.why.join(" ")).toBe(level);
			expect(opened.evidence.tenant).toBe(id);
			const { rows } = await client.views.browse({ view: opened.view, table: orders });
			expect(rows).toHaveLength(20);
			expect(JSON.stringify(rows)).not.toContain("beta-secret");
			if (level === "server") {
				const free = await client.views.sql({ view: opened.view, text: "SELECT DISTINCT tenant_id FROM orders" });
				expect(free.rows).toEqual([[id]]);
			}
			await expect(client.views.open({ ...at, tenant: "" })).rejects.toMatchObject({ code: "BAD_INPUT" });
			for (const near of [`${id} `, id.toUpperCase() === id ? id.toLowerCase() : id.toUpperCase()])
				if (near !== id)
					await expect(client.views.open({ ...at, tenant: near })).rejects.toMatchObject({ code: "NOT_FOUND" });
		});
	});
});

describe("where pg_hba.conf does not let the one-time login in", () => {
	it("the view falls to the next level, says so, and leaves no login", async () => {
		const cluster = await privateCluster(18, ["host all /^bulkhead_view_ 127.0.0.1/32 reject"]);
		try {
			const shop = await behindBarrier(cluster);
			await withBulkhead(async ({ client, open }) => {
				const at = { connection: await open(shop.url), tenancy: shopTenancy, tenant: ALPHA, reason };
				const opened = await client.views.open(at);
				expect(opened.level).toBe("structured");
				expect(opened.why[0]).toMatch(/did not let the one-time login in.*pg_hba/);
				expect(await shop.sql(LOGINS)).toEqual([]);
				expect((await client.views.browse({ view: opened.view, table: orders })).rows).toHaveLength(20);
				await expect(client.views.open({ ...at, require: "server" })).rejects.toMatchObject({
					code: "REFUSED",
					data: { data: { reasons: expect.arrayContaining([expect.stringContaining("pg_hba.conf")]) } },
				});
				expect(urlOf(shop.owner)).toBe(shop.url);
			});
		} finally {
			await cluster.stop();
		}
	});
});
