import { expect, test } from "vitest";
import { matchKeys, strokeOf, writesText } from "./strokes.ts";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) =>
	strokeOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("Ctrl and ⌘ are one modifier, and Shift counts only where it does not make the character", () => {
	expect(press("k", { ctrlKey: true })).toBe("mod+k");
	expect(press("k", { metaKey: true })).toBe("mod+k");
	expect(press("?", { shiftKey: true })).toBe("?");
	expect(press("P", { ctrlKey: true, shiftKey: true })).toBe("mod+shift+p");
	expect(press("Shift", { shiftKey: true })).toBeUndefined();
});

test("a key that writes text is told from one that does not", () => {
	expect(["g", "?", "shift+a"].map(writesText)).toEqual([true, true, true]);
	expect(["f5", "mod+k", "alt+1"].map(writesText)).toEqual([false, false, false]);
});

test("a sequence is begun by its first key and hit by its last; of two commands the newer wins", () => {
	const items = [
		{ id: 1, keys: ["g o"] },
		{ id: 2, keys: ["f5"] },
		{ id: 3, keys: ["f5", "mod+r"] },
	];
	expect(matchKeys(items, "g")).toEqual({ hit: undefined, begun: true });
	expect(matchKeys(items, "g o").hit?.id).toBe(1);
	expect(matchKeys(items, "f5").hit?.id).toBe(3);
});
