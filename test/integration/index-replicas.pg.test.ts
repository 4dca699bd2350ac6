/** Scans of a standby count: its counters are its own, and no primary knows them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { withBulkhead } from "../helpers/bulkhead.ts";
import { onServer } from "../helpers/postgres.ts";
import { type Replicated, replicated } from "../helpers/standby.ts";
import { urlOf } from "../indexes/look-at-defects.ts";

let pair: Replicated;
beforeAll(async () => {
	pair = await replicated();
	await onServer(pair.primary(), async (session) => {
		await session.execute("CREATE DATABASE shop");
		await session.execute("CREATE DATABASE other");
	});
	await onServer(pair.primary("shop"), (session) =>
		session.execute(
			`CREATE TABLE public.orders (id int, status int, note int);
			 INSERT INTO orders SELECT n, n, n FROM generate_series(1, 400000) AS n;
			 CREATE INDEX orders_status ON orders (status); CREATE INDEX orders_note ON orders (note); ANALYZE orders`,
			{ anyTime: true },
		),
	);
	await pair.caughtUp();
	await onServer(pair.standby("shop"), (session) => session.execute("SELECT * FROM orders WHERE status = 17"));
});
afterAll(() => pair?.stop());

const scansOf = (found: { object: string; detail: string }[], name: string) =>
	found.filter(({ object }) => object === `index public.${name}`).map(({ detail }) => detail);

test("without the standby it is said that one was not asked; with it its scans are added by the cluster's identifier", () =>
	withBulkhead(async ({ client, open }) => {
		const connection = await open(urlOf(pair.primary("shop")));
		const standby = await open(urlOf(pair.standby("shop")));
		const alone = await client.indexes.examine({ connection });
		expect(alone.windows).toHaveLength(1);
		expect(alone.sight.find(({ what }) => what === "scans of every node")).toMatchObject({
			seen: false,
			cure: "Name connections to a standby: --replica NAME.",
		});
		const both = await client.indexes.examine({ connection, replicas: [standby] });
		expect(both.problems.filter((each) => !each.includes("tenant"))).toEqual([]);
		expect(both.windows.map(({ role }) => role)).toEqual(["primary", "standby"]);
		expect(both.sight.find(({ what }) => what === "scans of every node")?.seen).toBe(true);
		const open_ = both.notEvaluated.filter(({ check }) => check === "index-unused").flatMap(({ objects }) => objects);
		expect(open_).toContain("index public.orders_note");
		expect(open_).not.toContain("index public.orders_status");
		expect(scansOf(both.findings, "orders_status")).toEqual([]);
	}));

test("the standby itself can be asked, and says that the primary was not", () =>
	withBulkhead(async ({ client, open }) => {
		const connection = await open(urlOf(pair.standby("shop")));
		const health = await client.indexes.examine({ connection });
		expect(health.server.standby).toBe(true);
		expect(health.sight.find(({ what }) => what === "scans of every node")?.cure).toContain("the primary");
	}));

test("a connection that leads to another database is told, and its scans are not added", () =>
	withBulkhead(async ({ client, open }) => {
		const connection = await open(urlOf(pair.primary("shop")));
		const wrong = await open(urlOf(pair.standby("other")));
		const health = await client.indexes.examine({ connection, replicas: [wrong] });
		expect(health.windows).toHaveLength(1);
		expect(health.problems).toContainEqual(expect.stringMatching(/is another database of the same cluster/));
	}));
