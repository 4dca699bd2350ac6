/** The network is cut in the middle of a run, at points of the conversation: both ways closed, answers lost, silence without an end. */
import { expect, test } from "vitest";
import { type Breaker, breakScene, type Outcome, report, sceneNames, withStage } from "../helpers/fault-matrix.ts";
import type { Cut } from "../helpers/tcp-proxy.ts";

const cut =
	(how: Cut): Breaker =>
	({ proxy, moment, run }) => {
		proxy.arm(moment, how);
		return run();
	};

test.each(sceneNames)("%s, while the link is closed: ledger and catalogue agree, and the next run goes on", (name) =>
	withStage(async (stage) => report(`${name}, closed`, await breakScene(stage, name, cut("closed"), { atOnce: 2 }))),
);

test.each(sceneNames)("%s, while answers are lost and questions still arrive: the same", (name) =>
	withStage(async (stage) =>
		report(`${name}, unanswered`, await breakScene(stage, name, cut("unanswered"), { atOnce: 2 })),
	),
);

/** Milliseconds until a silent network ends a run: a minute where it was in a COPY, and some for all else that it does. */
const PATIENCE = 100_000;

test.each(sceneNames)(
	"%s, while the network goes silent without an end: it ends all the same, and the same holds",
	(name) =>
		withStage(async (stage) => {
			let longest = 0;
			const silent: Breaker = async (breaking) => {
				const began = performance.now();
				const ended = await cut("silent")(breaking);
				longest = Math.max(longest, performance.now() - began);
				return ended;
			};
			// They wait, most of the time.
			report(`${name}, silent`, await breakScene(stage, name, silent, { atOnce: 25 }));
			process.stdout.write(`${name}, silent: the longest took ${Math.round(longest / 1_000)} s\n`);
			expect(longest).toBeLessThan(PATIENCE);
		}),
);

test.each(sceneNames)(
	"%s, the answer to each COMMIT lost: what was committed is known to be, and the next run goes on",
	(name) =>
		withStage(async (stage) => {
			const outcome: Outcome = { wrong: [], endings: {} };
			for (let commits = 1, more = true; more; commits += 1) {
				const one = await breakScene(
					stage,
					name,
					async ({ proxy, run }) => {
						proxy.arm({ commits }, "unanswered");
						const ended = await run();
						more = proxy.cut();
						return ended;
					},
					{ points: 1 },
				);
				outcome.wrong.push(...one.wrong.map((each) => `COMMIT ${commits}: ${each}`));
				for (const [ending, times] of Object.entries(one.endings))
					outcome.endings[ending] = (outcome.endings[ending] ?? 0) + times;
			}
			report(`${name}, COMMIT unanswered`, outcome);
			expect(Object.values(outcome.endings).reduce((sum, times) => sum + times)).toBeGreaterThan(2);
		}),
);
