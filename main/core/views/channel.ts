/** From work that lends something (a session) to a reader who takes piece by piece: the work waits until a piece is taken. */
export interface Channel<T> {
	/** Resolves when the reader wants the next one. Rejects when nobody reads any more. */
	send(piece: T): Promise<void>;
}

/** Runs the work and yields what it sends. Where the reader leaves, or at `until`, `left` fires and the work is waited for. */
export async function* pieces<T>(
	work: (channel: Channel<T>, left: AbortSignal) => Promise<void>,
	until: AbortSignal,
): AsyncGenerator<T, void> {
	const gone = new AbortController();
	let offered: { piece: T; taken: () => void } | undefined;
	let news = Promise.withResolvers<void>();
	const nobody = new Promise<never>((_, fail) =>
		gone.signal.addEventListener("abort", () => fail(gone.signal.reason), { once: true }),
	);
	nobody.catch(() => {});
	// What was offered and not taken by then is not shown any more.
	const end = (): void => {
		offered = undefined;
		gone.abort(until.reason);
	};
	until.addEventListener("abort", end, { once: true });
	const send = (piece: T): Promise<void> => {
		const taken = Promise.withResolvers<void>();
		offered = { piece, taken: taken.resolve };
		news.resolve();
		return Promise.race([taken.promise, nobody]);
	};
	let over = false;
	const working = work({ send }, gone.signal).finally(() => {
		over = true;
		news.resolve();
	});
	working.catch(() => {});
	try {
		for (;;) {
			await news.promise;
			news = Promise.withResolvers<void>();
			const taking = offered;
			offered = undefined;
			if (taking) {
				yield taking.piece;
				taking.taken();
			}
			if (over && !offered) break;
		}
		await working;
	} finally {
		until.removeEventListener("abort", end);
		gone.abort(new Error("nobody reads any more"));
		await working.catch(() => {});
	}
}
