import { useEffect } from "react";
import { allCommands, type Command } from "./commands.ts";
import { matchKeys, strokeOf, writesText } from "./strokes.ts";

/** Between two keys of a sequence, in milliseconds. */
const SEQUENCE_MS = 900;

/** Starts commands by their keys, for the whole window. In a dialog only the dialog's own keys count. */
export function useKeys(): void {
	useEffect(() => {
		let before: { stroke: string; at: number } | undefined;
		const onKeyDown = (event: KeyboardEvent) => {
			const stroke = shortcutOf(event);
			if (stroke === undefined) return;
			const begunBefore = before && event.timeStamp - before.at < SEQUENCE_MS ? `${before.stroke} ` : "";
			before = undefined;
			const { hit, begun } = matchKeys(commandsHere(), begunBefore + stroke);
			if (begun) before = { stroke: begunBefore + stroke, at: event.timeStamp };
			if (!hit) return;
			event.preventDefault();
			hit.run();
		};
		window.addEventListener("keydown", onKeyDown);
		return () => window.removeEventListener("keydown", onKeyDown);
	}, []);
}

/** The stroke, when nobody else has taken it and it is not text that is being written. */
function shortcutOf(event: KeyboardEvent): string | undefined {
	const stroke = strokeOf(event);
	if (stroke === undefined || event.defaultPrevented) return undefined;
	return writesText(stroke) && isWriting(event.target) ? undefined : stroke;
}

function commandsHere(): Command[] {
	const inDialog = dialogIsOpen();
	return allCommands().filter((command) => command.id.startsWith("dialog.") === inDialog);
}

function isWriting(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
	return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function dialogIsOpen(): boolean {
	return document.querySelector("[role=dialog][aria-modal=true]") !== null;
}
