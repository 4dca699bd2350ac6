/** Pure, and apart from the schemas: the page imports it, and must not carry zod, whose probe for eval its policy refuses. */

/** The id that a written number means: `6`, `0006` and `006` are one. */
export function migrationIdOf(written: string): string {
	const [first = "", ...rest] = written.split(".").map((part) => part.replace(/^0+(?=\d)/, ""));
	return [first === "" ? "" : first.padStart(3, "0"), ...rest].join(".");
}

/** The order of the ids, part by part as numbers. Not by Number(): a timestamp of 17 digits is more than that holds exactly. */
export function compareMigrationIds(a: string, b: string): number {
	if (a === b) return 0;
	if (!a.includes(".") && !b.includes(".")) return compareDigits(a, b);
	const [left, right] = [a.split("."), b.split(".")];
	for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
		const order = compareDigits(left[at] ?? "0", right[at] ?? "0");
		if (order !== 0) return order;
	}
	return 0;
}

/** Neither has zeros before its number but those that pad it to three digits, and these count as digits on both sides. */
function compareDigits(a: string, b: string): number {
	return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
