import { expect, test } from "vitest";
import { scoreTone } from "./index-score.ts";

const none = { ERROR: 0, WARN: 0, INFO: 0 };

test("what could not be judged is not well: no look is green with a question open, an error or no score", () => {
	expect(scoreTone({ score: 100, findings: none, open: 0 })).toBe("sealed");
	expect(scoreTone({ score: 100, findings: none, open: 1 })).toBe("look");
	expect(scoreTone({ score: null, findings: none })).toBe("look");
	expect(scoreTone({ score: 100, findings: { ...none, ERROR: 1 }, open: 0 })).toBe("alarm");
});
