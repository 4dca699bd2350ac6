import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tops = "main|renderer|migrations|test|bench|docs|scripts|assets|shared";
const pages = [
	"README.md",
	"migrations/README.md",
	...readdirSync(join(root, "docs"))
		.filter(isPage)
		.map((name) => `docs/${name}`),
];

function isPage(name: string): boolean {
	return name.endsWith(".md");
}

/** Paths in back-quotes that begin with a folder of the project, and the targets of links and pictures. */
function pathsOf(page: string, text: string): string[] {
	const quoted = [...text.matchAll(new RegExp(`\`((?:${tops})/[\\w./@-]*)\``, "g"))].map(([, path = ""]) => path);
	const linked = [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, path = ""]) => join(dirname(page), path));
	return [...quoted, ...linked];
}

test.each(pages)("every file that %s names is there", (page) => {
	const paths = pathsOf(page, readFileSync(join(root, page), "utf8"));
	expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("the README shows the two commands that do everything", () => {
	const readme = readFileSync(join(root, "README.md"), "utf8");
	expect(readme).toContain("npm ci && npm start");
	expect(readme).toContain("npm ci && npm test");
});
