/** Every procedure of the contract, through the built desktop app's port: who may not call it, and what it may not be called with. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contract } from "../../main/contract/index.ts";
import { hold, withStore } from "../helpers/pipes.ts";
import { type StandIn, withStandIn } from "../standin/standin.ts";

interface Procedure {
	path: string;
	takesInput: boolean;
}

/** All of them, as the contract itself lists them: a new one is tested without being named here. */
function proceduresOf(part: object, at: readonly string[] = []): Procedure[] {
	return Object.entries(part).flatMap(([name, value]: [string, Record<string, unknown>]) => {
		const facts = value["~orpc"] as { inputSchema?: unknown } | undefined;
		const here = [...at, name];
		return facts
			? [{ path: `/${here.join("/")}`, takesInput: facts.inputSchema !== undefined }]
			: proceduresOf(value, here);
	});
}

const procedures = proceduresOf(contract);
const paths = procedures.map(({ path }) => path);

let held: Awaited<ReturnType<typeof hold<StandIn>>>;
let app: StandIn;
let page: Page;
beforeAll(async () => {
	held = await hold<StandIn>((use) => withStore((folder) => withStandIn(folder, use)));
	app = held.lent;
	({ page } = app);
	await page.getByText("Connected to Bulkhead").waitFor();
});
afterAll(() => held.release());

interface Said {
	/** Requests, one after another through a port, and through a new one where it was ended. */
	messages: unknown[];
	/** Milliseconds for an answer. */
	patience: number;
}

/** In the page: what came back for each message; "ended" for a port that was closed, "nothing" for silence. */
async function speak({ messages, patience }: Said): Promise<unknown[]> {
	const askForPort = () =>
		new Promise<MessagePort>((done) => {
			const onMessage = ({ data, ports: [port] }: MessageEvent) => {
				if (data !== "bulkhead:port" || !port) return;
				window.removeEventListener("message", onMessage);
				done(port);
			};
			window.addEventListener("message", onMessage);
			window.bulkhead?.askForPort();
		});
	const outcomes: unknown[] = [];
	let port: MessagePort | undefined;
	for (const message of messages) {
		port = outcomes.at(-1) === "ended" || port === undefined ? await askForPort() : port;
		const asked = port;
		const heard = new Promise<unknown>((done) => {
			asked.onmessage = ({ data }) => done(data === null ? "ended" : data);
			setTimeout(() => done("nothing"), patience);
		});
		asked.postMessage(
			typeof message === "string" ? message.replace('"padding"', `"${"x".repeat(1_100_000)}"`) : message,
		);
		outcomes.push(await heard);
	}
	port?.close();
	return outcomes;
}

const through = (messages: unknown[]) => page.evaluate(speak, { messages, patience: 10_000 });
const request = (path: string, body: unknown) => JSON.stringify({ i: "1", p: { u: path, b: { json: body } } });

interface WireAnswer {
	p?: { s?: number; b?: { json?: { code?: string; message?: string } } };
}

const codeOf = (answer: unknown): string => {
	if (typeof answer !== "string") return String(answer);
	const { p } = JSON.parse(answer) as WireAnswer;
	return p?.b?.json?.code ?? `status ${p?.s ?? 200}`;
};

test("the contract has its procedures, and no other door leads to one: two channels are listened to, each once", async () => {
	expect(paths.length).toBeGreaterThan(100);
	for (const channel of ["bulkhead:ask-for-port", "bulkhead:language"]) {
		expect([channel, await app.ask("listeners", channel)]).toEqual([channel, 1]);
	}
	for (const path of paths) {
		for (const channel of [path, path.slice(1), path.slice(1).replaceAll("/", "."), `bulkhead:${path.slice(1)}`]) {
			expect([channel, await app.ask("listeners", channel)]).toEqual([channel, 0]);
		}
	}
});

test("no procedure is reached by a wrong sender: another origin, a frame inside, a frame that is gone", async () => {
	const ours = { origin: "app://bulkhead", isTop: true, detached: false };
	const others = [
		null,
		{ ...ours, isTop: false },
		{ ...ours, detached: true },
		...["null", "file://", "https://evil.example", "app://evil", "data:", "blob:"].map((origin) => ({
			...ours,
			origin,
		})),
	];
	for (const path of paths) {
		for (const sender of others) {
			await app.ask("sayAs", { channel: "bulkhead:ask-for-port", sender, args: [request(path, {})] });
			expect([path, sender, await app.ask("askAs", sender)]).toEqual([path, sender, false]);
		}
	}
});

test("no procedure is reached from a frame inside the page, whatever it says to the window", async () => {
	const reached = await page
		.evaluate(async (all) => {
			const heard: unknown[] = [];
			const listen = ({ ports, source }: MessageEvent) => {
				if (source !== window || ports.length > 0) heard.push("a port");
			};
			const frame = document.createElement("iframe");
			document.body.append(frame);
			const inner = frame.contentWindow as (Window & typeof globalThis) | null;
			inner?.addEventListener("message", listen);
			for (const path of all) {
				inner?.postMessage("bulkhead:ask-for-port", "*");
				inner?.eval?.call(inner, "0");
				heard.push(...("bulkhead" in (inner ?? {}) ? [path] : []));
			}
			await new Promise((done) => setTimeout(done, 200));
			frame.remove();
			return heard;
		}, paths)
		.catch((error: Error) => error.message);
	// The page's policy knows no eval, in a frame neither.
	expect(reached).toMatch(/EvalError|unsafe-eval/);
});

/** No input of any procedure, whatever it is: not its kind, or with a field that none has. */
const malformed: unknown[] = [
	7,
	"text",
	true,
	[],
	[{}],
	{ "no-such-field": 1 },
	JSON.parse('{"__proto__":{"polluted":1},"constructor":1}'),
];

test("each procedure refuses malformed input with a typed error, and none of it reaches an object's prototype", async () => {
	for (const { path, takesInput } of procedures) {
		const bodies = takesInput ? malformed : malformed.slice(0, 4);
		const codes = (await through(bodies.map((body) => request(path, body)))).map(codeOf);
		expect([path, codes]).toEqual([path, bodies.map(() => "BAD_INPUT")]);
	}
	expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	expect(codeOf((await through(['{"i":"1","p":{"u":"/jobs/list"}}']))[0])).toBe("status 200");
}, 240_000);

/** Padded by the page to more than one message may have: a megabyte for each would be long on its way there. */
const PADDING = "padding";

test("each procedure refuses what is no message and what is too large, which ends that port and no other", async () => {
	for (const path of paths) {
		const bad = [
			request(path, { text: PADDING }),
			JSON.stringify({ i: "1", p: { u: path, h: { "content-type": "multipart/form-data" } } }),
			{ i: "1", p: { u: path } },
		];
		expect([path, await through(bad)]).toEqual([path, bad.map(() => "ended")]);
	}
	await page.getByText("Connected to Bulkhead").waitFor();
}, 240_000);
