import { type ClientContext, type ClientLink, ORPCError } from "@orpc/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepOpen, type PipeState } from "./keep-open.ts";
import { type Door, PipeLost, type Wire } from "./wire.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

type Call = ClientLink<ClientContext>["call"];

/** A door that a test opens and breaks by hand. */
function handDoor(call: Call = async () => "answer") {
	const tries: PromiseWithResolvers<Wire>[] = [];
	const ends: PromiseWithResolvers<"broken" | "shut">[] = [];
	const door: Door = {
		open() {
			const trying = Promise.withResolvers<Wire>();
			tries.push(trying);
			return trying.promise;
		},
	};
	const settle = () => vi.advanceTimersByTimeAsync(0);
	return {
		door,
		tries,
		async open() {
			const end = Promise.withResolvers<"broken" | "shut">();
			ends.push(end);
			tries.at(-1)?.resolve({ link: { call }, closed: end.promise });
			await settle();
		},
		async fail() {
			tries.at(-1)?.reject(new Error("no way in"));
			await settle();
		},
		async end(how: "broken" | "shut") {
			ends.at(-1)?.resolve(how);
			await settle();
		},
	};
}

const call = (pipe: ReturnType<typeof keepOpen>, signal?: AbortSignal) =>
	pipe.link.call(["jobs", "list"], undefined, { context: {}, ...(signal ? { signal } : {}) });

test("the first calls wait until the pipe is open", async () => {
	const hand = handDoor();
	const pipe = keepOpen(hand.door);
	expect(pipe.state()).toBe("connecting");
	const answer = call(pipe);
	await hand.open();
	expect(await answer).toBe("answer");
	expect(pipe.state()).toBe("open");
});

test("while it is lost, calls reject at once with an error that is no answer of the core", async () => {
	const hand = handDoor();
	const pipe = keepOpen(hand.door);
	const waiting = call(pipe);
	waiting.catch(() => {});
	await hand.fail();
	expect(pipe.state()).toBe("lost");
	await expect(waiting).rejects.toBeInstanceOf(PipeLost);
	await expect(call(pipe)).rejects.toBeInstanceOf(PipeLost);
});

test("a wire that broke is replaced by itself, and who listens is told of each change once", async () => {
	const hand = handDoor();
	const pipe = keepOpen(hand.door);
	const heard: PipeState[] = [];
	const stop = pipe.subscribe(() => heard.push(pipe.state()));
	await hand.open();
	await hand.end("broken");
	await vi.advanceTimersByTimeAsync(200);
	await hand.fail();
	await vi.advanceTimersByTimeAsync(400);
	await hand.open();
	expect(heard).toEqual(["open", "lost", "open"]);
	stop();
	await hand.end("broken");
	expect(heard).toHaveLength(3);
	expect(pipe.state()).toBe("lost");
});

test("each further try waits twice as long, up to five seconds, and from the start again after it was open", async () => {
	const hand = handDoor();
	keepOpen(hand.door);
	for (const wait of [200, 400, 800, 1_600, 3_200, 5_000, 5_000]) {
		const before = hand.tries.length;
		await hand.fail();
		await vi.advanceTimersByTimeAsync(wait - 1);
		expect(hand.tries).toHaveLength(before);
		await vi.advanceTimersByTimeAsync(1);
		expect(hand.tries).toHaveLength(before + 1);
	}
	await hand.open();
	const before = hand.tries.length;
	await hand.end("broken");
	await vi.advanceTimersByTimeAsync(200);
	expect(hand.tries).toHaveLength(before + 1);
});

test("a door that is shut is not tried again", async () => {
	const hand = handDoor();
	const pipe = keepOpen(hand.door);
	await hand.open();
	await hand.end("shut");
	await vi.advanceTimersByTimeAsync(60_000);
	expect(hand.tries).toHaveLength(1);
	expect(pipe.state()).toBe("lost");
});

test("an error of the core and the caller's own stop pass as they are; what else breaks a call is PipeLost with its cause", async () => {
	const thrown: unknown[] = [];
	const hand = handDoor(async () => {
		throw thrown.at(-1);
	});
	const pipe = keepOpen(hand.door);
	await hand.open();
	thrown.push(new ORPCError("NOT_FOUND"));
	await expect(call(pipe)).rejects.toBe(thrown.at(-1));
	thrown.push(new Error("aborted"));
	await expect(call(pipe, AbortSignal.abort())).rejects.toBe(thrown.at(-1));
	await expect(call(pipe)).rejects.toMatchObject({ name: "PipeLost", cause: thrown.at(-1) });
});
