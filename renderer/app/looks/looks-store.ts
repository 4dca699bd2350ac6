/** Views through a tenant's eyes that are open, as this window knows them, and which of their dialogs is asked for. */
import { create } from "zustand";
import type { OpenedView, ViewEvidence } from "../../../main/contract/index.ts";

export interface Opening {
	kind: "open";
	connection: string;
	tenant?: { id: string; name?: string | undefined } | undefined;
	/** What was written already. */
	reason?: string;
	ticket?: string;
}

export type LookDialog =
	| Opening
	/** `back`: the opening that it was asked for from, which goes on after it. */
	| { kind: "barrier"; connection: string; back?: Opening }
	| { kind: "evidence"; view: string }
	| { kind: "extend"; view: string };

/** One that has ended: what it showed is gone, who it was stays to be told. */
export interface EndedLook {
	view: OpenedView;
	why: "time" | "closed" | "gone";
}

export interface Looks {
	/** In the order in which they were opened. */
	views: readonly OpenedView[];
	/** Of each connection the one that is in front. */
	front: Readonly<Record<string, string>>;
	/** Of each connection the last that ended without being asked to. */
	ended: Readonly<Record<string, EndedLook>>;
	/** Of each view what its newest answer carried. */
	evidence: Readonly<Record<string, ViewEvidence>>;
	dialog: LookDialog | undefined;
}

export const noLooks: Looks = { views: [], front: {}, ended: {}, evidence: {}, dialog: undefined };

export const useLooks = create<Looks>(() => noLooks);

/** Adds a view, or what is new of it, and puts it in front. Pure. */
export function withView(looks: Looks, view: OpenedView): Looks {
	const { [view.connection]: _ended, ...ended } = looks.ended;
	const known = looks.views.some((each) => each.view === view.view);
	return {
		...looks,
		views: known ? looks.views.map((each) => (each.view === view.view ? view : each)) : [...looks.views, view],
		front: { ...looks.front, [view.connection]: view.view },
		ended,
	};
}

/** Takes in those that the core has open, without moving what is in front. Pure. */
export function withListed(looks: Looks, connection: string, listed: readonly OpenedView[]): Looks {
	const others = looks.views.filter((each) => each.connection !== connection);
	const front = looks.front[connection];
	const first = listed.find(({ view }) => view === front) ?? listed.at(-1);
	const { [connection]: _before, ...rest } = looks.front;
	return { ...looks, views: [...others, ...listed], front: first ? { ...rest, [connection]: first.view } : rest };
}

/** Forgets a view. `why` is told in its place unless it was closed on purpose. Pure. */
export function withoutView(looks: Looks, id: string, why: EndedLook["why"]): Looks {
	const view = looks.views.find((each) => each.view === id);
	if (!view) return looks;
	const views = looks.views.filter((each) => each.view !== id);
	const { [id]: _evidence, ...evidence } = looks.evidence;
	const next = views.filter((each) => each.connection === view.connection).at(-1);
	const { [view.connection]: before, ...others } = looks.front;
	const front = before !== undefined && before !== id ? before : next?.view;
	const { dialog } = looks;
	const concerns = dialog && "view" in dialog && dialog.view === id;
	return {
		views,
		evidence,
		front: front === undefined ? others : { ...others, [view.connection]: front },
		ended: why === "closed" ? looks.ended : { ...looks.ended, [view.connection]: { view, why } },
		dialog: concerns ? undefined : dialog,
	};
}

/** The view of a connection that is in front. */
export function useFrontView(connection: string | undefined): OpenedView | undefined {
	return useLooks(({ views, front }) =>
		connection === undefined ? undefined : views.find(({ view }) => view === front[connection]),
	);
}
