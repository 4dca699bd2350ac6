import { expect, test } from "vitest";
import { readWave } from "./fleet-waves.ts";

test.each([
	["rest", { take: "rest" }],
	["10%", { take: "percent", percent: 10 }],
	["5", { take: "count", count: 5 }],
	["canary=shop 1, shop-2", { take: "names", label: "canary", names: ["shop 1", "shop-2"] }],
	["canary=1", { take: "count", count: 1, label: "canary" }],
	["last = REST", { take: "rest", label: "last" }],
	["*-eu", { take: "names", names: ["*-eu"] }],
])("%s", (text, wave) => {
	expect(readWave(text)).toEqual(wave);
});

test.each(["", "canary=", "0", "0%", "101%", "a,,b", "=,"])("%s is no wave", (text) => {
	expect(() => readWave(text)).toThrow(/it is no wave/);
});
