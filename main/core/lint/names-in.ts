/** Every name in a part of the view, of whatever it is: what a server is asked about. One too many costs nothing. */
export function namesIn(part: unknown, found = new Set<string>()): Set<string> {
	if (typeof part !== "object" || part === null) return found;
	for (const [key, child] of Object.entries(part)) {
		if (typeof child === "string") {
			if (NAMING.has(key)) found.add(child);
		} else namesIn(child, found);
	}
	return found;
}

const NAMING = new Set(["name", "index", "usingIndex"]);
