/** Everything that can be done right now: the palette lists it, the keys start it, the help shows it. */
import { type DependencyList, useEffect } from "react";
import { create } from "zustand";
import type { MessageKey } from "../i18n/i18n.ts";

export interface Command {
	id: string;
	title: string;
	group: "go" | "migrations" | "connections" | "view" | "help";
	/** Shortcuts: strokes joined by `+`, sequences by a blank. The first is shown. */
	keys?: readonly string[];
	/** More words that find it in the palette. */
	keywords?: string;
	run: () => void;
}

interface CommandsState {
	sets: readonly (readonly Command[])[];
}

export const useCommandSets = create<CommandsState>(() => ({ sets: [] }));

export const groupTitles: Record<Command["group"], MessageKey> = {
	migrations: "commands.migrations",
	go: "commands.go",
	connections: "commands.connections",
	view: "commands.view",
	help: "commands.help",
};

/** Offers commands while the calling part is on the screen; made anew when `deps` change. */
export function useCommands(make: () => readonly Command[], deps: DependencyList): void {
	useEffect(() => {
		const set = make();
		useCommandSets.setState(({ sets }) => ({ sets: [...sets, set] }));
		return () => useCommandSets.setState(({ sets }) => ({ sets: sets.filter((other) => other !== set) }));
		// biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what its commands depend on
	}, deps);
}

/** All commands on offer, in groups. */
export function allCommands(): Command[] {
	return useCommandSets.getState().sets.flat();
}
