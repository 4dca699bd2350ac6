import { expect, test } from "vitest";
import { piecesOf, readPage } from "./page-parts.ts";

const page = `<!-- examples: demo -->
# Fleet
Many databases
at once: **all** of them, [the plan](plan.md#rights) first.

![A picture](screenshots/fleet.png)

## Which

- one,
  on two lines
- two with \`code\`

1. first

| a | b |
|---|---|
| 1 \\| 2 | [x](audit.md) |

\`\`\`console run
$ bulkhead fleet status

# not a heading
\`\`\`
`;

test("a page is cut into headings, paragraphs, items, tables and code, without comments and pictures", () => {
	expect(readPage(page)).toEqual({
		title: "Fleet",
		parts: [
			{ kind: "paragraph", text: "Many databases at once: all of them, [the plan](plan.md#rights) first." },
			{ kind: "heading", level: 2, text: "Which" },
			{ kind: "item", text: "one, on two lines" },
			{ kind: "item", text: "two with `code`" },
			{ kind: "item", text: "1. first" },
			{ kind: "table", head: ["a", "b"], rows: [["1 | 2", "[x](audit.md)"]] },
			{ kind: "code", text: "$ bulkhead fleet status\n\n# not a heading" },
		],
	});
});

test("markup in a page stays text", () => {
	const [part] = readPage("# T\n\n<img src=x onerror=alert(1)> is text").parts;
	expect(part).toEqual({ kind: "paragraph", text: "<img src=x onerror=alert(1)> is text" });
});

test("code and ways to other pages are cut out of a text; what leads elsewhere keeps its words alone", () => {
	expect(piecesOf("See [the `plan`](plan.md#rights), then `bulkhead status`.")).toEqual([
		{ kind: "words", text: "See " },
		{ kind: "page", text: "the plan", page: "plan" },
		{ kind: "words", text: ", then " },
		{ kind: "code", text: "bulkhead status" },
		{ kind: "words", text: "." },
	]);
	expect(readPage("# T\n\n[its page](../migrations/README.md) and [above](#above)").parts).toEqual([
		{ kind: "paragraph", text: "its page and above" },
	]);
});
