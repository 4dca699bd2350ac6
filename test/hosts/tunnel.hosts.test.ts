/** The built command line through an SSH server and TLS, and against servers that mean it ill. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HostileServers, hostileServers } from "../helpers/hostile/hostile-servers.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { type CliRun, runCli } from "../helpers/run-cli.ts";
import { missingSshd, type SshPlace, type SshServer, sshPlace } from "../helpers/sshd.ts";
import { PASSWORD, type TlsServer, tlsServer } from "../helpers/tls-server.ts";

let store: string;
beforeAll(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-tunnel-"));
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

const errorOf = (run: CliRun) =>
	(run.json as { error: { code: string; hint?: string; data?: Record<string, unknown> } }).error;

const missing = missingSshd();

describe.skipIf(missing !== undefined)(`through SSH${missing === undefined ? "" : ` (left out: ${missing})`}`, () => {
	let place: SshPlace;
	let server: SshServer;
	let jump: SshServer;
	beforeAll(async () => {
		place = sshPlace();
		[server, jump] = [await place.server(), await place.server()];
		place.know(server, jump);
	});
	afterAll(() => place?.stop());

	const at = ({ user, host, port }: SshServer) => `${user}@${host}:${port}`;
	const cli = (args: string[], env: Record<string, string> = {}) =>
		runCli(store, [...args, "--json"], { env: { HOME: place.home, ...env } });

	test("a whole run goes through a tunnel with a jump, by options and by the address", () =>
		withDatabase(async ({ url }) => {
			const through = ["--ssh", at(server), "--ssh-jump", at(jump), "--ssh-key", place.keyFile];
			const tested = await cli(["connections", "test", "--url", url, ...through]);
			expect(tested.json).toMatchObject({ tunnel: [at(jump), at(server)] });
			expect(await cli(["migrate", "--no-checks", "--url", url, ...through])).toMatchObject({ code: 0 });
			const query = new URLSearchParams({ ssh: at(server), ssh_key: place.keyFile });
			const status = await cli(["status", "--url", `${url}?${query}`]);
			expect(status.code).toBe(0);
		}));

	test("a host that is not known ends in exit 3 with its fingerprint, which may be given then", () =>
		withDatabase(async ({ url }) => {
			place.know();
			const through = ["--url", url, "--ssh", at(server), "--ssh-key", place.keyFile];
			const refused = await cli(["connections", "test", ...through, "--yes"]);
			expect(refused.code).toBe(3);
			const { data } = errorOf(refused);
			expect(data).toMatchObject({ reason: "ssh-host-key-unknown" });
			const shown = data?.hostKey as { fingerprint: string } | undefined;
			expect(await cli(["connections", "test", ...through, "--ssh-host-key", shown?.fingerprint ?? ""])).toMatchObject({
				code: 0,
			});
			place.know(server, jump);
		}));

	test("a key's password comes from the environment, and stands in no output", () =>
		withDatabase(async ({ url }) => {
			const through = ["connections", "test", "--url", url, "--ssh", at(server), "--ssh-key", place.lockedKeyFile];
			const asked = await cli(through);
			expect(errorOf(asked)).toMatchObject({ code: "PASSWORD_NEEDED", data: { secret: "sshKeyPassword" } });
			const opened = await cli(through, { BULKHEAD_SSH_KEY_PASSWORD: "opens the key" });
			expect(opened.code).toBe(0);
			const wrong = await cli(through, { BULKHEAD_SSH_KEY_PASSWORD: "wr0ng-value" });
			expect(wrong.code).toBe(3);
			expect(wrong.stdout + wrong.stderr).not.toContain("wr0ng-value");
		}));

	test("what is no place is bad usage", async () => {
		const run = await cli(["status", "--url", "postgres://localhost/x", "--ssh", "a b"]);
		expect(run.code).toBe(2);
		expect((await cli(["status", "--url", "postgres://localhost/x", "--ssh-key", "k"])).code).toBe(2);
	});
});

describe("TLS", () => {
	let held: TlsServer;
	beforeAll(async () => {
		held = await tlsServer();
	});
	afterAll(() => held?.stop());
	const urlOf = (query: Record<string, string>, user = "postgres", password = held.server.password) =>
		`postgres://${user}:${encodeURIComponent(password)}@localhost:${held.server.port}/postgres?${new URLSearchParams(query)}`;

	test("the test tells the peer, how far it is verified and how the login was done; an end within thirty days is said", async () => {
		await held.show(held.authority.issue({ name: "server", alternatives: "DNS:localhost", to: 12 }));
		const url = urlOf({ sslmode: "verify-full", sslrootcert: held.authority.certificate });
		const { json } = await runCli(store, ["connections", "test", "--json", "--url", url]);
		expect(json).toMatchObject({
			tls: "TLSv1.3",
			peer: { subject: "CN=server", issuer: "CN=authority", verified: "host" },
			authentication: "scram-sha-256-plus",
			warnings: [expect.stringMatching(/certificate expires on \d{4}-\d\d-\d\d, in 1[12] days/)],
		});
		const shown = await runCli(store, ["connections", "test", "--url", url]);
		expect(shown.stdout).toMatch(/certificate of CN=server, by CN=authority, until .*, verified for this host/);
		expect(shown.stdout).toContain("warning: The server's certificate expires");
	});

	test("MD5 is told as weak, and refused on production", async () => {
		const url = urlOf({ sslmode: "require" }, "by_md5", PASSWORD);
		const weak = await runCli(store, ["connections", "test", "--json", "--url", url]);
		expect(weak.json).toMatchObject({
			authentication: "md5",
			warnings: expect.arrayContaining([expect.stringContaining("MD5")]),
		});
		const refused = await runCli(store, [
			...["connections", "test", "--json", "--url", url, "--environment", "production"],
		]);
		expect(refused.code).toBe(3);
		expect(errorOf(refused)).toMatchObject({ data: { reason: "authentication" } });
	});
});

describe("a hostile server", () => {
	let servers: HostileServers;
	beforeAll(async () => {
		servers = await hostileServers();
	});
	afterAll(() => servers?.stop());

	test.each([
		"ends in an error with markup and escapes in each field",
		"speaks HTTP",
		"sends garbage",
		"shuts down",
		"answers with markup and escapes in every text",
	])(
		"that %s: the terminal gets no escape, the exit code is that of a connection, and there is a next step",
		async (script) => {
			const url = `postgres://u:s3cret-value@127.0.0.1:${servers.port(script)}/d?sslmode=disable`;
			const run = await runCli(store, ["connections", "test", "--url", url]);
			expect([3, 5]).toContain(run.code);
			const hidden = [...run.stdout, ...run.stderr].filter((sign) => /[\p{Cc}\p{Cf}]/u.test(sign) && sign !== "\n");
			expect(hidden).toEqual([]);
			expect(run.stderr).toContain("next: ");
			expect(run.stdout + run.stderr).not.toContain("s3cret-value");
		},
	);
});
