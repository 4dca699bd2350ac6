/** Servers that send more than anybody should hold: the process stays small and free, and each ends with an error and a next step. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { toErrorValue } from "../../main/core/errors.ts";
import type { ConnectParams, ReadSession, Session } from "../../main/core/ports.ts";
import { type HostileServers, hostileServers, strainOf } from "../helpers/hostile/hostile-servers.ts";
import { port } from "../helpers/postgres.ts";

const BLOCKED = 50;
const MEGABYTE = 1024 * 1024;

let servers: HostileServers;
beforeAll(async () => {
	servers = await hostileServers();
});
afterAll(() => servers?.stop());

const paramsFor = (script: string): ConnectParams => ({
	host: "127.0.0.1",
	port: servers.port(script),
	database: "d",
	user: "u",
	sslMode: "disable",
});

const ask = (session: ReadSession) => session.query("SELECT 1 AS one");
const execute = (session: Session) => session.execute("SELECT 1", { maxRows: 1_000 });

/** What it comes to, and what it took. Measured here: 43 ms at most (the cell of 60 MB), 187 MB. */
async function plays<T>(script: string, use: (session: Session) => Promise<T>, queryTimeoutMs = 30_000) {
	let end: unknown;
	const strain = await strainOf(async () => {
		end = await port.withSession(paramsFor(script), { queryTimeoutMs }, use).catch(toErrorValue);
	});
	return { end, ...strain };
}

test("a cell of 600 MB is refused at its announcement, and the next step says how to read less", async () => {
	for (const use of [ask, execute] as ((session: Session) => Promise<unknown>)[]) {
		const { end, blocked, grown } = await plays("sends a cell of 600 MB", use);
		expect(end).toMatchObject({ code: "CONNECTION_LOST", message: expect.stringContaining("601 MB") });
		expect((end as { hint: string }).hint).toContain("substring()");
		expect(blocked).toBeLessThan(BLOCKED);
		expect(grown).toBeLessThan(64 * MEGABYTE);
	}
});

test("a cell of 60 MB, which is the most, comes whole", async () => {
	const { end, blocked, grown } = await plays("sends a cell of 60 MB", async (session) => (await ask(session)).length);
	expect(end).toBe(1);
	expect(blocked).toBeLessThan(BLOCKED);
	expect(grown).toBeLessThan(400 * MEGABYTE);
});

test("of 10 million rows those are kept that are shown, and all are counted", async () => {
	const { end, blocked, grown } = await plays("sends 10 million rows", execute);
	expect(end).toMatchObject({ rowCount: 10_000_000 });
	expect((end as { rows: unknown[] }).rows).toHaveLength(1_000);
	expect(blocked).toBeLessThan(BLOCKED);
	expect(grown).toBeLessThan(200 * MEGABYTE);
});

test("10 million rows to a question of our own are refused before they fill the memory", async () => {
	const { end, grown } = await plays("sends 10 million rows", ask);
	expect(end).toMatchObject({ code: "CONNECTION_LOST", message: expect.stringContaining("128 MB") });
	expect(grown).toBeLessThan(400 * MEGABYTE);
});

test("rows of 1,600 columns without an end are refused, too", async () => {
	const { end, blocked, grown } = await plays("sends rows of 1,600 columns without an end", ask);
	expect(end).toMatchObject({ code: "CONNECTION_LOST" });
	expect(blocked).toBeLessThan(BLOCKED);
	expect(grown).toBeLessThan(400 * MEGABYTE);
});

test("a row of 64 MB that trickles in takes the memory of what has come, and ends at the deadline", async () => {
	const { end, blocked, grown } = await plays("trickles a row of 64 MB", ask, 2_000);
	expect(end).toMatchObject({ code: "CONNECTION_LOST" });
	expect(blocked).toBeLessThan(BLOCKED);
	expect(grown).toBeLessThan(32 * MEGABYTE);
});
