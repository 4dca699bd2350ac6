#!/usr/bin/env node
// The command `bulkhead`: finds the Node that Bulkhead was installed with (better-sqlite3 needs 22 or newer) and runs dist/cli/cli.js.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const script = fileURLToPath(new URL("dist/cli/cli.js", root));
/** What V8 made of the code is kept beside it, for the next start; where that may not be written, nothing is lost but time. */
const compiled = fileURLToPath(new URL("dist/compiled", root));
const windows = process.platform === "win32";
const ownNode = fileURLToPath(new URL(`node_modules/node/bin/node${windows ? ".exe" : ""}`, root));

// The process list is everybody's to read, and an address on the command line may hold a password: this writes over it.
process.title = "bulkhead";

if (!existsSync(script)) {
	refuse("Bulkhead is not built yet: run `npm run build` in its folder, then try again.");
} else if (Number(process.versions.node.split(".")[0]) >= 22) {
	module.enableCompileCache?.(compiled);
	await import(new URL("dist/cli/cli.js", root).href);
} else if (existsSync(ownNode)) {
	runWith(ownNode);
} else {
	refuse(`Bulkhead needs Node 22 or newer, and this is ${process.version}: run \`npm ci\`, which brings its own.`);
}

/** Standard input and output, and the descriptors that variables such as BULKHEAD_MASTER_PASSWORD_FD name. */
function handedOn() {
	const named = ["BULKHEAD_MASTER_PASSWORD_FD", "BULKHEAD_PASSPHRASE_FD"].map((name) => Number(process.env[name]));
	const open = named.filter((fd) => Number.isInteger(fd) && fd > 2 && fd < 256);
	const highest = Math.max(2, ...open);
	return Array.from({ length: highest + 1 }, (_, fd) => (fd <= 2 || open.includes(fd) ? fd : "ignore"));
}

function refuse(message) {
	if (process.argv.includes("--json"))
		process.stdout.write(`${JSON.stringify({ error: { code: "BAD_USAGE", message } })}\n`);
	process.stderr.write(`${message}\n`);
	process.exitCode = 2;
}

/** The arguments travel in the environment, which only this user can read. A terminal sends Ctrl-C to the whole group, others only to us: what we are sent is passed on, and the child decides. */
function runWith(node) {
	const handed = { BULKHEAD_ARGUMENTS: JSON.stringify(process.argv.slice(2)), NODE_COMPILE_CACHE: compiled };
	const env = { ...process.env, ...handed };
	const child = spawn(node, [script], { stdio: handedOn(), env });
	for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
	process.on("SIGINT", () => {
		if (!process.stdin.isTTY) child.kill("SIGINT");
	});
	child.on("exit", (code, signal) => {
		process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
	});
}
