const onMac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

const names: Record<string, string> = {
	mod: onMac ? "⌘" : "Ctrl",
	shift: onMac ? "⇧" : "Shift",
	alt: onMac ? "⌥" : "Alt",
	enter: "Enter",
	escape: "Esc",
	arrowup: "↑",
	arrowdown: "↓",
};

/** What stands on the keys of a shortcut, in the order in which they are pressed. */
export function keyNames(keys: string): string[] {
	return keys
		.split(" ")
		.flatMap((stroke) => stroke.split("+"))
		.map((key) => names[key.toLowerCase()] ?? (/^(.|f\d+)$/.test(key) ? key.toUpperCase() : key));
}
