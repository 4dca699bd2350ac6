import { expect, test } from "vitest";
import type { OpenedView } from "../../../main/contract/index.ts";
import { noLooks, withListed, withoutView, withView } from "./looks-store.ts";

const view = (id: string, connection = "c") =>
	({ view: id, connection, tenant: { id: `tenant of ${id}` } }) as unknown as OpenedView;

test("the newest view of a connection is in front, and the one before it when it is closed", () => {
	const two = withView(withView(noLooks, view("a")), view("b"));
	expect(two.front).toEqual({ c: "b" });
	expect(withoutView(two, "b", "closed").front).toEqual({ c: "a" });
	expect(withoutView(two, "a", "closed").front).toEqual({ c: "b" });
	expect(withoutView(withoutView(two, "a", "closed"), "b", "closed").front).toEqual({});
});

test("a view that ended by itself is told of until another is opened, one that was closed is not", () => {
	const one = withView(noLooks, view("a"));
	expect(withoutView(one, "a", "closed").ended).toEqual({});
	const over = withoutView(one, "a", "time");
	expect(over.ended.c?.why).toBe("time");
	expect(withView(over, view("b")).ended).toEqual({});
});

test("a dialog about a view goes with it, others stay", () => {
	const one = { ...withView(noLooks, view("a")), dialog: { kind: "evidence" as const, view: "a" } };
	expect(withoutView(one, "a", "time").dialog).toBeUndefined();
	const other = { ...one, dialog: { kind: "open" as const, connection: "c" } };
	expect(withoutView(other, "a", "time").dialog).toEqual(other.dialog);
});

test("what the core lists replaces what was known of that connection alone", () => {
	const known = withView(withView(noLooks, view("a")), view("z", "d"));
	const listed = withListed(known, "c", [view("b")]);
	expect(listed.views.map((each) => each.view)).toEqual(["z", "b"]);
	expect(listed.front).toEqual({ c: "b", d: "z" });
	expect(withListed(listed, "c", []).front).toEqual({ d: "z" });
});
