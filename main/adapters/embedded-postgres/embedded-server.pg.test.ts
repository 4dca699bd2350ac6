import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from "vitest";
import type { EmbeddedServerPort } from "../../core/ports.ts";
import { embeddedServer } from "./embedded-server.ts";

const trusted = { user: "somebody", database: "something" };

let root: string;
let embedded: EmbeddedServerPort;

beforeAll(() => {
	root = mkdtempSync(join(inject("clusters"), "embedded-"));
	chmodSync(root, 0o755);
	embedded = embeddedServer(join(root, "server"));
});
afterAll(() => embedded.destroy());

function start(steps: string[] = []) {
	return embedded.start({ onStep: (text) => steps.push(text), trusted });
}

const inData = (name: string) => join(embedded.folder, "data", name);

test("a cluster is made once, started, and found running; its address stays", async () => {
	expect(await embedded.state()).toBe("absent");
	const steps: string[] = [];
	const first = await start(steps);
	expect(steps).toHaveLength(2);
	expect(first).toMatchObject({ host: "127.0.0.1", reused: false });
	expect(await start()).toEqual({ ...first, reused: true });
	expect(await embedded.stop({ onlyOurs: true })).toBe(true);
	expect(await embedded.state()).toBe("stopped");
	expect(await start()).toEqual(first);
});

test("the trusted login comes before all others in pg_hba.conf, for its own database and this machine only", () => {
	const [line] = readFileSync(inData("pg_hba.conf"), "utf8").split("\n");
	expect(line).toBe("host something somebody 127.0.0.1/32 trust");
});

test("where another listens on the port, the server takes one that is free", async () => {
	const { port } = await start();
	await embedded.stop({ onlyOurs: false });
	const other = createServer();
	await new Promise<void>((done) => other.listen(port, "127.0.0.1", done));
	onTestFinished(() => void other.close());
	expect((await start()).port).not.toBe(port);
});

test("a pid file that names somebody else's process does not keep the server from starting, and that process lives", async () => {
	await embedded.stop({ onlyOurs: false });
	const stranger = sleeper();
	writeFileSync(inData("postmaster.pid"), `${stranger.pid}\n${inData("")}\n1700000000\n5432\n\n127.0.0.1\n`);
	expect(await embedded.state()).toBe("stopped");
	expect((await start()).reused).toBe(false);
	expect(stranger.exitCode).toBeNull();
});

test("the server stays while another Bulkhead uses it; one that died does not count", async () => {
	await start();
	const server = readFileSync(inData("postmaster.pid"), "utf8").split("\n")[0] ?? "";
	const other = sleeper();
	writeFileSync(join(embedded.folder, "users", String(other.pid)), server);
	expect(await embedded.stop({ onlyOurs: true })).toBe(false);
	expect(await embedded.state()).toBe("running");
	await start();
	other.kill("SIGKILL");
	await new Promise((done) => other.once("close", done));
	expect(await embedded.stop({ onlyOurs: true })).toBe(true);
});

test("a server that was told to stay stays, until somebody stops it for all; the next one was told nothing", async () => {
	await start();
	embedded.keep();
	expect(await embedded.stop({ onlyOurs: true })).toBe(false);
	expect(await embedded.stop({ onlyOurs: false })).toBe(true);
	await start();
	expect(await embedded.stop({ onlyOurs: true })).toBe(true);
});

test("a Bulkhead that does not use the server does not stop it", async () => {
	await start();
	rmSync(join(embedded.folder, "users", String(process.pid)));
	expect(await embedded.stop({ onlyOurs: true })).toBe(false);
	expect(await embedded.state()).toBe("running");
});

test("what a maker that was killed left behind is no cluster, and goes when one is made", async () => {
	const other = embeddedServer(join(root, "half"));
	onTestFinished(() => other.destroy());
	const left = join(other.folder, "making-4194305-0badcafe");
	mkdirSync(join(left, "data"), { recursive: true });
	expect(await other.state()).toBe("absent");
	await other.start({ onStep: () => {}, trusted });
	expect(existsSync(left)).toBe(false);
	expect(readdirSync(other.folder).filter((name) => name.startsWith("making"))).toEqual([]);
});

test("two that make the cluster at the same moment get the same server", async () => {
	const one = embeddedServer(join(root, "twice"));
	const two = embeddedServer(join(root, "twice"));
	onTestFinished(() => one.destroy());
	const [first, second] = await Promise.all([one, two].map((each) => each.start({ onStep: () => {}, trusted })));
	expect(second?.port).toBe(first?.port);
	expect(second?.password).toBe(first?.password);
});

test("a cluster that is damaged is an error with PostgreSQL's own words and the way out, and can be thrown away", async () => {
	const other = embeddedServer(join(root, "damaged"));
	onTestFinished(() => other.destroy());
	await other.start({ onStep: () => {}, trusted });
	await other.stop({ onlyOurs: false });
	rmSync(join(other.folder, "data", "global", "pg_control"));
	const failed = await other.start({ onStep: () => {}, trusted }).catch((error: unknown) => error);
	expect(failed).toMatchObject({ code: "DEMO_FAILED", data: { hint: expect.stringContaining("--reset") } });
	expect(String(failed)).toContain("pg_control");
	await other.destroy();
	expect(await other.state()).toBe("absent");
});

test("a disk without room is DISK_FULL before anything is made, with both figures", async (context) => {
	const small = join(root, "small");
	mkdirSync(small);
	try {
		execFileSync("mount", ["-t", "tmpfs", "-o", "size=48m", "tmpfs", small], { stdio: "pipe" });
	} catch {
		context.skip("only root may mount a small disk");
	}
	onTestFinished(() => void execFileSync("umount", [small]));
	const other = embeddedServer(join(small, "demo"));
	await expect(other.start({ onStep: () => {}, trusted })).rejects.toMatchObject({
		code: "DISK_FULL",
		message: expect.stringMatching(/needs 400 MB .* has 4\d MB/),
		data: { hint: expect.stringContaining("--store") },
	});
	expect(readdirSync(small)).toEqual([]);
});

function sleeper(): ChildProcess {
	const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "ignore" });
	onTestFinished(() => void child.kill("SIGKILL"));
	return child;
}
