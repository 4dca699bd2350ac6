import { type CatalogFault, compareMigrationIds } from "../../../contract/index.ts";
import type { Numbered } from "./folder-reading.ts";

/** A tool that sorts by name runs 10_b before 9_a. Where that is not the order of the numbers, nobody can say which one is meant. */
export function reportNameOrder(files: readonly Numbered[], faults: CatalogFault[], tool: string): void {
	const byName = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
	for (const [at, file] of byName.entries()) {
		const before = byName[at - 1];
		if (!before || compareMigrationIds(before.id, file.id) <= 0) continue;
		const message = `${tool} runs it after ${before.path}, for it sorts by name; by its number it comes before.`;
		faults.push({ file: file.path, message, hint: "Give the numbers the same length, with zeros before them." });
	}
}
