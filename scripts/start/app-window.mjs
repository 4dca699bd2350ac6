// A window of an installed browser with the app in it and nothing else around it.
import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Opens `url` (with its token) in an app window whose profile is `profile`, so that it is a browser of its own that ends with
 * its window. The address is told through the browser's own pipe and not as an argument: every user can read the arguments of
 * a process. Returns `closed`, which resolves when the window is gone, and `close`.
 */
export async function openAppWindow(browser, url, profile) {
	const child = spawn(
		browser,
		[
			"--app=data:text/html,<title>Bulkhead</title>",
			`--user-data-dir=${profile}`,
			"--no-first-run",
			"--no-default-browser-check",
			"--remote-debugging-pipe",
		],
		{ stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
	);
	const closed = once(child, "exit").then(() => undefined);
	const ask = talkTo(child);
	const { targetInfos } = await Promise.race([ask("Target.getTargets"), closed.then(nothing)]);
	const page = targetInfos.find(({ type }) => type === "page");
	const { sessionId } = await ask("Target.attachToTarget", { targetId: page.targetId, flatten: true });
	await ask("Page.navigate", { url }, sessionId);
	await ask("Target.detachFromTarget", { sessionId });
	return { closed, close: () => child.kill() };
}

function nothing() {
	throw new Error("the browser ended before it showed a window");
}

/** Chromium's protocol over its third and fourth file: JSON texts with a zero byte after each. */
function talkTo(child) {
	const [, , , requests, answers] = child.stdio;
	const waiting = new Map();
	let rest = "";
	answers.setEncoding("utf8").on("data", (chunk) => {
		const texts = (rest + chunk).split("\0");
		rest = texts.pop();
		for (const { id, result, error } of texts.map((text) => JSON.parse(text))) {
			if (error) waiting.get(id)?.reject(new Error(error.message));
			else waiting.get(id)?.resolve(result);
			waiting.delete(id);
		}
	});
	for (const stream of [requests, answers]) stream.on("error", () => {});
	let last = 0;
	return (method, params = {}, sessionId = undefined) => {
		last += 1;
		const answer = Promise.withResolvers();
		waiting.set(last, answer);
		requests.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
		return answer.promise;
	};
}
