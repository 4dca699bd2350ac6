import type { ServerSession } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import type { Tone } from "../../ui/badge.tsx";

/** How a session stands, in a word, and how grave that is. */
export function stateOf(session: ServerSession): { text: string; tone: Tone } {
	const { hidden, state, kind, tooLong, blockedBy, blockedByPrepared } = session;
	if (blockedBy.length + blockedByPrepared.length > 0) return { text: t("activity.state.blocked"), tone: "look" };
	if (hidden) return { text: t("activity.state.hidden"), tone: "calm" };
	if (tooLong) return { text: state, tone: "alarm" };
	if (state.startsWith("idle in transaction")) return { text: state, tone: "look" };
	if (state === "active") return { text: state, tone: "sealed" };
	return { text: state === "" ? kind : state, tone: "calm" };
}

/** Seconds in which it is in this state; those of a session that nobody may see are not known. */
export function secondsSince(since: Date | undefined, at: Date): number | null {
	return since ? Math.max(0, Math.round((at.getTime() - since.getTime()) / 1_000)) : null;
}

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
