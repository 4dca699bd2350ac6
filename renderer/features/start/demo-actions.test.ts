import { expect, test, vi } from "vitest";
import type { ConnectionCard, DemoStatus } from "../../../main/contract/index.ts";

vi.mock("../../app/client.ts", () => ({ client: {} }));
const { startsByItself } = await import("./demo-actions.ts");

const status: DemoStatus = { state: "absent", folder: "x", available: true };
const card = { origin: "saved" } as ConnectionCard;
const newcomer = { status, connections: [], jobKnown: false, storeInTrouble: false, stoppedByHand: false };

test("a newcomer's demo starts by itself", () => {
	expect(startsByItself(newcomer)).toBe(true);
	expect(startsByItself({ ...newcomer, status: { ...status, state: "stopped" } })).toBe(true);
});

test("it does not where there is a connection already, a job knows of it, or somebody stopped it", () => {
	expect(startsByItself({ ...newcomer, connections: [card] })).toBe(false);
	expect(startsByItself({ ...newcomer, jobKnown: true })).toBe(false);
	expect(startsByItself({ ...newcomer, stoppedByHand: true })).toBe(false);
	expect(startsByItself({ ...newcomer, storeInTrouble: true })).toBe(false);
	expect(startsByItself({ ...newcomer, status: { ...status, state: "running" } })).toBe(false);
	expect(startsByItself({ ...newcomer, status: { ...status, available: false } })).toBe(false);
});
