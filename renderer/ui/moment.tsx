import { Tooltip } from "@mantine/core";
import { formatAbsolute, formatRelative } from "./format-time.ts";
import { useNow } from "./use-now.ts";

/** "3 minutes ago"; the date, time and zone on hover. */
export function Moment({ at }: { at: Date }) {
	const now = useNow(30_000);
	const absolute = formatAbsolute(at);
	return (
		<Tooltip label={absolute}>
			<time dateTime={at.toISOString()}>{formatRelative(at.getTime(), Math.max(now, at.getTime()))}</time>
		</Tooltip>
	);
}

/** The date and time itself, for grids, where rows are compared. */
export function Timestamp({ at }: { at: Date }) {
	return <time dateTime={at.toISOString()}>{formatAbsolute(at)}</time>;
}
