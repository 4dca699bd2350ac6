/**
 * An id that sorts by its age among its like, also within a second: 20260304T050607123-1a2b3c4d. It is safe as the name of a file.
 */
export function sortedId(now: Date): string {
	return `${now.toISOString().replaceAll(/[-:.Z]/g, "")}-${crypto.randomUUID().slice(0, 8)}`;
}
