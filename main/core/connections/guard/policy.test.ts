import { expect, test } from "vitest";
import { connectionSettings } from "../../../contract/index.ts";
import { fitsHost } from "./host-pattern.ts";
import { createPolicy } from "./policy.ts";

const file = (rules: unknown) => ({ path: "/etc/bulkhead/policy.json", text: JSON.stringify(rules) });
const policy = (rules: object) => createPolicy(file({ version: 1, ...rules }));
const settings = (more: object) =>
	connectionSettings.parse({ name: "s", host: "db.prod.example", database: "d", user: "u", ...more });

test("a pattern fits the whole name, its letters in either case, and a dot is a dot", () => {
	expect(fitsHost("DB.Prod.example", ["*.prod.example"])).toBe(true);
	expect(fitsHost("db.prod.example.evil", ["*.prod.example"])).toBe(false);
	expect(fitsHost("dbxprod.example", ["*.prod.example"])).toBe(false);
	expect(fitsHost("10.1.2.3", ["10.1.*"])).toBe(true);
	expect(fitsHost("db.prod.example.", ["db.prod.example"])).toBe(true);
});

test("the policy goes before the settings: environment, sslmode, the one password mode; what it decides is named", () => {
	const { govern } = policy({
		environments: [{ hosts: ["*.prod.example"], environment: "production" }],
		sslmode: { minimum: "verify-full", except: ["127.*"] },
		passwordModes: ["vault"],
	});
	expect(govern(settings({}))).toMatchObject({
		settings: { environment: "production", sslMode: "verify-full", passwordMode: "vault" },
		forced: ["environment", "sslMode", "passwordMode"],
	});
	expect(govern(settings({ host: "127.0.0.1" })).settings.sslMode).toBe("prefer");
	expect(govern(settings({ host: "/run/postgresql" })).settings.sslMode).toBe("prefer");
});

test("the other hosts that are tried count too, for the environment and for what is not allowed", () => {
	const rules = {
		environments: [{ hosts: ["*.prod.example"], environment: "production" }],
		hosts: { deny: ["*.evil"] },
	};
	const through = settings({ host: "harmless", otherHosts: [{ host: "db.prod.example" }] });
	expect(policy(rules).govern(through).settings.environment).toBe("production");
	expect(policy(rules).govern(settings({ otherHosts: [{ host: "a.evil" }] })).refused).toContain("a.evil");
});

test.each([
	["no JSON", "{", undefined],
	["a word that is none", JSON.stringify({ version: 1, unlok: {} }), undefined],
	["a version of tomorrow", JSON.stringify({ version: 2 }), undefined],
	["a value out of bounds", JSON.stringify({ version: 1, unlock: { maxMinutes: -1 } }), undefined],
	["a file that cannot be read", undefined, "It cannot be read (EACCES)."],
])("%s makes it invalid, and nothing that it governs is done", (_, text, unreadable) => {
	const broken = createPolicy({
		path: "/p",
		...(text === undefined ? {} : { text }),
		...(unreadable ? { unreadable } : {}),
	});
	expect(broken.state()).toMatchObject({ state: "invalid" });
	expect(broken.state().faults.length).toBeGreaterThan(0);
	expect(() => broken.requireValid()).toThrow(expect.objectContaining({ code: "REFUSED" }));
});

test("without a file nothing is governed", () => {
	const none = createPolicy({ path: "/p" });
	expect(none.state().state).toBe("none");
	expect(() => none.requireValid()).not.toThrow();
	expect(none.govern(settings({})).forced).toEqual([]);
});
