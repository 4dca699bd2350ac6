/** Whether a host fits one of a policy's patterns: `*` stands for any characters, letters count in either case. Pure. */
export function fitsHost(host: string, patterns: readonly string[]): boolean {
	const name = host.toLowerCase().replace(/\.$/, "");
	return patterns.some((pattern) => expressionOf(pattern).test(name));
}

const known = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
	const found = known.get(pattern);
	if (found) return found;
	const parts = pattern
		.toLowerCase()
		.replace(/\.$/, "")
		.split(/\*+/)
		.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	const made = new RegExp(`^${parts.join(".*")}$`);
	known.set(pattern, made);
	return made;
}
