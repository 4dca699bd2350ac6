import { create } from "zustand";
import { persist } from "zustand/middleware";

/** Kept of the newest only, so that the list does not grow for ever. */
const KEPT = 200;

/** Snapshots that this person was offered and said "not now" to, kept in this browser; the list of snapshots still has them. */
export const useDismissed = create<{ ids: string[] }>()(
	persist((): { ids: string[] } => ({ ids: [] }), { name: "bulkhead-dismissed-snapshots" }),
);

export function dismissWaiting(id: string): void {
	useDismissed.setState(({ ids }) => ({ ids: [id, ...ids.filter((each) => each !== id)].slice(0, KEPT) }));
}
