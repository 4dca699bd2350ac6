import fc from "fast-check";
import { expect, test } from "vitest";
import { systemClock } from "../adapters/system/system.ts";
import type { Core } from "../core/core.ts";
import { createJobs } from "../core/jobs.ts";
import { jobsHandlers } from "../core/jobs-handlers.ts";
import { serveClient } from "./serve-client.ts";

/** A core that knows jobs only: enough to answer, and nothing outside of it is reached. */
const core = { router: { jobs: jobsHandlers(createJobs(systemClock)) } } as unknown as Core;

/** Says one thing to the core; answers with what came back, or "refused". */
async function say(data: unknown): Promise<"refused" | string> {
	const heard = Promise.withResolvers<"refused" | string>();
	serveClient(core, {
		send: (text) => heard.resolve(text),
		onMessage: (listener) => listener(data),
		onClose() {},
		refuse: () => heard.resolve("refused"),
	});
	return Promise.race([heard.promise, new Promise<string>((done) => setTimeout(done, 250, "silence"))]);
}

const request = (path: string, rest: object = {}) => JSON.stringify({ i: "1", p: { u: path, ...rest } });

test("a request is answered under its number", async () => {
	expect(JSON.parse(await say(request("/jobs/list")))).toMatchObject({ i: "1", p: { b: { json: { jobs: [] } } } });
});

test("a procedure that is not there is an answer, not a fault", async () => {
	for (const path of ["/nothing/here", "/__proto__/x", "/constructor", "/jobs", "/jobs/list/more", "/toString"]) {
		expect([path, JSON.parse(await say(request(path))).p.s]).toEqual([path, 404]);
	}
});

test.each([
	...[undefined, null, 7, {}, [], new ArrayBuffer(8), "", "{", "null", "[]", "{}", '{"i":1,"p":{"u":"/jobs/list"}}'],
	...['{"i":"1"}', '{"i":"1","p":[]}', '{"i":"1","t":2,"p":{"u":"/jobs/list"}}', '{"i":"1","t":3,"p":{}}'],
	...[request("jobs/list"), request("http://evil/"), request("/jobs/../list"), request("/jobs/list?x"), request("/")],
	...[request("/jobs/list", { h: {} }), request("/jobs/list", { m: "GET" })],
	JSON.stringify({ i: "1".repeat(33), p: { u: "/jobs/list" } }),
	request("/jobs/list", { b: "x".repeat(1024 * 1024) }),
])("%# what is no message of our client is refused", async (data) => {
	expect(await say(data)).toBe("refused");
});

/** What looks like a message in places and is anything at all in others. */
const anything = fc.oneof(
	fc.json({ maxDepth: 4 }),
	fc.string(),
	fc
		.record(
			{
				i: fc.oneof(fc.string({ maxLength: 40 }), fc.integer()),
				t: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.string()),
				p: fc.oneof(
					fc.jsonValue({ maxDepth: 2 }),
					fc.record(
						{
							u: fc.oneof(fc.constantFrom("/jobs/list", "/jobs/watch", "/jobs/cancel", "/__proto__/x"), fc.string()),
							b: fc.oneof(
								fc.jsonValue({ maxDepth: 4 }),
								fc.record({ json: fc.jsonValue(), meta: fc.jsonValue({ maxDepth: 3 }) }),
							),
							h: fc.jsonValue({ maxDepth: 1 }),
						},
						{ requiredKeys: ["u"] },
					),
				),
			},
			{ requiredKeys: ["i", "p"] },
		)
		.map((message) => JSON.stringify(message)),
);

test("a thousand hostile messages are each refused or answered, none breaks anything", async () => {
	const faults: unknown[] = [];
	const onFault = (reason: unknown) => faults.push(reason);
	process.on("unhandledRejection", onFault);
	try {
		await fc.assert(
			fc.asyncProperty(anything, async (message) => {
				const answer = await say(message);
				// An abort of a call that is not there is heard and needs no answer.
				const isAbort = answer === "silence" && JSON.parse(message).t === 4;
				if (answer !== "refused" && !isAbort) expect(JSON.parse(answer)).toHaveProperty("i");
			}),
			{ numRuns: 1_000 },
		);
		expect(Object.keys(Object.prototype)).toEqual([]);
		expect(faults).toEqual([]);
	} finally {
		process.off("unhandledRejection", onFault);
	}
});
