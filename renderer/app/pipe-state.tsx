import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { t } from "../i18n/i18n.ts";
import { pipe } from "./client.ts";
import { attachJobs } from "./jobs/jobs-actions.ts";
import { queryClient } from "./query-client.ts";
import styles from "./shell.module.css";

export function usePipeState() {
	return useSyncExternalStore(pipe.subscribe, pipe.state);
}

/** Each time the pipe opens, running jobs are picked up and what is on the screen is read anew. */
export function useAttachOnOpen(): void {
	const state = usePipeState();
	const opened = useRef(false);
	useEffect(() => {
		if (state !== "open") return;
		void attachJobs().catch(() => undefined);
		if (opened.current) void queryClient.invalidateQueries();
		opened.current = true;
	}, [state]);
}

/** Across the deck while the core cannot be reached: what is shown may be old. */
export function PipeBanner() {
	const state = usePipeState();
	if (state !== "lost") return null;
	return (
		<p className={styles.lost} role="alert">
			<IconPlugConnectedX size={17} aria-hidden /> {t("pipe.lost.banner")}
		</p>
	);
}

/** In the status bar: whether the window reaches its core. */
export function PipeState() {
	const state = usePipeState();
	const good = state === "open";
	const Sign = good ? IconPlugConnected : IconPlugConnectedX;
	return (
		<span className={styles.statusItem} data-alarm={!good || undefined} role="status">
			<Sign size={14} aria-hidden />
			{t(good ? "pipe.open" : state === "connecting" ? "pipe.connecting" : "pipe.lost")}
		</span>
	);
}
