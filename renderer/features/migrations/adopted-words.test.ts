import { expect, test } from "vitest";
import { adoptedWords } from "./adopted-words.ts";

const adopted = { id: "001", name: "init", checks: 0 };
const history = { tool: "flyway", table: "public.flyway_schema_history", version: "1" } as const;

test("what was adopted on a history alone does not say that checks hold, and checks alone name no history", () => {
	expect(adoptedWords({ ...adopted, history })).toBe("public.flyway_schema_history has 1");
	expect(adoptedWords({ ...adopted, checks: 3 })).toBe("all 3 checks hold");
	expect(adoptedWords({ ...adopted, checks: 1, history })).toBe("public.flyway_schema_history has 1 · its check holds");
});
