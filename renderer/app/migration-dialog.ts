/** Which of the dialogs about migrations is open. The migrations screen shows it; others may ask for it. */
import { create } from "zustand";
import { goTo, paths } from "./paths.ts";

export type MigrationDialog =
	/** All pending ones, or up to and with `to`. */
	| { kind: "apply"; to?: string }
	/** The same, without keeping it. */
	| { kind: "rehearse"; to?: string }
	/** This one, and with it those that came after it. */
	| { kind: "rollback"; id: string }
	/** What stopped midway goes on. */
	| { kind: "resume"; id: string }
	/** All unrecorded ones, or this one. */
	| { kind: "adopt"; id?: string };

interface DialogState {
	open: { connection: string; dialog: MigrationDialog } | undefined;
}

export const useMigrationDialog = create<DialogState>(() => ({ open: undefined }));

export function openMigrationDialog(connection: string, dialog: MigrationDialog): void {
	useMigrationDialog.setState({ open: { connection, dialog } });
}

/** The same from another screen: goes to the migrations first. */
export function goToMigrationDialog(connection: string, dialog: MigrationDialog): void {
	goTo(paths.migrations(connection));
	openMigrationDialog(connection, dialog);
}

export function closeMigrationDialog(): void {
	useMigrationDialog.setState({ open: undefined });
}
