import { expect, test } from "vitest";
import { readSlashCopy } from "./slash-copy.ts";

test.each([
	["t from 'd.csv'", "COPY t FROM STDIN", "d.csv"],
	["t FROM d.csv with (format csv);", "COPY t FROM STDIN with (format csv)", "d.csv"],
	[
		`"My T" . "x.y" (a, "b)c")  from 'it''s d.csv' csv ; `,
		`COPY "My T" . "x.y" (a, "b)c") FROM STDIN csv`,
		"it's d.csv",
	],
	["t(a,b)from'd' header", "COPY t(a,b) FROM STDIN header", "d"],
	["binary t from parts/d-1.bin", "COPY binary t FROM STDIN", "parts/d-1.bin"],
	["binary from 'd'", "COPY binary FROM STDIN", "d"],
	[`"from" from 'stdin'`, `COPY "from" FROM STDIN`, "stdin"],
	["t from stdin", "COPY t FROM STDIN", undefined],
	["s.t from STDIN delimiter ','", "COPY s.t FROM STDIN delimiter ','", undefined],
])("\\copy %s is COPY from what it names", (line, sql, file) => {
	expect(readSlashCopy(line)).toEqual({ sql, file });
});

test.each([
	...[
		"",
		"t",
		"t from",
		"t to 'd'",
		"(select 1) to 'd'",
		"(select 1) from 'd'",
		"t from program 'ls'",
		"t from pstdin",
	],
	...[
		"t (a from 'd'",
		"t from 'd",
		"1 from 'd'",
		"t. from 'd'",
		`t${" ".repeat(500_000)}x`,
		`t (${"a, ".repeat(300_000)}`,
	],
])("\\copy that is no COPY from a file of the folder is nothing: %.30s", (line) => {
	expect(readSlashCopy(line)).toBeUndefined();
});
