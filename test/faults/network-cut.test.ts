/** The network is cut in the middle of a run, at points of the conversation: both ways closed, answers lost, silence without an end. */
import { test } from "vitest";
import { type Breaker, breakScene, report, sceneNames, withStage } from "../helpers/fault-matrix.ts";

const closed: Breaker = ({ proxy, moment, run }) => {
	proxy.arm(moment, "closed");
	return run();
};

const unanswered: Breaker = ({ proxy, moment, run }) => {
	proxy.arm(moment, "unanswered");
	return run();
};

test.each(sceneNames)("%s, while the link is closed: ledger and catalogue agree, and the next run goes on", (name) =>
	withStage(async (stage) => report(`${name}, closed`, await breakScene(stage, name, closed))),
);

test.each(sceneNames)("%s, while answers are lost and requests still arrive: the same", (name) =>
	withStage(async (stage) => report(`${name}, unanswered`, await breakScene(stage, name, unanswered))),
);
