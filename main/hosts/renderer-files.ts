/** The built renderer, as every host with a window serves it. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

export interface RendererFile {
	body: Buffer;
	type: string;
	/** Named by its content, so that it never changes. */
	lasting: boolean;
}

export interface RendererFiles {
	/** The file at this path of an address (`/assets/main-x1.js`); undefined for whatever is not one of the built files. */
	read(path: string): Promise<RendererFile | undefined>;
	/** index.html, with the placeholder of its nonces in it (`stampPage` puts them in). */
	page(): Promise<string>;
}

const types: Record<string, string> = {
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml",
	".png": "image/png",
	".woff2": "font/woff2",
};

/**
 * The files under `folder`, listed once: an address is looked up in that list and never becomes a path, so that there is
 * nothing to climb out of. Links are not listed. Throws when the folder is not there.
 */
export function rendererFiles(folder: string): RendererFiles {
	const known = new Map(list(folder, "/"));
	return {
		async read(path) {
			const file = known.get(path);
			const type = types[extname(path)];
			if (file === undefined || type === undefined) return undefined;
			return { body: await readFile(file), type, lasting: path.startsWith("/assets/") };
		},
		page: () => readFile(join(folder, "index.html"), "utf8"),
	};
}

function list(folder: string, at: string): [path: string, file: string][] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
		const file = join(folder, entry.name);
		if (entry.isDirectory()) return list(file, `${at}${entry.name}/`);
		return entry.isFile() ? [[at + entry.name, file]] : [];
	});
}
