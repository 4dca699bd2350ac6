import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
	"&": { height: "100%", fontSize: "12.5px", backgroundColor: "var(--panel)", color: "var(--ink)" },
	"&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
	".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "20px", scrollbarWidth: "thin" },
	".cm-content": { padding: "0 0 8px", caretColor: "var(--accent)" },
	".cm-line": { padding: "0 14px 0 8px" },
	".cm-gutters": {
		backgroundColor: "var(--panel-2)",
		color: "var(--ink-3)",
		border: "none",
		borderInlineEnd: "1px solid var(--line)",
	},
	".cm-lineNumbers .cm-gutterElement": { padding: "0 8px 0 14px", minWidth: "42px" },
	".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
	".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
		backgroundColor: "color-mix(in srgb, var(--accent) 26%, transparent)",
	},
	".cm-specialChar": { color: "var(--danger)" },
	".cm-markedLine": { backgroundColor: "var(--selected)", boxShadow: "inset 3px 0 0 var(--accent)" },
	"[data-mark=error] & .cm-markedLine": {
		backgroundColor: "var(--danger-soft)",
		boxShadow: "inset 3px 0 0 var(--danger)",
	},
	"[data-mark=error] & .cm-markedColumn": {
		textDecoration: "underline wavy var(--danger)",
		textUnderlineOffset: "3px",
	},
	".cm-panels": { backgroundColor: "var(--panel-2)", color: "var(--ink)", borderColor: "var(--line)" },
	".cm-textfield": {
		backgroundColor: "var(--panel)",
		border: "1px solid var(--line-strong)",
		borderRadius: "4px",
		fontSize: "12px",
	},
	".cm-button": {
		background: "var(--panel)",
		border: "1px solid var(--line-strong)",
		borderRadius: "4px",
		fontSize: "12px",
		color: "var(--ink)",
	},
	".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn-line)" },
});

const colours = HighlightStyle.define([
	{ tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
	{ tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
	{ tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
	{ tag: [tags.comment, tags.lineComment, tags.blockComment], color: "var(--code-comment)", fontStyle: "italic" },
	{ tag: [tags.typeName, tags.standard(tags.name)], color: "var(--code-type)" },
]);

/** The editor in our tokens; it follows the light and dark theme without being made anew. */
export const sqlTheme = [look, syntaxHighlighting(colours)];
