/** libpg-query, loaded when the first text is read: its WASM costs more than all else that a command like `status` starts. */
type Library = typeof import("libpg-query");

let loaded: Library | undefined;

/** To be awaited before `library` is used; the first call takes some milliseconds. */
export async function loadLibrary(): Promise<void> {
	const found = loaded ?? (await import("libpg-query"));
	await found.loadModule();
	loaded = found;
}

export function library(): Library {
	if (!loaded) throw new Error("libpg-query is used before it is loaded");
	return loaded;
}
