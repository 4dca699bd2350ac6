import { create } from "zustand";

/** What is to be looked at: a text with its file's name, or libpq's own file. */
export type Source = { from: "text"; text: string; name?: string } | { from: "pgpass" | "service" };

interface ImportState {
	/** Whether the dialog is open, and with what it begins. */
	open: boolean;
	source: Source | undefined;
}

export const useImport = create<ImportState>(() => ({ open: false, source: undefined }));

export function openImport(source?: Source): void {
	useImport.setState({ open: true, source });
}

export function closeImport(): void {
	useImport.setState({ open: false, source: undefined });
}
