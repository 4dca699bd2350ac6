import { expect, test } from "vitest";
import { z } from "zod";
import { faultWords } from "./fault-words.ts";

const schema = z.strictObject({
	name: z.string().trim().min(1).max(5),
	port: z.number().int().min(1).max(9),
	word: z.enum(["a", "b"]),
	list: z.array(z.string()).min(1).max(2),
	form: z.string().regex(/^x$/),
	own: z.string().regex(/^x$/, "it is named by its number"),
	either: z.union([z.string(), z.number()]),
	yes: z.boolean(),
	long: z.string().min(10),
});
const good = {
	name: "n",
	port: 1,
	word: "a",
	list: ["x"],
	form: "x",
	own: "x",
	either: 1,
	yes: true,
	long: "0123456789",
};

test.each([
	[{ name: " " }, "name: must not be empty"],
	[{ name: "too long" }, "name: must have at most 5 characters"],
	[{ port: 70_000 }, "port: must be at most 9"],
	[{ port: 0 }, "port: must be at least 1"],
	[{ port: 1.5 }, "port: must be a whole number"],
	[{ port: undefined }, "port: must be a number"],
	[{ word: "hunter2" }, "word: must be a or b"],
	[{ list: [] }, "list: must not be empty"],
	[{ list: ["a", "b", "c"] }, "list: must have at most 2 entries"],
	[{ list: [7] }, "list.0: must be a text"],
	[{ form: "hunter2" }, "form: has another form"],
	[{ own: "y" }, "own: it is named by its number"],
	[{ either: true }, "either: is of none of the kinds that fit here"],
	[{ yes: 1 }, "yes: must be true or false"],
	[{ long: "short" }, "long: must have at least 10 characters"],
	[{ other: 1 }, "has no other"],
])("what a schema refuses of %j is said in words: %s", (change, words) => {
	const { error } = schema.safeParse({ ...good, ...change });
	expect(error?.issues.map(faultWords)).toEqual([words]);
});
