/** A real PgBouncer in front of a test's database, on loopback. */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { choosePort } from "../../main/adapters/embedded-postgres/port.ts";
import { makePrivateFolder, runAs } from "../../main/adapters/embedded-postgres/run-as.ts";
import type { ConnectParams } from "../../main/core/ports.ts";
import { missingDebianTool } from "./foreign-tools.ts";

export type PoolMode = "session" | "transaction" | "statement";

export interface Pooler {
	/** The same login, through the pooler. */
	params: ConnectParams;
	url: string;
}

interface PoolerOptions {
	mode: PoolMode;
	/** Connections to the server; default 20, as PgBouncer's own. */
	size?: number;
	/** Further lines of its configuration. */
	settings?: string[];
}

/** Debian's own place for it, which is not on everybody's PATH. */
const PROGRAMS = ["pgbouncer", "/usr/sbin/pgbouncer"];

/** Why there is no PgBouncer here; undefined when there is. As root on Debian it is installed. */
export function missingPgBouncer(): Promise<string | undefined> {
	return missingDebianTool([PROGRAMS[1] ?? "", "--version"], ["pgbouncer"]);
}

/** Lends it, and stops it: its connections to the server end with it. */
export async function withPgBouncer<T>(
	target: ConnectParams,
	options: PoolerOptions,
	use: (pooler: Pooler) => Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-pgbouncer-"));
	const as = runAs();
	const port = await choosePort(join(folder, "port"));
	writeFileSync(join(folder, "users.txt"), `"${target.user}" "${target.password ?? ""}"\n`);
	writeFileSync(join(folder, "pgbouncer.ini"), settingsOf(target, { ...options, folder, port }));
	makePrivateFolder(folder, as);
	for (const file of ["users.txt", "pgbouncer.ini"]) chmodSync(join(folder, file), 0o644);
	const child = spawn(PROGRAMS[1] ?? "", ["-q", join(folder, "pgbouncer.ini")], { ...as, cwd: "/", stdio: "ignore" });
	const ended = new Promise<void>((done) => child.once("close", () => done()));
	try {
		await listening(port);
		const params = { ...target, port, applicationName: "bulkhead-test" };
		const { user, password = "", host, database } = params;
		return await use({ params, url: `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}` });
	} finally {
		child.kill("SIGTERM");
		await ended;
		rmSync(folder, { recursive: true });
	}
}

function settingsOf(
	target: ConnectParams,
	{ mode, size = 20, settings = [], folder, port }: PoolerOptions & { folder: string; port: number },
): string {
	return [
		"[databases]",
		`${target.database} = host=${target.host} port=${target.port} dbname=${target.database}`,
		"[pgbouncer]",
		"listen_addr = 127.0.0.1",
		`listen_port = ${port}`,
		"unix_socket_dir =",
		"auth_type = plain",
		`auth_file = ${join(folder, "users.txt")}`,
		`pool_mode = ${mode}`,
		`default_pool_size = ${size}`,
		...settings,
		"",
	].join("\n");
}

async function listening(port: number): Promise<void> {
	for (const began = performance.now(); performance.now() - began < 10_000; await sleep(20)) {
		if (await answers(port)) return;
	}
	throw new Error("PgBouncer does not listen");
}

function answers(port: number): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect({ host: "127.0.0.1", port });
		socket.once("connect", () => {
			socket.destroy();
			done(true);
		});
		socket.once("error", () => done(false));
	});
}
