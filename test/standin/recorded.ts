/** What the app did to the doubles, as a test reads it. Plain data, for it crosses a process. */
export interface Recorded {
	schemes: Record<string, unknown>[];
	/** Options of each window, as they were given. */
	windows: { webPreferences?: Record<string, unknown> }[];
	/** Labels or roles of the menu, one level deep. */
	menu: { name: string; items: string[] }[];
	/** Keys that the menu takes from the page. */
	menuKeys: string[];
	/** Folders and files that were shown in the system's way. */
	openedPaths: string[];
	notifications: { title: string; body: string }[];
	/** Addresses that the system's browser was given. */
	openedExternally: string[];
	/** Questions and errors that were shown. */
	dialogs: { message: string; detail: string }[];
	/** How often a window was brought to the front. */
	shown: number;
	sandboxEnabled: boolean;
	spellChecker: boolean;
}

export const recorded: Recorded = {
	schemes: [],
	windows: [],
	menu: [],
	menuKeys: [],
	openedPaths: [],
	notifications: [],
	openedExternally: [],
	dialogs: [],
	shown: 0,
	sandboxEnabled: false,
	spellChecker: true,
};
