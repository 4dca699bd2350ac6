import { useEffect, useRef, useState } from "react";
import type { OpenedView, ViewRows } from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { toErrorValue } from "../../../app/error-value.ts";
import { noteEvidence, noteFailure } from "../../../app/looks/looks-actions.ts";

export type SqlState =
	| { status: "idle"; rows?: undefined }
	| { status: "running"; since: number; rows?: ViewRows | undefined }
	| { status: "cancelled"; rows?: ViewRows | undefined }
	| { status: "failed"; error: unknown; rows?: undefined }
	| { status: "done"; rows: ViewRows };

/** One statement at a time through the view; a new one waits for nothing that was cancelled. */
export function useSqlRun(view: OpenedView) {
	const [state, setState] = useState<SqlState>({ status: "idle" });
	const running = useRef<AbortController>(undefined);
	useEffect(() => () => running.current?.abort(), []);
	const run = async (text: string): Promise<void> => {
		if (running.current || text.trim() === "") return;
		const stop = new AbortController();
		running.current = stop;
		setState(({ rows }) => ({ status: "running", since: Date.now(), rows }));
		try {
			const rows = await client.views.sql({ view: view.view, text }, { signal: stop.signal });
			noteEvidence(view.view, rows.evidence);
			setState({ status: "done", rows });
		} catch (caught) {
			if (stop.signal.aborted || toErrorValue(caught).code === "CANCELLED") {
				setState(({ rows }) => ({ status: "cancelled", rows }));
			} else {
				noteFailure(view, caught);
				setState({ status: "failed", error: caught });
			}
		} finally {
			running.current = undefined;
		}
	};
	return { state, run, cancel: () => running.current?.abort() };
}
