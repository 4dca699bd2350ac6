/** A PostgreSQL with TLS for one test file: its certificate can be changed while it runs, and some roles log in in ways of their own. */
import { chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import {
	makeCluster,
	SUPERUSER,
	startCluster,
	stopCluster,
	superuserPassword,
} from "../../main/adapters/embedded-postgres/cluster.ts";
import type { ConnectParams } from "../../main/core/ports.ts";
import { type Authority, authorityIn, type Certificate } from "./certificates.ts";
import { clusterIn } from "./clusters.ts";
import { onServer, paramsOf, type TestServer } from "./postgres.ts";

export const PASSWORD = "password-of-a-test";

/** Roles, by how pg_hba.conf lets them in. */
const hba = [
	"hostssl all only_tls 127.0.0.1/32 scram-sha-256",
	"hostnossl all only_plain 127.0.0.1/32 scram-sha-256",
	"host all by_md5 127.0.0.1/32 md5",
	"host all in_clear 127.0.0.1/32 password",
	"host all by_trust 127.0.0.1/32 trust",
	"hostssl all by_certificate 127.0.0.1/32 cert",
	"hostssl all with_certificate 127.0.0.1/32 scram-sha-256 clientcert=verify-ca",
];
const refused = [
	"host all only_tls 127.0.0.1/32 reject",
	"host all only_plain 127.0.0.1/32 reject",
	"host all by_certificate 127.0.0.1/32 reject",
	"host all with_certificate 127.0.0.1/32 reject",
];
const roles = ["only_tls", "only_plain", "in_clear", "by_trust", "by_certificate", "with_certificate"];

export interface TlsServer {
	server: TestServer;
	/** Where certificates lie. */
	folder: string;
	authority: Authority;
	/** As superuser, on `localhost`, whose name the first certificate has. */
	params(change?: Partial<ConnectParams>): ConnectParams;
	/** From now on the server shows this certificate; a chain may stand in its place. */
	show(shown: Certificate, chain?: string): Promise<void>;
	stop(): Promise<void>;
}

export async function tlsServer(): Promise<TlsServer> {
	const folder = mkdtempSync(join(inject("clusters"), "tls-"));
	// The server may run as another user, who has to pass.
	chmodSync(folder, 0o755);
	const made = clusterIn(folder, 18);
	if (!made) throw new Error("no PostgreSQL 18 for this platform");
	const cluster = { ...made, settings: { ...made.settings, ssl: "on", ssl_ca_file: "clients.crt" } };
	await makeCluster(cluster, [...hba, ...refused]);
	const authority = authorityIn(folder, "authority");
	const data = join(cluster.folder, "data");
	const put = (from: string, name: string): void => {
		const file = join(data, name);
		copyFileSync(from, file);
		chmodSync(file, 0o600);
		if (cluster.as.uid !== undefined && cluster.as.gid !== undefined) chownSync(file, cluster.as.uid, cluster.as.gid);
	};
	const first = authority.issue({ name: "localhost", alternatives: "DNS:localhost,IP:127.0.0.1" });
	put(authority.certificate, "clients.crt");
	put(first.certificate, "server.crt");
	put(first.key, "server.key");
	const { port } = await startCluster(cluster);
	const password = superuserPassword(cluster);
	const server: TestServer = { version: 18, host: "127.0.0.1", port, user: SUPERUSER, password };
	const admin = paramsOf(server, "postgres");
	await onServer(admin, (session) =>
		session.execute(
			[
				...roles.map((role) => `CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`),
				"SET password_encryption = 'md5'",
				`CREATE ROLE by_md5 LOGIN PASSWORD '${PASSWORD}'`,
			].join(";\n"),
		),
	);
	return {
		server,
		folder,
		authority,
		params: (change = {}) => ({ ...admin, host: "localhost", ...change }),
		async show(shown, chain) {
			put(chain ?? shown.certificate, "server.crt");
			put(shown.key, "server.key");
			await reload(admin);
		},
		async stop() {
			await stopCluster(cluster);
			rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}

/** Answers once the postmaster has read its files anew: whoever it starts from then on shows the new certificate. */
async function reload(admin: ConnectParams): Promise<void> {
	const loadedAt = () =>
		onServer(admin, async (session) => {
			const [row] = await session.query<{ at: string }>("SELECT pg_conf_load_time()::text AS at");
			return row?.at;
		});
	const before = await loadedAt();
	await onServer(admin, (session) => session.query("SELECT pg_reload_conf()"));
	while ((await loadedAt()) === before);
}
