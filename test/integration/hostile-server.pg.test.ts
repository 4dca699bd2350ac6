/** Servers that are not what they say, or that mean us ill. Each ends in time, with an error of the table and a next step; nothing else happens. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorValue } from "../../main/contract/index.ts";
import { toErrorValue } from "../../main/core/errors.ts";
import type { ConnectParams, Rows } from "../../main/core/ports.ts";
import { type HostileServers, hostileServers, strainOf } from "../helpers/hostile/hostile-servers.ts";
import { ESCAPES, MARKUP, scripts } from "../helpers/hostile/scripts.ts";
import { port } from "../helpers/postgres.ts";

/** Milliseconds for connecting, and for one question. */
const CONNECT = 1_500;
const QUESTION = 1_500;
/** Until a call that is late has been stopped by force: two times two seconds, and the good-bye. */
const ENDED = 8_000;
/** Milliseconds that the main process may be busy at a stretch. */
const BLOCKED = 50;
/** Twice what one answer may weigh. */
const GROWN = 256 * 1024 * 1024;
const PASSWORD = "s3cret-value";

let servers: HostileServers;
const strays: unknown[] = [];
const onStray = (stray: unknown) => strays.push(stray);
beforeAll(async () => {
	servers = await hostileServers();
	process.on("uncaughtException", onStray).on("unhandledRejection", onStray);
});
afterAll(async () => {
	process.off("uncaughtException", onStray).off("unhandledRejection", onStray);
	await servers?.stop();
});

const paramsFor = (script: string, change: Partial<ConnectParams> = {}): ConnectParams => ({
	host: "127.0.0.1",
	port: servers.port(script),
	database: "d",
	user: "u",
	password: PASSWORD,
	sslMode: "disable",
	connectTimeoutMs: CONNECT,
	...change,
});

/** What one question comes to: `ok`, or the error's code and reason. */
async function endOf(params: ConnectParams, keep: (rows: unknown) => void = () => {}): Promise<string> {
	try {
		await port.withSession(
			params,
			{ queryTimeoutMs: QUESTION, onNotice: (notice) => keep(notice) },
			async (session) => {
				keep(session.serverVersionText);
				keep(await session.query("SELECT 1 AS one"));
				// What came behind the answer is noticed by the next question at the latest.
				keep(await session.query("SELECT 1 AS one"));
			},
		);
		return "ok";
	} catch (caught) {
		const error = toErrorValue(caught);
		expect(errorValue.safeParse(error).success).toBe(true);
		expect(error.code).not.toBe("INTERNAL");
		// What a sound server says of a statement has its next step on the screen, by its code.
		if (error.code !== "STATEMENT_FAILED") expect(error.hint ?? "").not.toBe("");
		expect(JSON.stringify(error)).not.toContain(PASSWORD);
		expect(error.message.length).toBeLessThan(20_000);
		return error.data?.reason === undefined ? error.code : `${error.code} ${error.data.reason}`;
	}
}

async function plays(script: string, change: Partial<ConnectParams> = {}): Promise<string> {
	let end = "";
	const began = performance.now();
	const { blocked, grown } = await strainOf(async () => {
		end = await endOf(paramsFor(script, change));
	});
	expect(performance.now() - began).toBeLessThan(CONNECT + QUESTION + ENDED);
	expect(blocked).toBeLessThan(BLOCKED);
	expect(grown).toBeLessThan(GROWN);
	expect(strays).toEqual([]);
	return end;
}

describe("while connecting", () => {
	test.each(Object.keys(scripts.connecting))("a server that %s", async (script) => {
		expect(await plays(script)).toMatch(
			/^CONNECT_FAILED (not-postgres|unreachable|timeout|authentication|starting-up|pooler|other)$/,
		);
	});

	test.each(Object.keys(scripts.encrypting))("a server that %s", async (script) => {
		expect(await plays(script, { sslMode: "require" })).toMatch(
			/^CONNECT_FAILED (not-postgres|tls-refused|tls-failed|timeout|authentication|unreachable)$/,
		);
	});

	test("text that comes ahead of TLS is never shown as the server's", async () => {
		for (const script of ["answers the request for TLS with an error in the clear", "injects text ahead of TLS"]) {
			const error = await port
				.withSession(paramsFor(script, { sslMode: "prefer" }), {}, async () => undefined)
				.catch((caught) => caught);
			expect(error).toMatchObject({ code: "CONNECT_FAILED", data: { data: { reason: "not-postgres" } } });
			expect(error.message).not.toContain(MARKUP);
		}
	});
});

describe("while logging in", () => {
	test.each(Object.keys(scripts.authenticating))("a server that %s", async (script) => {
		// Another name of this machine, so that it is taken for a server from afar.
		const change = { host: "0.0.0.0", refuseMd5: true };
		expect(await plays(script, change)).toMatch(/^CONNECT_FAILED (authentication|not-postgres|other)$/);
	});
});

describe("while answering", () => {
	const fine = ["answers with 1,600 columns", "logs in with a version that is a page"];
	// Ends that have to be waited for, and cost nothing meanwhile: they are waited for side by side.
	const waiting = [
		...["does not answer", "answers a byte at a time", "is never ready", "begins a COPY to us that nobody asked for"],
		...["wants a COPY from us", "answers with markup and escapes in every text", ...fine],
	];
	const answering = Object.keys(scripts.answering);
	const ends = async (script: string) => {
		const end = await plays(script);
		// The first answer is sound, and the second question is never answered.
		if (fine.includes(script)) expect(end).toBe("CONNECTION_LOST");
		else expect(end).toMatch(/^(CONNECTION_LOST|STATEMENT_FAILED)$/);
	};
	test.concurrent.each(answering.filter((script) => waiting.includes(script)))("a server that %s", ends);
	// What is held grows each time; what waits to be collected, on a machine that is busy, does not.
	test.each(answering.filter((script) => !waiting.includes(script)))("a server that %s", { retry: 1 }, ends);

	test("a session that ends so is not tried again: nothing is asked twice", async () => {
		let calls = 0;
		const params = paramsFor("closes in the middle of a row");
		await expect(
			port.withSession(params, {}, (session) => {
				calls += 1;
				return session.execute("INSERT INTO t VALUES (1)");
			}),
		).rejects.toMatchObject({ code: "CONNECTION_LOST" });
		expect(calls).toBe(1);
	});

	test("rows without an end are cut where they are shown, and a cancel ends them", async () => {
		const controller = new AbortController();
		const cancelled = port.withSession(
			paramsFor("sends rows without an end"),
			{ signal: controller.signal },
			(session): Promise<Rows> => session.execute("SELECT 1", { maxRows: 10 }),
		);
		setTimeout(() => controller.abort(), 500);
		const { grown } = await strainOf(() => expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" }));
		expect(grown).toBeLessThan(GROWN);
	});

	test.concurrent("markup and escapes stay the text that they are, in names, cells, tags and notices", async () => {
		const kept: unknown[] = [];
		await endOf(paramsFor("answers with markup and escapes in every text"), (value) => kept.push(value));
		const [, notice, rows] = kept as [string, { message: string }, Record<string, string | null>[]];
		expect(notice.message).toBe(MARKUP + ESCAPES);
		expect(Object.keys(rows[0] ?? {})).toEqual([MARKUP + ESCAPES, "__proto__"]);
		expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype);
	});

	test.concurrent("a version is what it looks like, and no page", async () => {
		const kept: unknown[] = [];
		await endOf(paramsFor("logs in with a version that is a page"), (value) => kept.push(value));
		expect(String(kept[0]).length).toBeLessThan(100);
	});
});

test("these are sixty scripts and more", () => {
	const { heavy: _, ...light } = scripts;
	expect(Object.values(light).flatMap((group) => Object.keys(group)).length).toBeGreaterThanOrEqual(60);
});
