import type { MigrationStatus } from "../../../main/contract/index.ts";

export interface ChecksSummary {
	/** Checks of what is in the database; those of pending migrations are not meant to hold. */
	declared: number;
	passed: number;
	failed: number;
}

/** What is known of the checks of everything that is applied here. Pure. */
export function summariseChecks(migrations: readonly MigrationStatus[]): ChecksSummary {
	const counted = migrations.filter(({ state }) => state === "applied" || state === "changed");
	const sum = (of: (migration: MigrationStatus) => number) =>
		counted.reduce((all, migration) => all + of(migration), 0);
	return {
		declared: sum(({ checkCount }) => checkCount),
		passed: sum(({ checks }) => checks?.passed ?? 0),
		failed: sum(({ checks }) => checks?.failed ?? 0),
	};
}
