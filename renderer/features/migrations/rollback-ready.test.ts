import { expect, test } from "vitest";
import { isRollbackReady, noConsent } from "./rollback-ready.ts";

const said = { ...noConsent, reason: "wrong release" };
const asked = { lostRows: 0, exposed: 0, connection: { typedConfirmation: false, database: "app" } } as const;
const production = { ...asked, connection: { typedConfirmation: true, database: "app" } } as const;

test("a rollback needs a reason that is more than blanks", () => {
	expect(isRollbackReady(said, asked)).toBe(true);
	expect(isRollbackReady({ ...said, reason: " \n" }, asked)).toBe(false);
});

test("rows that are lost must be acknowledged", () => {
	expect(isRollbackReady(said, { ...asked, lostRows: 3 })).toBe(false);
	expect(isRollbackReady({ ...said, understood: true }, { ...asked, lostRows: 3 })).toBe(true);
});

test("tables that stand open across tenants must be acknowledged, and that rows are lost is not the same", () => {
	expect(isRollbackReady({ ...said, understood: true }, { ...asked, exposed: 1 })).toBe(false);
	expect(isRollbackReady({ ...said, laidOpen: true }, { ...asked, exposed: 1 })).toBe(true);
});

test("on production the database's name is typed to the letter", () => {
	expect(isRollbackReady(said, production)).toBe(false);
	expect(isRollbackReady({ ...said, typed: "APP" }, production)).toBe(false);
	expect(isRollbackReady({ ...said, typed: "app" }, production)).toBe(true);
});
