import type { MigrationStatus } from "../../../main/contract/index.ts";
import { compareMigrationIds } from "../../../main/contract/migration-order.ts";

export type MigrationAction = "apply" | "resume" | "adopt" | "verify" | "rollback";

/** What can be done about a migration in its state, the likeliest first. Pure. */
export function actionsFor(migration: MigrationStatus): MigrationAction[] {
	const { state, reversible, checkCount } = migration;
	const verify: MigrationAction[] = checkCount > 0 ? ["verify"] : [];
	const rollback: MigrationAction[] = reversible ? ["rollback"] : [];
	switch (state) {
		case "pending":
			return migration.notRun === undefined ? ["apply"] : ["adopt", ...verify];
		case "unrecorded":
			return ["adopt", ...verify];
		case "applied":
		case "changed":
			return [...verify, ...rollback];
		case "interrupted":
			return ["resume", ...rollback];
		case "missing":
			return [];
	}
}

/** True when a pending one stands before `id`: applying it then means applying up to it. Pure. */
export function hasPendingBefore(id: string, all: readonly MigrationStatus[]): boolean {
	return all.some((migration) => migration.state === "pending" && compareMigrationIds(migration.id, id) < 0);
}

/** What a rollback of `id` undoes, newest first: itself, and whatever the ledger has after it. Pure. */
export function rollbackIds(id: string, all: readonly MigrationStatus[]): string[] {
	return all
		.filter((migration) => isInLedger(migration) && compareMigrationIds(migration.id, id) >= 0)
		.map((migration) => migration.id)
		.toSorted((a, b) => compareMigrationIds(b, a));
}

function isInLedger({ state }: MigrationStatus): boolean {
	return state !== "pending" && state !== "unrecorded";
}

export function countState(all: readonly MigrationStatus[], state: MigrationStatus["state"]): number {
	return all.filter((migration) => migration.state === state).length;
}
