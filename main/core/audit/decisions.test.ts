import { expect, test } from "vitest";
import { contract } from "../../contract/index.ts";
import { decisions } from "./decisions.ts";

const paths = Object.entries(contract).flatMap(([feature, procedures]) =>
	Object.keys(procedures).map((name) => `${feature}.${name}`),
);

test("for every procedure of the contract it is decided whether it goes into the audit trail, and what of it", () => {
	expect(paths.filter((path) => !(path in decisions))).toEqual([]);
});

test("nothing is decided about a procedure that is not there", () => {
	expect(Object.keys(decisions).filter((path) => !paths.includes(path))).toEqual([]);
});

test("what is left out says why, also where the input decides", () => {
	for (const [path, decision] of Object.entries(decisions)) {
		if ("not" in decision) expect(decision.not.length, path).toBeGreaterThan(20);
		else if (decision.when) expect(decision.else?.length, path).toBeGreaterThan(20);
	}
});

test("no field that holds a secret is kept", () => {
	const kept = Object.values(decisions).flatMap((decision) => ("not" in decision ? [] : decision.keep));
	expect(kept.filter((name) => /(password|secret|passphrase|token|url|command)s?$/i.test(name))).toEqual([]);
});

test("of a connection that is saved neither notes nor a command nor anything else that a person writes freely is kept", () => {
	const decision = decisions["connections.save"];
	const kept = decision && "keep" in decision ? decision.keep : expect.fail("it is not audited");
	const free = ["notes", "tags", "group", "passwordCommand", "ssh", "tenancy", "otherHosts"];
	expect(kept).not.toContain("settings");
	expect(kept.filter((path) => free.some((name) => path.startsWith(`settings.${name}`)))).toEqual([]);
});
