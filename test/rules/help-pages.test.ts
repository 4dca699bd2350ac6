import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("every page that a screen's help leads to is in docs/", () => {
	const files = readdirSync(join(root, "renderer"), { recursive: true, encoding: "utf8" });
	const led = files
		.filter((file) => file.endsWith(".tsx"))
		.flatMap((file) => [
			...readFileSync(join(root, "renderer", file), "utf8").matchAll(/<PageHeader[^>]*?\shelp="([^"]+)"/g),
		])
		.map(([, page = ""]) => page);
	expect(led.length).toBeGreaterThan(10);
	expect(led.filter((page) => !existsSync(join(root, "docs", `${page}.md`)))).toEqual([]);
});
