import { useEffect, useState } from "react";
import type { ActivityResult } from "../../../main/contract/index.ts";
import { type WatchRequest, watchActivity } from "./watch-activity.ts";

interface Live {
	seen?: ActivityResult;
	error?: unknown;
	/** After an error: listens again. */
	again: () => void;
}

/** The sessions as they are, told anew by the core every two seconds; while it is paused the last look stays. */
export function useActivity({ connection, everywhere, longMs }: WatchRequest, paused: boolean): Live {
	const [live, setLive] = useState<Omit<Live, "again">>({});
	const [tries, setTries] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another try is a reason to listen again
	useEffect(() => {
		if (paused) return undefined;
		return watchActivity(
			{ connection, everywhere, longMs },
			{ seen: (seen) => setLive({ seen }), failed: (error) => setLive({ error }) },
		);
	}, [connection, everywhere, longMs, paused, tries]);
	return { ...live, again: () => setTries((count) => count + 1) };
}
