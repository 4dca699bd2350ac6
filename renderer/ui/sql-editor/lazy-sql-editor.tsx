import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { SqlEditorProps } from "./sql-editor.tsx";

const SqlEditor = lazy(async () => ({ default: (await import("./sql-editor.tsx")).SqlEditor }));

/** The editor, fetched when the first SQL is written: the first screen does not pay for it. */
export function LazySqlEditor(props: SqlEditorProps) {
	return (
		<Suspense fallback={<Skeleton height="100%" radius={0} />}>
			<SqlEditor {...props} />
		</Suspense>
	);
}
