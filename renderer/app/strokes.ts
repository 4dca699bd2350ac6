/** Keys as text, and sequences of them. Pure. */

interface KeyEvent {
	key: string;
	ctrlKey: boolean;
	metaKey: boolean;
	altKey: boolean;
	shiftKey: boolean;
}

/** A key press as `mod+shift+k`, `f5`, `?`; undefined for a modifier alone. Shift is left out where it makes the character. */
export function strokeOf(event: KeyEvent): string | undefined {
	if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return undefined;
	const key = event.key.toLowerCase();
	const parts: string[] = [];
	if (event.ctrlKey || event.metaKey) parts.push("mod");
	if (event.altKey) parts.push("alt");
	if (event.shiftKey && (key.length > 1 || /[a-z]/.test(key))) parts.push("shift");
	return [...parts, key].join("+");
}

/** True for a stroke that also writes text: it is no shortcut while somebody writes. */
export function writesText(stroke: string): boolean {
	return !stroke.startsWith("mod+") && !stroke.startsWith("alt+") && !/^(shift\+)?f\d+$/.test(stroke);
}

/** Which of the shortcuts `pressed` completes, or whether it is the beginning of one. */
export function matchKeys<Item extends { keys?: readonly string[] }>(
	items: readonly Item[],
	pressed: string,
): { hit: Item | undefined; begun: boolean } {
	const hit = items.findLast((item) => item.keys?.includes(pressed));
	const begun = items.some((item) => item.keys?.some((keys) => keys.startsWith(`${pressed} `)));
	return { hit, begun };
}
