import { notifications } from "@mantine/notifications";
import { escapeHidden } from "../ui/escape-text.ts";
import { toErrorValue } from "./error-value.ts";
import { presentError } from "./present-error.ts";

/** A result, said once and gone. What needs an answer is no toast. */
export function notifyDone(message: string): void {
	notifications.show({ message: escapeHidden(message), color: "sea" });
}

/** What was done, but not all of it. It stays until it is closed. */
export function notifyWarning(message: string): void {
	notifications.show({ message: escapeHidden(message), color: "yellow", autoClose: false });
}

/** An error of a small action that has no place of its own on the screen. It stays until it is closed. */
export function notifyError(caught: unknown): void {
	const error = presentError(toErrorValue(caught));
	const message = [error.message, error.next].filter(Boolean).join(" ");
	notifications.show({ title: error.title, message: escapeHidden(message), color: "red", autoClose: false });
}
