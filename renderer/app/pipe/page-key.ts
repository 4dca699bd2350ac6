/** Where the key that the browser host gave with this page is kept: by the page's origin, so that a reload and a second tab have it. */
const NAME = "bulkhead-key";

/** Takes the key out of a fresh page, or finds the one that was kept; undefined when this browser has none. */
export function takePageKey(page: Document, storage: Storage): string | undefined {
	const given = page.querySelector<HTMLMetaElement>(`meta[name="${NAME}"]`);
	if (given) {
		storage.setItem(NAME, given.content);
		given.remove();
	}
	return storage.getItem(NAME) ?? undefined;
}
