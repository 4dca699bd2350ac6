import { expect, test } from "vitest";
import { isRollbackReady } from "./rollback-ready.ts";

const elsewhere = { environment: "test", database: "app" } as const;
const production = { environment: "production", database: "app" } as const;
const said = { reason: "wrong release", typed: "", understood: false, lostRows: 0, connection: elsewhere };

test("a rollback needs a reason that is more than blanks", () => {
	expect(isRollbackReady(said)).toBe(true);
	expect(isRollbackReady({ ...said, reason: " \n" })).toBe(false);
});

test("rows that are lost must be acknowledged", () => {
	expect(isRollbackReady({ ...said, lostRows: 3 })).toBe(false);
	expect(isRollbackReady({ ...said, lostRows: 3, understood: true })).toBe(true);
});

test("on production the database's name is typed to the letter", () => {
	expect(isRollbackReady({ ...said, connection: production })).toBe(false);
	expect(isRollbackReady({ ...said, connection: production, typed: "APP" })).toBe(false);
	expect(isRollbackReady({ ...said, connection: production, typed: "app" })).toBe(true);
});
