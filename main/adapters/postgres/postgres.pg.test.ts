import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { onServer, paramsOf, port, testServer, withDatabase } from "../../../test/helpers/postgres.ts";
import type { AppError } from "../../core/errors.ts";
import { DatabaseError } from "../../core/errors.ts";
import type { ConnectParams } from "../../core/ports.ts";

const failing = async (work: Promise<unknown>): Promise<AppError> => {
	try {
		await work;
	} catch (caught) {
		return caught as AppError;
	}
	throw new Error("it did not fail");
};

async function serverParams(change: Partial<ConnectParams> = {}): Promise<ConnectParams> {
	return { ...paramsOf(await testServer(), "postgres"), ...change };
}

const connectTo = async (change: Partial<ConnectParams>) =>
	failing(port.withSession(await serverParams(change), {}, async () => {}));

/** A listener that is not PostgreSQL. */
async function withListener<T>(onSocket: (server: Server) => void, use: (port: number) => Promise<T>): Promise<T> {
	const server = createServer();
	onSocket(server);
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
	try {
		const address = server.address();
		return await use(typeof address === "object" && address ? address.port : 0);
	} finally {
		server.close();
	}
}

test("values arrive as the server's text: big numbers keep their digits, null is not empty", async () => {
	await onServer(await serverParams(), async (session) => {
		const [row] = await session.query<{ big: string; empty: string; none: null; day: string }>(
			"SELECT 12345678901234567890.5::numeric AS big, '' AS empty, NULL::text AS none, $1::date AS day",
			["2026-02-28"],
		);
		expect(row).toEqual({ big: "12345678901234567890.5", empty: "", none: null, day: "2026-02-28" });
	});
});

test("a bound query is one statement: a second one after a semicolon is refused by the server", async () => {
	await onServer(await serverParams(), async (session) => {
		const error = await failing(session.query("SELECT 1; SELECT 2"));
		expect(error).toBeInstanceOf(DatabaseError);
		expect(error).toMatchObject({ sqlstate: "42601" });
	});
});

test("a script answers with its last result, its full command tag, its count and no more rows than asked for", async () => {
	await withDatabase(async ({ params }) => {
		await onServer(params, async (session) => {
			expect(await session.execute("CREATE TABLE t (a int)")).toEqual({
				columns: [],
				rows: [],
				command: "CREATE TABLE",
			});
			const inserted = await session.execute("INSERT INTO t SELECT generate_series(1, 5)");
			expect(inserted).toMatchObject({ command: "INSERT", rowCount: 5 });
			const rows = await session.execute("SELECT 1 AS x; SELECT a FROM t ORDER BY a", { maxRows: 2 });
			expect(rows).toEqual({ columns: ["a"], rows: [["1"], ["2"]], command: "SELECT", rowCount: 5 });
			const last = await session.execute("SELECT 1 AS x; DROP TABLE t");
			expect(last).toEqual({ columns: [], rows: [], command: "DROP TABLE" });
		});
	});
});

test("a server's error keeps its SQLSTATE, position, detail and hint, and the session goes on", async () => {
	await onServer(await serverParams(), async (session) => {
		const error = await failing(session.execute("SELECT nope FROM pg_class"));
		expect(error).toMatchObject({ sqlstate: "42703", position: 8 });
		expect(await session.query("SELECT 1 AS one")).toEqual([{ one: "1" }]);
	});
});

test("COPY FROM STDIN without data is an error, not a wait without end", async () => {
	await withDatabase(async ({ params }) => {
		await onServer(params, async (session) => {
			await session.execute("CREATE TABLE t (a int)");
			await expect(session.execute("COPY t FROM STDIN")).rejects.toMatchObject({ sqlstate: "57014" });
		});
	});
});

test("notices reach the listener with their severity", async () => {
	const notices: unknown[] = [];
	await port.withSession(await serverParams(), { onNotice: (notice) => notices.push(notice) }, async (session) => {
		await session.execute("DO $$ BEGIN RAISE WARNING 'look here'; END $$");
	});
	expect(notices).toEqual([{ severity: "WARNING", message: "look here" }]);
});

test("the signal stops the statement on the server within a second, and the session can still roll back", async () => {
	const controller = new AbortController();
	await port.withSession(await serverParams(), { signal: controller.signal }, async (session) => {
		await session.execute("BEGIN");
		const started = performance.now();
		setTimeout(() => controller.abort(), 100);
		expect(await failing(session.execute("SELECT pg_sleep(30)"))).toMatchObject({ code: "CANCELLED" });
		expect(performance.now() - started).toBeLessThan(1_000);
		expect(await session.execute("ROLLBACK")).toMatchObject({ command: "ROLLBACK" });
	});
});

test("a session that the server terminates is CONNECTION_LOST, also for the next call", async () => {
	await onServer(await serverParams(), async (session) => {
		const pending = failing(session.execute("SELECT pg_sleep(30)"));
		await onServer(await serverParams(), (other) =>
			other.query("SELECT pg_terminate_backend($1)", [session.backendPid]),
		);
		expect(await pending).toMatchObject({ code: "CONNECTION_LOST" });
		expect(await failing(session.execute("SELECT 1"))).toMatchObject({ code: "CONNECTION_LOST" });
	});
});

test("a wrong password, a wrong database and an unknown user are told apart by the server's code", async () => {
	expect(await connectTo({ password: "wrong" })).toMatchObject({
		code: "CONNECT_FAILED",
		data: { sqlstate: "28P01", data: { reason: "authentication" } },
	});
	expect(await connectTo({ database: "nope" })).toMatchObject({ data: { data: { reason: "no-such-database" } } });
});

test("where a password is asked for and none is known, that is said, and the environment is not used behind our back", async () => {
	const { password: _, ...params } = await serverParams();
	process.env.PGPASSWORD = "from the environment";
	try {
		expect(await failing(onServer(params, async () => {}))).toMatchObject({ code: "PASSWORD_NEEDED" });
	} finally {
		delete process.env.PGPASSWORD;
	}
});

test("an error never holds the password", async () => {
	const error = await connectTo({ password: "s3cret-value" });
	const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error.stack);
	expect(shown).not.toContain("s3cret-value");
});

test("no server, an unknown name and a server without TLS each have their reason", async () => {
	expect(await connectTo({ port: 1 })).toMatchObject({ data: { data: { reason: "unreachable" } } });
	expect(await connectTo({ host: "no-such-host.invalid" })).toMatchObject({
		data: { data: { reason: "name-not-found" } },
	});
	expect(await connectTo({ sslMode: "require" })).toMatchObject({ data: { data: { reason: "tls-refused" } } });
	expect(await connectTo({ sslMode: "verify-full" })).toMatchObject({ data: { data: { reason: "tls-refused" } } });
});

test("prefer goes on in the clear where the server has no TLS, and says so", async () => {
	await onServer(await serverParams({ sslMode: "prefer" }), async (session) => {
		expect(session.link.tls).toBeUndefined();
	});
});

test("a listener that never answers ends at the deadline; one that speaks another protocol is not PostgreSQL", async () => {
	const silent = await withListener(
		() => {},
		(number) => connectTo({ port: number, connectTimeoutMs: 300 }),
	);
	expect(silent).toMatchObject({ data: { data: { reason: "timeout" } } });
	const http = await withListener(
		(server) => server.on("connection", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
		(number) => connectTo({ port: number, sslMode: "require" }),
	);
	expect(http).toMatchObject({ data: { data: { reason: "not-postgres" } } });
});

/** A server that asks for the password in the clear (AuthenticationCleartextPassword) and records what it is sent. */
test("a server that asks for the password in the clear from afar is not given it", async () => {
	const received: Buffer[] = [];
	const error = await withListener(
		(server) =>
			server.on("connection", (socket) => {
				socket.on("error", () => {});
				socket.on("data", (chunk) => received.push(chunk));
				socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
			}),
		// Another name of this machine, so that the guard takes it for a server from afar.
		(number) => connectTo({ host: "0.0.0.0", port: number, password: "s3cret-value", sslMode: "disable" }),
	);
	expect(error).toMatchObject({ code: "CONNECT_FAILED", data: { data: { reason: "authentication" } } });
	await sleep(50);
	expect(Buffer.concat(received).toString("latin1")).not.toContain("s3cret-value");
});

test("cancelling while connecting ends it at once", async () => {
	const controller = new AbortController();
	const error = await withListener(
		() => {},
		async (number) => {
			setTimeout(() => controller.abort(), 50);
			const params = await serverParams({ port: number });
			return failing(port.withSession(params, { signal: controller.signal }, async () => {}));
		},
	);
	expect(error).toMatchObject({ code: "CANCELLED" });
});

test("rows behind those that are kept are only counted, and none of the next result is taken for one of them", async () => {
	await onServer(await serverParams(), async (session) => {
		const sizes = [0, 1, 3, 4, 20_000, 2, 90_000, 5, 0, 60_000, 7];
		for (let at = 0; at < sizes.length; at += 1) {
			const order = [...sizes.slice(at), ...sizes.slice(0, at)];
			const text = order.map((size) => `SELECT g, repeat('x', 40) FROM generate_series(1, ${size}) AS g`).join("; ");
			const last = order.at(-1) ?? 0;
			const { rows, rowCount } = await session.execute(text, { maxRows: 4 });
			expect([rowCount, rows.map(([g]) => g)]).toEqual([last, ["1", "2", "3", "4"].slice(0, last)]);
			expect(await session.query("SELECT g::text FROM generate_series(1, 6) AS g")).toHaveLength(6);
		}
	});
});

test("SQL of our own has to be answered in time and is cancelled; a person's statement may take any time", async () => {
	await port.withSession(await serverParams(), { queryTimeoutMs: 300 }, async (session) => {
		const { rows } = await session.execute("SELECT 'slow' FROM pg_sleep(1)", { anyTime: true });
		expect(rows).toEqual([["slow"]]);
		const error = await failing(session.execute("BEGIN; SELECT pg_sleep(60)"));
		expect(error).toMatchObject({ code: "CONNECTION_LOST", message: expect.stringContaining("within 1 seconds") });
	});
});
