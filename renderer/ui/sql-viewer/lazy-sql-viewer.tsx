import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { SqlViewerProps } from "./sql-viewer.tsx";

const SqlViewer = lazy(async () => ({ default: (await import("./sql-viewer.tsx")).SqlViewer }));

/** The viewer, fetched when the first SQL is looked at: the first screen does not pay for the editor. */
export function LazySqlViewer(props: SqlViewerProps) {
	return (
		<Suspense fallback={<Skeleton height="100%" radius={0} />}>
			<SqlViewer {...props} />
		</Suspense>
	);
}
