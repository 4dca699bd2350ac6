import { create } from "zustand";

interface HelpState {
	shortcuts: boolean;
	palette: boolean;
}

/** Which of the two helpers is open: the command palette or the list of shortcuts. */
export const useHelp = create<HelpState>(() => ({ shortcuts: false, palette: false }));

export function openPalette(): void {
	useHelp.setState({ palette: true });
}

export function closePalette(): void {
	useHelp.setState({ palette: false });
}

export function openShortcuts(): void {
	useHelp.setState({ shortcuts: true });
}

export function closeShortcuts(): void {
	useHelp.setState({ shortcuts: false });
}
