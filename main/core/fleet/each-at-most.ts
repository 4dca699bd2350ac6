/** Uses each item, at most `limit` at the same time, in their order. `use` must not throw: what befalls one is no other's business. */
export async function eachAtMost<T>(
	limit: number,
	items: readonly T[],
	use: (item: T) => Promise<void>,
): Promise<void> {
	const queue = items.values();
	const worker = async (): Promise<void> => {
		for (const item of queue) await use(item);
	};
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
