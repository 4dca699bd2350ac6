/** How long it takes to be connected with TLS that is verified, and to have one answer. */
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAs } from "../../main/adapters/embedded-postgres/run-as.ts";
import { postgresPort } from "../../main/adapters/postgres/postgres.ts";
import type { ConnectParams } from "../../main/core/ports.ts";
import { authorityIn } from "../../test/helpers/certificates.ts";
import { interleave, timed } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import { runProcess } from "../run-process.ts";
import type { Server } from "../server.ts";
import type { Bench } from "./bench.ts";

const names = {
	psql: "`psql -c 'SELECT 1'`, verify-full",
	version: "`psql --version`: its start alone",
	bulkhead: "Bulkhead, in a process that runs: a session, verify-full",
	plain: "the same without TLS",
};

export async function connect({ server, quick, say }: Bench): Promise<Section[]> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-tls-"));
	try {
		const sslRootCert = await turnTlsOn(server, folder);
		const { port, user, password } = server;
		const params: ConnectParams = {
			...{ host: "localhost", port, user, password, database: "postgres", sslRootCert },
			sslMode: "verify-full",
		};
		const results = await interleave(contenders(params), quick ? 5 : 40, say);
		return [
			{
				title: "Connecting through TLS",
				text: [
					"TCP, TLS with the certificate verified, SCRAM bound to it, one answer, good-bye. psql is a process, whose start is part of what somebody waits for; it stands by itself in the second row.",
				],
				rows: [
					rowOf(results, names.psql, "ms"),
					rowOf(results, names.version, "ms"),
					rowOf(results, names.bulkhead, "ms", { to: names.psql, target: { ratio: 1.2 } }),
					rowOf(results, names.plain, "ms"),
				],
			},
		];
	} finally {
		await server.query("postgres", "ALTER SYSTEM RESET ssl");
		await server.query("postgres", "SELECT pg_reload_conf()");
		rmSync(folder, { recursive: true });
	}
}

function contenders(params: ConnectParams) {
	const port = postgresPort();
	const session = (change: Partial<ConnectParams>) => async () => ({
		ms: await timed(() => port.withSession({ ...params, ...change }, {}, (open) => open.query("SELECT 1 AS one"))),
	});
	const env = {
		...{ PGHOST: params.host, PGPORT: String(params.port), PGUSER: params.user, PGDATABASE: params.database },
		...{ PGPASSWORD: params.password ?? "", PGSSLMODE: params.sslMode, PGSSLROOTCERT: params.sslRootCert ?? "" },
	};
	const psql = (args: string[]) => async () => ({ ms: (await runProcess({ file: "psql", args, env })).ms });
	return [
		{ name: names.psql, once: psql(["-XAtqc", "SELECT 1"]) },
		{ name: names.version, once: psql(["--version"]) },
		{ name: names.bulkhead, once: session({}) },
		{ name: names.plain, once: session({ sslMode: "disable" }) },
	];
}

/** Answers with the authority's file. TLS can be turned on while a server runs; whoever says sslmode=disable notices nothing. */
async function turnTlsOn(server: Server, folder: string): Promise<string> {
	chmodSync(folder, 0o755);
	const authority = authorityIn(folder, "bench");
	const { certificate, key } = authority.issue({ name: "localhost", alternatives: "DNS:localhost" });
	const { uid, gid } = runAs();
	if (uid !== undefined && gid !== undefined) chownSync(key, uid, gid);
	await server.query("postgres", `ALTER SYSTEM SET ssl_cert_file = '${certificate}'`);
	await server.query("postgres", `ALTER SYSTEM SET ssl_key_file = '${key}'`);
	await server.query("postgres", "ALTER SYSTEM SET ssl = on");
	await server.query("postgres", "SELECT pg_reload_conf()");
	await new Promise((done) => setTimeout(done, 500));
	return authority.certificate;
}
