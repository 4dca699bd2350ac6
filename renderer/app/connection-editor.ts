import { create } from "zustand";
import type { ConnectionCard } from "../../main/contract/index.ts";

interface EditorState {
	/** A card: it is changed. "new": one is added. */
	editing: ConnectionCard | "new" | undefined;
}

export const useConnectionEditor = create<EditorState>(() => ({ editing: undefined }));

export function editConnection(card: ConnectionCard | "new"): void {
	useConnectionEditor.setState({ editing: card });
}

export function closeConnectionEditor(): void {
	useConnectionEditor.setState({ editing: undefined });
}
