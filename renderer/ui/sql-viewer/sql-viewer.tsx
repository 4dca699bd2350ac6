import { defaultKeymap } from "@codemirror/commands";
import { PostgreSQL, SQLDialect, sql } from "@codemirror/lang-sql";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { goToLine, markedLine } from "./marked-line.ts";
import { sqlTheme } from "./sql-theme.ts";

/** What stands between dollar quotes is code more often than text: it is coloured as such. */
const dialect = SQLDialect.define({ ...PostgreSQL.spec, doubleDollarQuotedStrings: false });

export interface SqlViewerProps {
	/** What the text is, for screen readers. */
	label: string;
	text: string;
	/** 1-based line to mark and scroll to, for example where an error was. */
	line?: number | undefined;
	/** 1-based column of the mark. */
	column?: number | undefined;
	/** Whether the mark says "here it failed" or only "here". Default: here. */
	mark?: "error" | "place";
	/** Of this page load, for the styles that the editor makes. */
	nonce?: string | undefined;
}

/** SQL to read: coloured, numbered, searched with Ctrl+F, hidden characters shown, a line marked. Never changed here. */
export function SqlViewer({ label, text, line, column, mark = "place", nonce }: SqlViewerProps) {
	const host = useRef<HTMLDivElement>(null);
	const view = useRef<EditorView>(undefined);
	useEffect(() => {
		if (!host.current) return;
		const extensions = [
			nonce === undefined ? [] : EditorView.cspNonce.of(nonce),
			EditorState.readOnly.of(true),
			EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true", tabindex: "0" }),
			lineNumbers(),
			highlightSpecialChars(),
			drawSelection(),
			sql({ dialect }),
			keymap.of([...searchKeymap, ...defaultKeymap]),
			sqlTheme,
			markedLine,
		];
		const editor = new EditorView({ parent: host.current, state: EditorState.create({ doc: text, extensions }) });
		view.current = editor;
		return () => editor.destroy();
	}, [text, label, nonce]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new text makes a new editor, which must be marked again
	useEffect(() => {
		if (view.current) goToLine(view.current, line, column);
	}, [line, column, text]);
	return (
		<div
			ref={host}
			dir="ltr"
			data-mark={mark}
			style={{ height: "100%", minHeight: 0, overflow: "hidden", paddingTop: 6, background: "var(--panel)" }}
		/>
	);
}
