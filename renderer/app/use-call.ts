import { useEffect, useRef, useState } from "react";

interface Call<Result> {
	result?: Result;
	error?: unknown;
	running: boolean;
	/** Asks anew; a call that is under way is given up. */
	start: (ask: (signal: AbortSignal) => Promise<Result>) => void;
	stop: () => void;
}

/** A call that a person starts, and may stop: it ends with the part of the page that shows it. */
export function useCall<Result>(): Call<Result> {
	const [now, setNow] = useState<Pick<Call<Result>, "result" | "error" | "running">>({ running: false });
	const under = useRef<AbortController>(undefined);
	useEffect(() => () => under.current?.abort(), []);
	const stop = () => {
		under.current?.abort();
		under.current = undefined;
		setNow((before) => ({ ...before, running: false }));
	};
	const start: Call<Result>["start"] = (ask) => {
		under.current?.abort();
		const mine = new AbortController();
		under.current = mine;
		setNow((before) => ({ ...before, error: undefined, running: true }));
		ask(mine.signal).then(
			(result) => !mine.signal.aborted && setNow({ result, running: false }),
			(error: unknown) => !mine.signal.aborted && setNow({ error, running: false }),
		);
	};
	return { ...now, start, stop };
}
