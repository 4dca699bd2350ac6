// npm start: builds what is not built or not new, then shows Bulkhead: in Electron where its program is, else in an app window
// of an installed browser, else by an address to open. `npm start -- --port N` chooses the port of the last two.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openAppWindow } from "./start/app-window.mjs";
import { findBrowser, findElectron, hasDisplay, isRoot } from "./start/find-programs.mjs";
import { isStale } from "./start/is-stale.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

try {
	const port = readPort();
	await buildWhenStale();
	const electron = hasDisplay() && !isRoot && port === undefined ? findElectron(root) : undefined;
	process.exitCode = electron ? await runElectron(electron) : await runBrowserHost(port);
} catch (error) {
	console.error(error.message);
	process.exitCode = error.exit ?? 2;
}

function readPort() {
	const { port } = parseArgs({ options: { port: { type: "string" } } }).values;
	if (port === undefined) return undefined;
	if (/^\d{1,5}$/.test(port) && Number(port) < 65_536) return Number(port);
	throw new Error(`--port is a number from 0 to 65535, not ${port}.`);
}

async function buildWhenStale() {
	if (!isStale(root)) return;
	console.log("Building …");
	const { build } = await import("./build.mjs");
	await build();
}

/** Electron ends itself when its window is closed; what we are told to do, it is told. */
function runElectron(program) {
	const child = spawn(program, [root], { stdio: "inherit" });
	onInterrupt(() => child.kill("SIGINT"));
	return new Promise((done) => child.on("exit", (code) => done(code ?? 0)));
}

async function runBrowserHost(port) {
	const { start } = await import(new URL("../dist/cli/start.js", import.meta.url).href);
	const started = await start(port === undefined ? {} : { port });
	if (started.error) throw Object.assign(new Error(inWords(started.error)), { exit: started.exit });
	const interrupted = new Promise((done) => onInterrupt(done));
	const window = hasDisplay() ? await openWindow(started) : undefined;
	if (window) tellWindow();
	else tellAddress(started);
	await Promise.race([interrupted, ...(window ? [window.closed] : [])]);
	window?.close();
	console.log("Ending …");
	await started.close();
	return 0;
}

function tellWindow() {
	console.log("Bulkhead is open in a window of its own. Close it, or press Ctrl-C here, to end Bulkhead.");
	if (!findElectron(root))
		console.log("(Electron is not on this machine; `npx install-electron` fetches it for the next start.)");
}

/** Undefined where there is no browser for it, or it did not come up; the address is as good. */
async function openWindow({ url, store }) {
	const browser = isRoot ? undefined : findBrowser();
	if (!browser) return undefined;
	return openAppWindow(browser, url, join(store, "window")).catch(() => undefined);
}

function tellAddress({ url, demo }) {
	const why = hasDisplay()
		? "No window could be opened here (it needs Chrome, Chromium or Edge, and a user who is not root)."
		: "There is no display here.";
	const { port } = new URL(url);
	console.log(`${why} Open this address in a browser on this machine; it works once:\n\n  ${url}\n`);
	console.log(`From another machine: ssh -L ${port}:127.0.0.1:${port} USER@HOST, then the same address.`);
	console.log("Ctrl-C ends Bulkhead.");
	void demo().then(tellDemo);
}

function tellDemo(result) {
	if (result === undefined)
		console.log("The demo was not started, for there are saved connections; the start screen starts it.");
	else if (result.error) console.error(`The demo did not start. ${inWords(result.error)}`);
	else {
		const counted = `${result.tenants} tenants, ${result.tables} tables, ${result.rows} rows`;
		console.log(`The demo is ready: ${counted}, on ${result.url}`);
	}
}

/** The first Ctrl-C ends Bulkhead in order, the second at once. One press may arrive twice: npm passes on what it hears. */
function onInterrupt(act) {
	let first;
	for (const signal of ["SIGINT", "SIGTERM"]) {
		process.on(signal, () => {
			if (first === undefined) act();
			else if (performance.now() - first > 500) process.exit(130);
			first ??= performance.now();
		});
	}
}

function inWords({ code, message, hint }) {
	return [`${code}: ${message}`, ...(hint ? [`  next: ${hint}`] : [])].join("\n");
}
