import { expect, test } from "vitest";
import { takePageKey } from "./page-key.ts";

function pageWith(key: string | undefined) {
	let content = key;
	const page = {
		querySelector: (selector: string) =>
			selector === 'meta[name="bulkhead-key"]' && content !== undefined
				? {
						content,
						remove() {
							content = undefined;
						},
					}
				: null,
	};
	return { page: page as unknown as Document, isGone: () => content === undefined };
}

function emptyStorage(): Storage {
	const kept = new Map<string, string>();
	const storage = {
		getItem: (name: string) => kept.get(name) ?? null,
		setItem: (name: string, value: string) => void kept.set(name, value),
	};
	return storage as unknown as Storage;
}

test("the key of a fresh page is kept for the next one, and taken out of the page", () => {
	const storage = emptyStorage();
	const fresh = pageWith("secret");
	expect(takePageKey(fresh.page, storage)).toBe("secret");
	expect(fresh.isGone()).toBe(true);
	expect(takePageKey(pageWith(undefined).page, storage)).toBe("secret");
});

test("a newer key takes the place of an older one, and a browser without any has none", () => {
	const storage = emptyStorage();
	expect(takePageKey(pageWith(undefined).page, storage)).toBeUndefined();
	takePageKey(pageWith("old").page, storage);
	expect(takePageKey(pageWith("new").page, storage)).toBe("new");
});
