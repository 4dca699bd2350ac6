import { expect, test } from "vitest";
import { canonicalJson, sha256 } from "./canonical.ts";
import { markup } from "./markup.ts";

test("a value has one text: keys in order at every depth, no blanks, ASCII alone", () => {
	const text = canonicalJson({ b: [{ z: 1, a: null }], a: 'é "😀"\\\n\u007f\u0001/', c: undefined });
	expect(text).toBe('{"a":"\\u00e9 \\"\\ud83d\\ude00\\"\\\\\\n\\u007f\\u0001/","b":[{"a":null,"z":1}]}');
	expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});

test("half of a surrogate pair, which no file could hold, is written as what it reads back as", () => {
	expect(canonicalJson("\ud800")).toBe('"\\ufffd"');
});

test("the hash is that of the text's bytes", () => {
	expect(sha256("{}")).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
});

test("text that is put into a page is never markup, and cannot turn the words around it", () => {
	expect(markup`<p title="${`"><script>`}">${"&\u202e'\u0000"}</p>`.html).toBe(
		'<p title="&quot;&gt;&lt;script&gt;">&amp;\\u202e&#39;\\u0000</p>',
	);
	expect(markup`<ul>${["<a>", markup`<li>${1}</li>`]}</ul>`.html).toBe("<ul>&lt;a&gt;<li>1</li></ul>");
});
