import { skipToken, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { t } from "../../i18n/i18n.ts";
import { useCommands } from "../commands.ts";
import { usePlace } from "../route.ts";
import { forgetView, holdView, openLookDialog, readViews } from "./looks-actions.ts";
import { useFrontView, useLooks } from "./looks-store.ts";

/** setTimeout takes no more. */
const LONGEST = 2 ** 31 - 1;

/** For the whole window: finds the views that are open, holds them as long as it is there, blanks each at its end, and offers what can be done about them. */
export function useOpenLooks(): void {
	const { connection } = usePlace();
	useQuery({
		queryKey: ["views", connection],
		queryFn: connection === undefined ? skipToken : ({ signal }) => readViews(connection, signal),
		staleTime: Number.POSITIVE_INFINITY,
		retry: false,
	});
	const views = useLooks((looks) => looks.views);
	useEffect(() => {
		const timers = views.map(({ view, endsAt }) =>
			setTimeout(() => forgetView(view, "time"), Math.min(LONGEST, Math.max(0, endsAt.getTime() - Date.now()))),
		);
		return () => timers.forEach(clearTimeout);
	}, [views]);
	const ids = views.map(({ view }) => view).join(" ");
	useEffect(() => {
		const stop = new AbortController();
		for (const view of ids.split(" ")) if (view !== "") void holdView(view, stop.signal);
		return () => stop.abort();
	}, [ids]);
	useLookCommands(connection);
}

function useLookCommands(connection: string | undefined): void {
	const front = useFrontView(connection);
	useCommands(
		() =>
			connection === undefined
				? []
				: [
						{
							id: "look.open",
							title: t("look.open"),
							group: "view",
							keys: ["mod+shift+e"],
							keywords: "impersonate view as customer explorer",
							run: () => openLookDialog({ kind: "open", connection }),
						},
						{
							id: "look.barrier",
							title: t("look.barrier"),
							group: "view",
							keywords: "install remove policies bulkhead_viewer isolation level",
							run: () => openLookDialog({ kind: "barrier", connection }),
						},
						...(front
							? [
									{
										id: "look.evidence",
										title: t("look.evidence"),
										group: "view" as const,
										keys: ["mod+e"],
										run: () => openLookDialog({ kind: "evidence", view: front.view }),
									},
									{
										id: "look.extend",
										title: t("look.extend"),
										group: "view" as const,
										run: () => openLookDialog({ kind: "extend", view: front.view }),
									},
								]
							: []),
					],
		[connection, front?.view],
	);
}
