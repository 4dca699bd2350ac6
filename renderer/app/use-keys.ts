import { useEffect } from "react";
import { allCommands } from "./commands.ts";
import { matchKeys, strokeOf, writesText } from "./strokes.ts";

/** Between two keys of a sequence, in milliseconds. */
const SEQUENCE_MS = 900;

/** Starts commands by their keys, for the whole window. In a dialog only the dialog's own keys count. */
export function useKeys(): void {
	useEffect(() => {
		let before: { stroke: string; at: number } | undefined;
		const onKeyDown = (event: KeyboardEvent) => {
			const stroke = strokeOf(event);
			if (stroke === undefined || event.defaultPrevented) return;
			if (writesText(stroke) && isWriting(event.target)) return;
			const begunBefore = before && event.timeStamp - before.at < SEQUENCE_MS ? `${before.stroke} ` : "";
			before = undefined;
			const commands = dialogIsOpen() ? allCommands().filter((command) => command.id.startsWith("dialog.")) : allCommands();
			const { hit, begun } = matchKeys(commands, begunBefore + stroke);
			if (hit) {
				event.preventDefault();
				hit.run();
			} else if (begun) {
				before = { stroke: begunBefore + stroke, at: event.timeStamp };
			}
		};
		window.addEventListener("keydown", onKeyDown);
		return () => window.removeEventListener("keydown", onKeyDown);
	}, []);
}

function isWriting(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
	return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function dialogIsOpen(): boolean {
	return document.querySelector("[role=dialog][aria-modal=true]") !== null;
}
