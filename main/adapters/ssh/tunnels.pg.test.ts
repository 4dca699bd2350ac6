/** PostgreSQL through OpenSSH's own server, on loopback. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { paramsOf, testServer } from "../../../test/helpers/postgres.ts";
import { sshPasswordServer } from "../../../test/helpers/ssh-password-server.ts";
import { KEY_PASSWORD, missingSshd, type SshPlace, type SshServer, sshPlace } from "../../../test/helpers/sshd.ts";
import { tlsServer } from "../../../test/helpers/tls-server.ts";
import type { AppError } from "../../core/errors.ts";
import type { ConnectParams, SshRoute } from "../../core/ports.ts";
import { postgresPort } from "../postgres/postgres.ts";
import { sshTunnels } from "./tunnels.ts";

const missing = missingSshd();

describe.skipIf(missing !== undefined)(`through SSH${missing === undefined ? "" : ` (left out: ${missing})`}`, () => {
	let place: SshPlace;
	let server: SshServer;
	let jump: SshServer;
	let folder: string;
	beforeAll(async () => {
		place = sshPlace();
		[server, jump] = [await place.server(), await place.server()];
		folder = mkdtempSync(join(tmpdir(), "bulkhead-tunnels-"));
	});
	afterAll(async () => {
		await place?.stop();
		rmSync(folder, { recursive: true, force: true });
	});
	beforeEach(() => {
		place.know(server, jump);
		writeFileSync(join(place.home, ".ssh", "config"), "");
		rmSync(join(folder, "known_hosts"), { force: true });
	});

	const portWith = (agent?: string) =>
		postgresPort(sshTunnels({ knownHosts: join(folder, "known_hosts"), home: place.home, agent }));
	const at = ({ host, port, user }: SshServer) => ({ host, port, user });
	const route = (change: Partial<SshRoute> = {}): SshRoute => ({ ...at(server), keyFile: place.keyFile, ...change });
	const params = async (ssh: SshRoute): Promise<ConnectParams> => ({
		...paramsOf(await testServer(), "postgres"),
		ssh,
	});
	const connect = async (ssh: SshRoute, port = portWith()) =>
		port.withSession(await params(ssh), {}, async (session) => {
			expect(await session.query("SELECT 1 AS one")).toEqual([{ one: "1" }]);
			return session.link;
		});
	const failing = async (work: Promise<unknown>): Promise<AppError> => {
		try {
			await work;
		} catch (caught) {
			return caught as AppError;
		}
		throw new Error("it did not fail");
	};
	const fingerprintOf = ({ hostKey }: SshServer): string => {
		const blob = Buffer.from(hostKey.split(" ")[1] ?? "", "base64");
		return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
	};

	test("a key opens it, and the session tells the way that it takes", async () => {
		const { tunnel } = await connect(route());
		expect(tunnel).toEqual([`${server.user}@127.0.0.1:${server.port}`]);
	});

	test("an agent opens it, without any file", async () => {
		const agent = await place.agent();
		try {
			await connect(at(server), portWith(agent.socket));
		} finally {
			agent.stop();
		}
	});

	test("a locked key asks for its password, takes the right one and refuses the wrong one, which nobody is told", async () => {
		const locked = route({ keyFile: place.lockedKeyFile });
		const needed = { code: "PASSWORD_NEEDED", data: { data: { secret: "sshKeyPassword" } } };
		expect(await failing(connect(locked))).toMatchObject(needed);
		await connect({ ...locked, keyPassword: KEY_PASSWORD });
		const wrong = await failing(connect({ ...locked, keyPassword: "wr0ng-value" }));
		expect(wrong).toMatchObject(needed);
		expect(JSON.stringify(wrong, Object.getOwnPropertyNames(wrong))).not.toContain("wr0ng-value");
	});

	test("a key that is not let in is refused, and where there is none a password is asked for", async () => {
		expect(await failing(connect(route({ keyFile: place.strangerKeyFile })))).toMatchObject({
			code: "CONNECT_FAILED",
			data: { data: { reason: "ssh" } },
		});
		expect(await failing(connect(at(server)))).toMatchObject({
			code: "PASSWORD_NEEDED",
			data: { data: { secret: "sshPassword" } },
		});
	});

	test("a password opens it where no key does; a wrong one is refused, and neither is told", async () => {
		const guarded = await sshPasswordServer();
		try {
			const { host, port, user, password, fingerprint } = guarded;
			const by = (given?: string): SshRoute => ({
				...{ host, port, user, hostKey: fingerprint },
				...(given === undefined ? {} : { password: given }),
			});
			expect(await failing(connect(by()))).toMatchObject({
				code: "PASSWORD_NEEDED",
				data: { data: { secret: "sshPassword" } },
			});
			const wrong = await failing(connect(by("wr0ng-value")));
			expect(wrong).toMatchObject({ code: "CONNECT_FAILED", data: { data: { reason: "ssh" } } });
			expect(wrong.message).toContain("refuses the password");
			expect(JSON.stringify(wrong, Object.getOwnPropertyNames(wrong))).not.toContain("wr0ng-value");
			guarded.tried.length = 0;
			expect((await connect(by(password))).tunnel).toEqual([`${user}@${host}:${port}`]);
			expect(guarded.tried.at(-1)).toBe("password");
		} finally {
			await guarded.stop();
		}
	});

	test("TLS goes through the tunnel end to end: the server's certificate is verified for its own name", async () => {
		const tls = await tlsServer();
		try {
			const through = (change: Partial<ConnectParams>) =>
				portWith().withSession({ ...tls.params(change), ssh: route() }, {}, async ({ link }) => link);
			const verified = { sslMode: "verify-full", sslRootCert: tls.authority.certificate } as const;
			const link = await through(verified);
			expect(link).toMatchObject({ tls: expect.stringMatching(/^TLSv1/), peer: { verified: "host" } });
			expect(link.tunnel).toHaveLength(1);
			await tls.show(tls.authority.issue({ name: "elsewhere", alternatives: "DNS:elsewhere.example" }));
			const other = await failing(through(verified));
			expect(other).toMatchObject({ code: "CONNECT_FAILED", data: { data: { reason: "tls-failed" } } });
		} finally {
			await tls.stop();
		}
	});

	test("one jump leads to the next, each with its own key checked", async () => {
		const { tunnel } = await connect(route({ jumps: [at(jump)] }));
		expect(tunnel).toEqual([jump, server].map(({ user, port }) => `${user}@127.0.0.1:${port}`));
		place.know(server);
		const error = await failing(connect(route({ jumps: [at(jump)] })));
		expect(error).toMatchObject({
			data: { data: { reason: "ssh-host-key-unknown", hostKey: { fingerprint: fingerprintOf(jump) } } },
		});
	});

	test("a host that nobody knows is shown with its fingerprint, is asked about once, and is known from then on", async () => {
		place.know();
		const port = portWith();
		const error = await failing(connect(route(), port));
		const fingerprint = fingerprintOf(server);
		expect(error).toMatchObject({
			code: "CONNECT_FAILED",
			data: { data: { reason: "ssh-host-key-unknown", hostKey: { type: "ssh-ed25519", fingerprint } } },
		});
		expect(error.message).toContain(fingerprint);
		expect(port.trustSshHost("SHA256:another")).toBe(false);
		expect(port.trustSshHost(fingerprint)).toBe(true);
		expect(port.trustSshHost(fingerprint)).toBe(false);
		await connect(route(), port);
		await connect(route(), portWith());
		expect(readFileSync(join(folder, "known_hosts"), "utf8")).toContain(server.hostKey);
		// The user's own file is read only.
		expect(readFileSync(join(place.home, ".ssh", "known_hosts"), "utf8")).toBe("");
	});

	test("a fingerprint that is given stands in for known_hosts, and for no other key", async () => {
		place.know();
		await connect(route({ hostKey: fingerprintOf(server) }));
		expect(await failing(connect(route({ hostKey: fingerprintOf(jump) })))).toMatchObject({
			data: { data: { reason: "ssh-host-key-unknown" } },
		});
	});

	test("a host with another key than the known one is refused, whatever is trusted, and the line is named", async () => {
		const another = await place.server();
		place.know(another);
		await connect({ ...route(), ...at(another) });
		await another.changeKey();
		const port = portWith();
		const changed = { ...route(), ...at(another), hostKey: fingerprintOf(another) };
		const error = await failing(connect(changed, port));
		expect(error).toMatchObject({ code: "CONNECT_FAILED", data: { data: { reason: "ssh-host-key-changed" } } });
		expect(error.message).toContain(`${join(place.home, ".ssh", "known_hosts")}:1`);
		expect(port.trustSshHost(fingerprintOf(another))).toBe(false);
	});

	test("a revoked key and a hashed name are read as OpenSSH means them", async () => {
		const file = join(place.home, ".ssh", "known_hosts");
		writeFileSync(file, `@revoked * ${server.hostKey}\n[127.0.0.1]:${server.port} ${server.hostKey}\n`);
		expect(await failing(connect(route()))).toMatchObject({ data: { data: { reason: "ssh-host-key-changed" } } });
		place.know(server);
		const { runProgram } = await import("../../../test/helpers/psql.ts");
		expect(await runProgram("ssh-keygen", ["-H", "-f", file])).toMatchObject({ code: 0 });
		expect(readFileSync(file, "utf8")).toMatch(/^\|1\|/);
		await connect(route());
	});

	test("an alias of ~/.ssh/config stands for what is written there, with its jump", async () => {
		writeFileSync(
			join(place.home, ".ssh", "config"),
			[
				`Host inner`,
				`  HostName 127.0.0.1`,
				`  Port ${server.port}`,
				`  User ${server.user}`,
				`  IdentityFile ${place.keyFile}`,
				`  ProxyJump outer`,
				`Host outer`,
				`  HostName 127.0.0.1`,
				`  Port ${jump.port}`,
				`Host *`,
				`  User ${jump.user}`,
				`  IdentityFile ${place.keyFile}`,
			].join("\n"),
		);
		expect((await connect({ host: "inner" })).tunnel).toHaveLength(2);
		writeFileSync(join(place.home, ".ssh", "config"), "Host a\n ProxyJump b\nHost b\n ProxyJump a\n");
		expect(await failing(connect({ host: "a" }))).toMatchObject({ code: "BAD_INPUT" });
	});

	test("a server that does not forward, or not to there, says which of both", async () => {
		const closed = await place.server({ forwarding: false });
		place.know(closed);
		expect(await failing(connect({ ...route(), ...at(closed) }))).toMatchObject({
			code: "CONNECT_FAILED",
			data: { data: { reason: "ssh" } },
		});
		place.know(server);
		const nowhere = { ...(await params(route())), port: 1 };
		expect(await failing(portWith().withSession(nowhere, {}, async () => {}))).toMatchObject({
			data: { data: { reason: "unreachable" } },
		});
	});

	test("a cancel goes through the tunnel and stops the statement within a second", async () => {
		const controller = new AbortController();
		await portWith().withSession(await params(route()), { signal: controller.signal }, async (session) => {
			const began = performance.now();
			setTimeout(() => controller.abort(), 100);
			expect(await failing(session.execute("SELECT pg_sleep(30)"))).toMatchObject({ code: "CANCELLED" });
			expect(performance.now() - began).toBeLessThan(1_000);
			expect(await session.execute("SELECT 1")).toMatchObject({ rowCount: 1 });
		});
	});

	test("a tunnel that breaks is a lost connection, which says what broke, at once", async () => {
		const fragile = await place.server();
		place.know(fragile);
		const began = performance.now();
		const error = await failing(
			portWith().withSession(await params({ ...route(), ...at(fragile) }), {}, async (session) => {
				setTimeout(() => void fragile.kill(), 200);
				await session.execute("SELECT pg_sleep(30)");
			}),
		);
		expect(error).toMatchObject({ code: "CONNECTION_LOST" });
		expect(error.message).toContain(`the SSH tunnel through ${fragile.user}@127.0.0.1:${fragile.port} broke`);
		expect(performance.now() - began).toBeLessThan(3_000);
		await fragile.startAgain();
		await connect({ ...route(), ...at(fragile) });
	});

	test("sessions of one route share a login, and the tunnel ends with the last of them", async () => {
		const port = portWith();
		const here = await params(route());
		const processes = async () => {
			const { runProgram } = await import("../../../test/helpers/psql.ts");
			const { stdout } = await runProgram("ss", ["-Htn", "state", "established", `( dport = :${server.port} )`]);
			return stdout.trim() === "" ? 0 : stdout.trim().split("\n").length;
		};
		const before = await processes();
		await port.withSession(here, {}, () =>
			port.withSession(here, {}, async (inner) => {
				await inner.query("SELECT 1 AS one");
				expect((await processes()) - before).toBe(1);
			}),
		);
		await expect.poll(processes, { timeout: 3_000 }).toBe(before);
	});

	test("much data and a COPY pass whole, and TLS inside of the tunnel would be end to end", async () => {
		await portWith().withSession(await params(route()), {}, async (session) => {
			const rows = await session.query<{ text: string }>("SELECT repeat('x', 10000000) AS text");
			expect(rows[0]?.text?.length).toBe(10_000_000);
			let bytes = 0;
			await session.copyOut(
				"COPY (SELECT repeat('y', 1000) FROM generate_series(1, 20000)) TO STDOUT",
				async (piece) => {
					bytes += piece.length;
				},
			);
			expect(bytes).toBe(20_000 * 1_001);
		});
	});

	test("connecting through a tunnel ends at its one deadline, and at a cancel", async () => {
		const { createServer } = await import("node:net");
		const silent = createServer(() => {});
		await new Promise<void>((done) => silent.listen(0, "127.0.0.1", () => done()));
		const address = silent.address();
		const number = typeof address === "object" && address ? address.port : 0;
		try {
			const slow = { ...(await params({ ...route(), port: number })), connectTimeoutMs: 400 };
			expect(await failing(portWith().withSession(slow, {}, async () => {}))).toMatchObject({
				data: { data: { reason: "timeout" } },
			});
			const controller = new AbortController();
			setTimeout(() => controller.abort(), 100);
			const long = { ...slow, connectTimeoutMs: 10_000 };
			expect(await failing(portWith().withSession(long, { signal: controller.signal }, async () => {}))).toMatchObject({
				code: "CANCELLED",
			});
		} finally {
			silent.close();
		}
	});
});
