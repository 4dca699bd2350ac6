/** OpenSSH's own servers on loopback, each a process with keys and settings of its own. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installPackages } from "./install-packages.ts";
import { runProgram } from "./psql.ts";

const SSHD = "/usr/sbin/sshd";
const user = userInfo().username;

export interface SshServer {
	host: string;
	port: number;
	user: string;
	/** Its host key as known_hosts has it: type and key. */
	hostKey: string;
	/** From now on it shows another key. */
	changeKey(): Promise<void>;
	/** Ends it and every session on it, as a crash does. */
	kill(): Promise<void>;
	startAgain(): Promise<void>;
	stop(): Promise<void>;
}

export interface SshPlace {
	/** A home with .ssh in it. */
	home: string;
	/** Let in everywhere. */
	keyFile: string;
	lockedKeyFile: string;
	/** Not let in. */
	strangerKeyFile: string;
	server(options?: { forwarding?: boolean; only?: string }): Promise<SshServer>;
	/** Writes ~/.ssh/known_hosts. */
	know(...servers: SshServer[]): void;
	/** An agent that holds the key; gives the path of its socket. */
	agent(): Promise<{ socket: string; stop(): void }>;
	stop(): Promise<void>;
}

export const KEY_PASSWORD = "opens the key";

/** Why there is none here. As root on Debian it is installed. */
export function missingSshd(): string | undefined {
	if (existsSync(SSHD)) return undefined;
	if (process.getuid?.() !== 0) return "sshd is not installed";
	try {
		installPackages(["openssh-server"]);
	} catch {
		return "sshd is not installed, and apt-get could not install it";
	}
	return existsSync(SSHD) ? undefined : "sshd is not installed, though apt-get says that it is";
}

export function sshPlace(): SshPlace {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-ssh-"));
	const home = join(folder, "home");
	mkdirSync(join(home, ".ssh"), { recursive: true, mode: 0o700 });
	// Where sshd takes its privileges apart; Debian makes it at boot only.
	mkdirSync("/run/sshd", { recursive: true });
	const keyFile = keyIn(folder, "key");
	const lockedKeyFile = keyIn(folder, "locked", KEY_PASSWORD);
	const strangerKeyFile = keyIn(folder, "stranger");
	const authorized = join(folder, "authorized_keys");
	writeFileSync(authorized, [keyFile, lockedKeyFile].map((file) => readFileSync(`${file}.pub`, "utf8")).join(""));
	chmodSync(authorized, 0o600);
	const servers: SshServer[] = [];
	return {
		home,
		keyFile,
		lockedKeyFile,
		strangerKeyFile,
		async server({ forwarding = true, only } = {}) {
			const server = await startServer(join(folder, `server-${servers.length}`), { authorized, forwarding, only });
			servers.push(server);
			return server;
		},
		know(...known) {
			const lines = known.map(({ host, port, hostKey }) => `[${host}]:${port} ${hostKey}\n`);
			writeFileSync(join(home, ".ssh", "known_hosts"), lines.join(""));
		},
		async agent() {
			const socket = join(folder, "agent");
			const child = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
			while (!existsSync(socket)) await sleep(10);
			const added = await runProgram("ssh-add", ["-q", keyFile], { env: { SSH_AUTH_SOCK: socket } });
			if (added.code !== 0) throw new Error(added.stderr);
			return { socket, stop: () => child.kill() };
		},
		async stop() {
			for (const server of servers) await server.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function keyIn(folder: string, name: string, password = ""): string {
	const file = join(folder, name);
	execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", password, "-f", file, "-C", name]);
	return file;
}

interface ServerOptions {
	authorized: string;
	forwarding: boolean;
	/** The one place that it leads to. */
	only: string | undefined;
}

async function startServer(folder: string, options: ServerOptions): Promise<SshServer> {
	mkdirSync(folder);
	let keys = 0;
	const newKey = (): string => keyIn(folder, `host-${keys++}`);
	let hostKeyFile = newKey();
	const port = await freePort();
	let child: ChildProcess | undefined;
	const start = async (): Promise<void> => {
		const file = join(folder, "config");
		writeFileSync(file, configuration(port, hostKeyFile, options));
		// A group of its own, so that its sessions' processes can be ended with it.
		child = spawn(SSHD, ["-D", "-e", "-f", file], { stdio: "ignore", detached: true });
		while (!(await answers(port))) await sleep(20);
	};
	const kill = async (): Promise<void> => {
		if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, "exit");
		const sessions = sessionsOf(child.pid);
		for (const pid of [child.pid, ...sessions]) endProcess(pid);
		await ended;
	};
	await start();
	return {
		host: "127.0.0.1",
		port,
		user,
		get hostKey() {
			return readFileSync(`${hostKeyFile}.pub`, "utf8").split(" ").slice(0, 2).join(" ");
		},
		async changeKey() {
			await kill();
			hostKeyFile = newKey();
			await start();
		},
		kill,
		startAgain: start,
		stop: kill,
	};
}

/** Every process below this one. */
function sessionsOf(pid: number): number[] {
	let children: number[] = [];
	try {
		const text = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
		children = text.split(/\s+/).filter(Boolean).map(Number);
	} catch {
		return [];
	}
	return children.flatMap((child) => [child, ...sessionsOf(child)]);
}

function endProcess(pid: number): void {
	try {
		process.kill(pid, "SIGKILL");
	} catch {
		// Gone by itself.
	}
}

function configuration(port: number, hostKey: string, { authorized, forwarding, only }: ServerOptions): string {
	return [
		`Port ${port}`,
		"ListenAddress 127.0.0.1",
		`HostKey ${hostKey}`,
		`AuthorizedKeysFile ${authorized}`,
		"PidFile none",
		"UsePAM no",
		"StrictModes no",
		"PasswordAuthentication no",
		"KbdInteractiveAuthentication no",
		"PermitRootLogin prohibit-password",
		`AllowTcpForwarding ${forwarding ? "yes" : "no"}`,
		...(only === undefined ? [] : [`PermitOpen ${only}`]),
		"",
	].join("\n");
}

async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	server.close();
	await once(server, "close");
	if (typeof address !== "object" || !address) throw new Error("no port");
	return address.port;
}

function answers(port: number): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect({ host: "127.0.0.1", port });
		socket.once("data", () => {
			socket.destroy();
			done(true);
		});
		socket.once("error", () => done(false));
	});
}
