import type { Words } from "../forms.ts";

/** What comes from outside of the page: the desktop's menu, and files that are dropped. */
export const desktop = {
	"desktop.not-here": "Open a connection first: this belongs to a database.",
	"sql-file.title": "Check {name}",
	"sql-file.summary": "What the file would do to a database behind row security. Nothing of it is run.",
	"sql-file.next": "To apply it, put it into the migrations folder of a connection.",
	"sql-file.none": "Nothing to say: no rule finds anything in it.",
	"sql-file.large": "The file is larger than 900 kB. Check it by `bulkhead lint FILE`.",
	"sql-file.text": "The file",
	"sql-file.copy": "Copy the text",
} as const satisfies Words;
