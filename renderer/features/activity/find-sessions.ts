/** Which sessions are shown. Pure. */
import type { ServerSession } from "../../../main/contract/index.ts";

export const kinds = ["all", "active", "transaction", "waiting", "long"] as const;
export type Kind = (typeof kinds)[number];

export interface Filter {
	text: string;
	kind: Kind;
	/** The server's own processes too. */
	background: boolean;
}

export const noFilter: Filter = { text: "", kind: "all", background: false };

export function findSessions(sessions: readonly ServerSession[], { text, kind, background }: Filter): ServerSession[] {
	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	return sessions.filter(
		(each) => (background || !isBackground(each)) && fits[kind](each) && words.every((word) => says(each, word)),
	);
}

const fits: Record<Kind, (session: ServerSession) => boolean> = {
	all: () => true,
	active: ({ state }) => state === "active",
	transaction: ({ transactionSince }) => transactionSince !== undefined,
	waiting: ({ blockedBy, blockedByPrepared, behind }) => blockedBy.length + blockedByPrepared.length + behind > 0,
	long: ({ tooLong }) => tooLong,
};

export const isBackground = ({ user, database }: ServerSession): boolean => user === "" || database === "";

function says({ pid, user, application, client, database, state, query }: ServerSession, word: string): boolean {
	return [String(pid), user, application, client, database, state, query].some((text) =>
		text.toLowerCase().includes(word),
	);
}
