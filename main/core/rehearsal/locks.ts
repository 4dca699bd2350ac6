import type { LockBlocks } from "../../contract/index.ts";

/** PostgreSQL's table locks, the weakest first, and whom each keeps out ("Explicit Locking", table 13.2). */
const modes = [
	["AccessShareLock", "schema-changes"],
	["RowShareLock", "schema-changes"],
	["RowExclusiveLock", "schema-changes"],
	["ShareUpdateExclusiveLock", "schema-changes"],
	["ShareLock", "writes"],
	["ShareRowExclusiveLock", "writes"],
	["ExclusiveLock", "row-locks"],
	["AccessExclusiveLock", "everything"],
] as const satisfies readonly (readonly [string, LockBlocks])[];

export function isStronger(mode: string, than: string): boolean {
	return strengthOf(mode) > strengthOf(than);
}

/** A mode that is not in the table is one that this program does not know: the worst is assumed. */
export function blocksWhom(mode: string): LockBlocks {
	return modes[strengthOf(mode)]?.[1] ?? "everything";
}

const strengthOf = (mode: string): number => modes.findIndex(([name]) => name === mode);
