import type { Words } from "../forms.ts";

export const help = {
	"help.open": "Help for this screen",
	"help.loading": "Opening the page…",
	"help.back": "Back",
	"help.failed": "This page cannot be opened: Bulkhead does not answer, or its files were replaced. Load the app anew.",
} as const satisfies Words;
