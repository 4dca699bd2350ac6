/** `bulkhead serve` as it is run: the built program in a process of its own. */
import { type ChildProcess, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../helpers/browser-host.ts";
import { type CliRun, runCli } from "../helpers/run-cli.ts";

let store = "";
beforeAll(() => {
	store = mkdtempSync(join(tmpdir(), "bulkhead-serve-"));
});
afterAll(() => rmSync(store, { recursive: true }));

/** Lends the address that is printed, then ends the program by this signal. */
async function served(args: string[], signal: NodeJS.Signals, use: (url: URL) => Promise<void>): Promise<CliRun> {
	const printed = Promise.withResolvers<string>();
	const begun = Promise.withResolvers<ChildProcess>();
	const run = runCli(store, ["serve", ...args], {
		started(child) {
			begun.resolve(child);
			child.stdout?.on("data", (text: string) => printed.resolve(text));
			child.on("exit", () => printed.reject(new Error("it ended before it printed an address")));
		},
	});
	const child = await begun.promise;
	try {
		const text = await printed.promise;
		await use(new URL(args.includes("--json") ? JSON.parse(text).url : text.trim()));
	} finally {
		child.kill(signal);
	}
	return run;
}

test("serve prints one address on loopback with a token, answers there, and ends in order by Ctrl-C", async () => {
	const run = await served([], "SIGINT", async (url) => {
		expect(url).toMatchObject({ protocol: "http:", hostname: "127.0.0.1", pathname: "/" });
		expect(url.searchParams.get("token")).toMatch(/^[\w-]{43}$/);
		expect((await ask(Number(url.port), "/")).status).toBe(401);
		expect((await ask(Number(url.port), url.pathname + url.search)).status).toBe(303);
	});
	expect(run.code).toBe(0);
	expect(run.stdout.trim().split("\n")).toHaveLength(1);
	expect(run.stderr).toContain("ssh -L");
});

test("with --json it is one document with the address, and SIGTERM ends it as well", async () => {
	const run = await served(["--json"], "SIGTERM", async (url) => expect(url.searchParams.has("token")).toBe(true));
	expect(run).toMatchObject({ code: 0, json: { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/) } });
});

test("a port in use is told with exit 2 and the way out, and the one that is asked for is used when it is free", async () => {
	const other = createServer();
	await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
	const { port } = other.address() as { port: number };
	const args = ["--port", String(port)];
	try {
		expect(await runCli(store, ["serve", ...args, "--json"])).toMatchObject({
			code: 2,
			json: { error: { code: "PORT_IN_USE", hint: expect.stringContaining("--port") } },
		});
	} finally {
		await new Promise((done) => other.close(done));
	}
	await served(args, "SIGINT", async (url) => expect(url.port).toBe(String(port)));
});

test.each([
	["--port", "x"],
	["--port", "-1"],
	["--port", "65536"],
	["--port", ""],
	["--idle", "0"],
	["--idle", "soon"],
])("%s %j is bad usage", async (option, value) => {
	expect(await runCli(store, ["serve", `${option}=${value}`, "--json"])).toMatchObject({
		code: 2,
		json: { error: { code: "BAD_USAGE", message: expect.stringContaining(option) } },
	});
});

/** A Node of this machine that is older than what Bulkhead needs, where there is one. */
const older = (process.env.PATH ?? "")
	.split(delimiter)
	.filter((folder) => !folder.includes("node_modules"))
	.map((folder) => join(folder, "node"))
	.find((node) => Number(/^v(\d+)/.exec(spawnSync(node, ["--version"]).stdout?.toString() ?? "")?.[1]) < 22);

test.runIf(older)("started by a Node that is too old, the command goes on with its own", () => {
	const launcher = resolve("main/hosts/cli/bulkhead.mjs");
	const run = spawnSync(older ?? "", [launcher, "connections", "list", "--json", "--store", store], {
		encoding: "utf8",
	});
	expect({ status: run.status, stdout: run.stdout }).toEqual({ status: 0, stdout: '{"connections":[]}\n' });
});
