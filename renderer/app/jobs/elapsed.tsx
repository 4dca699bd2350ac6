import { formatDuration } from "../../ui/format-time.ts";
import { useNow } from "../../ui/use-now.ts";

/** Time since `from` while it runs, or what it took in all. Milliseconds since 1970. */
export function Elapsed({ from, to }: { from: number; to: number | undefined }) {
	const now = useNow(250, to === undefined);
	return <span data-figures>{formatDuration(Math.max(0, (to ?? now) - from))}</span>;
}
