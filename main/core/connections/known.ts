/** The connections that are known: saved ones, those given for this run only, and the demo's. */
import { type ConnectionCard, type ConnectionSettings, connectionSettings, lastState } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { StorePort } from "../ports.ts";

export interface Known {
	id: string;
	origin: ConnectionCard["origin"];
	settings: ConnectionSettings;
	lastUsedAt?: Date;
	lastState?: ConnectionCard["lastState"];
	position?: number;
}

export type KnownConnections = ReturnType<typeof createKnown>;

export function createKnown(store: StorePort["connections"]) {
	const forThisRun = new Map<string, Known>();
	let read: { version: string; list: Known[]; byId: Map<string, Known> } | undefined;

	/** Read again only when it may be another. */
	const saved = (): NonNullable<typeof read> => {
		const version = store.version();
		if (read?.version !== version) {
			const list = store.list().map(toKnown);
			read = { version, list, byId: new Map(list.map((known) => [known.id, known])) };
		}
		return read;
	};

	/** One of them; the others are not read for it. */
	const savedOne = (id: string): Known | undefined => {
		if (read?.version === store.version()) return read.byId.get(id);
		const stored = store.get(id);
		return stored && toKnown(stored);
	};

	return {
		/** Those of this run come first. Only what is on the page is read and checked. */
		page(limit: number, after?: string): { all: Known[]; next?: string } {
			const first = after === undefined ? [...forThisRun.values()] : [];
			const { connections, next } = store.page(limit, after);
			return { all: [...first, ...connections.map(toKnown)], ...(next === undefined ? {} : { next }) };
		},
		/** The saved one of this name, else of this id. */
		named(name: string): Known | undefined {
			const stored = store.named(name);
			return stored ? toKnown(stored) : savedOne(name);
		},
		all: (): Known[] => [...forThisRun.values(), ...saved().list],
		saved: (): readonly Known[] => saved().list,
		/** Errors: NOT_FOUND. */
		find(id: string): Known {
			const known = forThisRun.get(id) ?? savedOne(id);
			if (known) return known;
			throw new AppError("NOT_FOUND", `There is no connection ${id}.`, {
				hint: "Choose one from the list, or add it.",
			});
		},
		isSaved: (id: string): boolean => savedOne(id) !== undefined,
		add: (known: Known): void => void forThisRun.set(known.id, known),
		put(...all: Known[]): void {
			const current = read?.version === store.version();
			store.put(...all);
			// What is changed here need not be read again: ten thousand take a while. A new one does, for its place.
			if (
				!(
					current &&
					read &&
					all.every(({ id, position }) => read?.byId.has(id) && read.byId.get(id)?.position === position)
				)
			)
				return;
			for (const known of all) read.byId.set(known.id, known);
			read = { ...read, version: store.version(), list: read.list.map(({ id }) => read?.byId.get(id) as Known) };
		},
		remove: (id: string): boolean => forThisRun.delete(id) || store.remove(id),
	};
}

function toKnown({
	id,
	settings,
	lastUsedAt,
	lastState: state,
	position,
}: ReturnType<StorePort["connections"]["list"]>[number]): Known {
	const seen = state === undefined ? undefined : lastState.safeParse(withDate(state)).data;
	return {
		id,
		origin: "saved",
		settings: connectionSettings.parse(settings),
		position,
		...(lastUsedAt ? { lastUsedAt } : {}),
		...(seen ? { lastState: seen } : {}),
	};
}

const withDate = (state: unknown): unknown =>
	typeof state === "object" && state !== null && "at" in state ? { ...state, at: new Date(String(state.at)) } : state;
