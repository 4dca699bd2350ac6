import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { bracketMatching } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { goToLine, markedLine } from "../sql-viewer/marked-line.ts";
import { sqlTheme } from "../sql-viewer/sql-theme.ts";

export interface SqlEditorProps {
	/** What the text is, for screen readers. */
	label: string;
	/** The text that it begins with; from then on it is the editor's. */
	text: string;
	onChange: (text: string) => void;
	/** Ctrl+Enter. */
	onRun: () => void;
	/** Escape, while there is something to cancel; false leaves the key to the editor. */
	onEscape: () => boolean;
	/** Where it failed: line and column, 1-based, and the offset in the text, 0-based in UTF-16 units, which says it exactly. */
	error?: { line: number; column: number | undefined; offset?: number | undefined } | undefined;
	/** Of this page load, for the styles that the editor makes. */
	nonce?: string | undefined;
}

/** SQL to write: coloured, numbered, with undo and search; Tab leaves it, as in every other field. */
export function SqlEditor({ label, text, onChange, onRun, onEscape, error, nonce }: SqlEditorProps) {
	const host = useRef<HTMLDivElement>(null);
	const view = useRef<EditorView>(undefined);
	const said = useRef({ text, onChange, onRun, onEscape });
	said.current = { ...said.current, onChange, onRun, onEscape };
	useEffect(() => {
		if (!host.current) return;
		const run = () => {
			said.current.onRun();
			return true;
		};
		const extensions = [
			nonce === undefined ? [] : EditorView.cspNonce.of(nonce),
			typedOver,
			EditorView.contentAttributes.of({ "aria-label": label }),
			lineNumbers(),
			history(),
			highlightSpecialChars(),
			drawSelection(),
			bracketMatching(),
			sql({ dialect: PostgreSQL, upperCaseKeywords: true }),
			keymap.of([
				{ key: "Mod-Enter", run, preventDefault: true },
				{ key: "Escape", run: () => said.current.onEscape() },
				...searchKeymap,
				...historyKeymap,
				...defaultKeymap,
			]),
			EditorView.updateListener.of(({ docChanged, state }) => {
				if (docChanged) said.current.onChange(state.doc.toString());
			}),
			sqlTheme,
			markedLine,
		];
		const editor = new EditorView({
			parent: host.current,
			state: EditorState.create({ doc: said.current.text, extensions }),
		});
		editor.focus();
		view.current = editor;
		return () => editor.destroy();
	}, [label, nonce]);
	useEffect(() => {
		if (view.current) goToLine(view.current, error?.line, error?.column, error?.offset);
	}, [error]);
	return (
		<div
			ref={host}
			dir="ltr"
			data-mark="error"
			style={{ height: "100%", minHeight: 0, overflow: "hidden", paddingTop: 6, background: "var(--panel)" }}
		/>
	);
}

/**
 * What is typed over a selection. Left to itself the browser would give the new text the looks of the old as an inline style, which the
 * page's content policy refuses.
 */
const typedOver = EditorView.domEventHandlers({
	beforeinput({ inputType, data, isComposing }, view) {
		if (inputType !== "insertText" || data === null || isComposing || view.state.selection.main.empty) return false;
		view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
		return true;
	},
});
