import type { OpenedView, ViewEvidence } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { client } from "../client.ts";
import { toErrorValue } from "../error-value.ts";
import { notifyError, notifyWarning } from "../notify.ts";
import { goTo, paths } from "../paths.ts";
import { queryClient } from "../query-client.ts";
import { type EndedLook, type LookDialog, useLooks, withListed, withoutView, withView } from "./looks-store.ts";

/** What is read through a view stands under this name, and goes with it. */
export const viewKey = (view: string, ...what: unknown[]) => ["view", view, ...what];

export function openLookDialog(dialog: LookDialog): void {
	useLooks.setState({ dialog });
}

export function closeLookDialog(): void {
	useLooks.setState({ dialog: undefined });
}

/** A view that was opened or extended; the explorer shows it. */
export function takeView(view: OpenedView): void {
	useLooks.setState((looks) => withView(looks, view));
}

export function bringToFront({ connection, view }: OpenedView): void {
	useLooks.setState(({ front }) => ({ front: { ...front, [connection]: view } }));
	goTo(paths.explorer(connection));
}

export function noteEvidence(view: string, evidence: ViewEvidence): void {
	useLooks.setState((looks) =>
		looks.views.some((each) => each.view === view) ? { evidence: { ...looks.evidence, [view]: evidence } } : {},
	);
}

/** Nothing of what it showed is kept in this window. */
export function forgetView(view: string, why: EndedLook["why"]): void {
	void queryClient.cancelQueries({ queryKey: viewKey(view) });
	queryClient.removeQueries({ queryKey: viewKey(view) });
	const { views } = useLooks.getState();
	const known = views.find((each) => each.view === view);
	// Where another view comes to the front, nothing else would tell that this one is gone.
	if (known && why !== "closed" && views.some((each) => each !== known && each.connection === known.connection)) {
		const words = { name: known.tenant.name ?? known.tenant.id };
		notifyWarning(t(why === "time" ? "explorer.ended.time" : "explorer.ended.gone", words));
	}
	useLooks.setState((looks) => withoutView(looks, view, why));
}

export async function closeView({ view }: OpenedView): Promise<void> {
	forgetView(view, "closed");
	await client.views.close({ view }).catch(notifyError);
}

/** Those that the core has open for this connection: after the page was loaded anew, or another window closed one. */
export async function readViews(connection: string, signal?: AbortSignal): Promise<OpenedView[]> {
	const { views } = await client.views.list({ connection }, signal ? { signal } : {});
	const gone = useLooks.getState().views.filter((known) => known.connection === connection && !isIn(views, known));
	for (const { view } of gone) forgetView(view, "gone");
	useLooks.setState((looks) => withListed(looks, connection, views));
	return views;
}

/** Milliseconds until a hold that broke is taken up again; the core waits longer. */
const AGAIN = 1_000;

/** Tells the core that this window looks through the view, until the signal: a window that is gone leaves no view open. */
export async function holdView(view: string, signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		try {
			for await (const _ of await client.views.hold({ view }, { signal }));
			return;
		} catch (caught) {
			const { code } = toErrorValue(caught);
			if (signal.aborted || code === "NOT_FOUND" || code === "REFUSED") return;
			await new Promise((done) => setTimeout(done, AGAIN));
		}
	}
}

/** After an error of a call through a view: one that is not open any more is taken from the screen. */
export function noteFailure(view: OpenedView, caught: unknown): void {
	const { code } = toErrorValue(caught);
	if (code === "NOT_FOUND" || code === "REFUSED") void readViews(view.connection).catch(() => {});
}

const isIn = (views: readonly OpenedView[], { view }: OpenedView): boolean => views.some((each) => each.view === view);
