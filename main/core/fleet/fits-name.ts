/** `*` stands for any characters, everything else for itself; letters of either case. */
export function fitsName(name: string, pattern: string): boolean {
	const parts = pattern.toLowerCase().split("*");
	const text = name.toLowerCase();
	const [first = "", ...rest] = parts;
	if (rest.length === 0) return text === first;
	const last = rest.pop() ?? "";
	if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
	let at = first.length;
	const end = text.length - last.length;
	for (const part of rest) {
		const found = text.indexOf(part, at);
		if (found < 0 || found + part.length > end) return false;
		at = found + part.length;
	}
	return true;
}
