import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

const mark = StateEffect.define<{ line: number; column: number | undefined } | undefined>();

/** Holds the one line that is marked, and the character in it, if any. */
export const markedLine = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(marks, transaction) {
		for (const effect of transaction.effects) {
			if (!effect.is(mark)) continue;
			if (!effect.value) return Decoration.none;
			const line = transaction.state.doc.line(effect.value.line);
			const ranges = [Decoration.line({ class: "cm-markedLine" }).range(line.from)];
			const at = line.from + (effect.value.column ?? 0) - 1;
			if (effect.value.column !== undefined && at < line.to) {
				ranges.push(Decoration.mark({ class: "cm-markedColumn" }).range(at, at + 1));
			}
			return Decoration.set(ranges);
		}
		// What was written since is another text: the mark would stand in a wrong place.
		return transaction.docChanged ? Decoration.none : marks;
	},
	provide: (field) => EditorView.decorations.from(field),
});

/** Marks a 1-based line and column and brings them to the middle; undefined takes the mark away. A line past the end is the last. */
export function goToLine(
	view: EditorView,
	line: number | undefined,
	column: number | undefined,
	offset?: number,
): void {
	if (line === undefined) {
		view.dispatch({ effects: mark.of(undefined) });
		return;
	}
	const { doc } = view.state;
	const placed = offset === undefined ? undefined : Math.min(offset, doc.length);
	const { number, from, to } =
		placed === undefined ? doc.line(Math.min(Math.max(line, 1), doc.lines)) : doc.lineAt(placed);
	const anchor = placed ?? Math.min(from + (column ?? 1) - 1, to);
	view.dispatch({
		selection: { anchor },
		effects: [mark.of({ line: number, column }), EditorView.scrollIntoView(anchor, { y: "center" })],
	});
}
