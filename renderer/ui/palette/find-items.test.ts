import { expect, test } from "vitest";
import { findItems } from "./find-items.ts";

const items = [
	{ id: "1", title: "Roll back 008", group: "Migrations", keywords: "undo" },
	{ id: "2", title: "Apply pending migrations", group: "Migrations" },
	{ id: "3", title: "Connexion : École", group: "Go to" },
];
const found = (query: string) => findItems(query, items).map((item) => item.id);

test("every word must be there, in title, keywords or group, in any order", () => {
	expect(found("008 roll")).toEqual(["1"]);
	expect(found("undo")).toEqual(["1"]);
	expect(found("migrations")).toEqual(["1", "2"]);
	expect(found("nothing")).toEqual([]);
});

test("accents do not matter, and nothing typed finds everything", () => {
	expect(found("ecole")).toEqual(["3"]);
	expect(found(" ")).toEqual(["1", "2", "3"]);
});
