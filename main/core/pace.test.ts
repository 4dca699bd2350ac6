import { expect, test } from "vitest";
import type { JobProgress } from "../contract/index.ts";
import { openPace } from "./pace.ts";

const OF = 3_000;
const numbered = (index: number) => ({ migration: "001", index, of: OF, line: index });

/** A pace over a clock that the test moves; `told` has what was told, as "started 7" and "done 7". */
function paced() {
	let now = 0;
	let wake = (): void => {};
	const told: string[] = [];
	const report = (progress: JobProgress): void => {
		if ("index" in progress) told.push(`${progress.kind.replace("statement-", "")} ${progress.index}`);
	};
	const sleep = (_ms: number, signal?: AbortSignal): Promise<void> =>
		new Promise((done, fail) => {
			wake = done;
			signal?.addEventListener("abort", () => fail(signal.reason));
		});
	const pace = openPace({ now: () => new Date(), monotonic: () => now, sleep }, report);
	return {
		told,
		pace,
		start: (index: number) => pace.report({ kind: "statement-started", ...numbered(index), text: "SELECT 1" }),
		end: (index: number) => pace.report({ kind: "statement-done", ...numbered(index), ms: 0 }),
		async pass(ms: number) {
			now += ms;
			wake();
			await Promise.resolve();
			await Promise.resolve();
		},
	};
}

test("the first thousand statements of a file are told one by one", () => {
	const { told, start, end } = paced();
	for (let index = 1; index <= 1_000; index += 1) {
		start(index);
		end(index);
	}
	expect(told).toHaveLength(2_000);
});

test("later ones are told when nothing was told for a while, start and end together, and the file's last end always", async () => {
	const { told, start, end, pass } = paced();
	start(1_000);
	for (const index of [1_001, 1_002]) {
		start(index);
		end(index);
	}
	await pass(60);
	start(1_003);
	end(1_003);
	start(1_004);
	end(1_004);
	start(OF);
	end(OF);
	expect(told).toEqual(["started 1000", "started 1003", "done 1003", `done ${OF}`]);
});

test("one that takes long is told while it runs, though it started right after another", async () => {
	const { told, start, end, pass } = paced();
	start(1_000);
	end(1_000);
	start(1_001);
	end(1_001);
	start(1_002);
	expect(told).toEqual(["started 1000", "done 1000"]);
	await pass(60);
	expect(told).toEqual(["started 1000", "done 1000", "started 1002"]);
	end(1_002);
	expect(told.at(-1)).toBe("done 1002");
});

test("nothing is told after the file is done with", async () => {
	const { told, start, pace, pass } = paced();
	start(1_000);
	start(1_001);
	pace.stop();
	await pass(60);
	expect(told).toEqual(["started 1000"]);
});
