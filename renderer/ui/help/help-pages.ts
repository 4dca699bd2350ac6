/** The pages of docs/, shipped with the app: each is fetched from the app's own files when it is opened. */
const pages = import.meta.glob<string>("../../../docs/*.md", { query: "?raw", import: "default" });

/** `fleet` for docs/fleet.md; undefined where there is no such page. Rejects when the app's files are not there. */
export async function readHelpPage(name: string): Promise<string | undefined> {
	return pages[`../../../docs/${name}.md`]?.();
}
