import type Database from "better-sqlite3";
import { takeBackup } from "./backups.ts";
import { versionOf } from "./check-database.ts";
import { steps } from "./steps/steps.ts";

/** Brings the store to the present version: each missing step in a transaction of its own, after a checked copy of the file as it was. */
export function runSteps(database: Database.Database, file: string): void {
	const found = versionOf(database);
	for (const step of steps.filter(({ version }) => version > found)) {
		// Of a store that is being made there is nothing to keep.
		if (found > 0) takeBackup(database, file, `step-${step.version}`);
		database.transaction(() => runStep(database, step)).immediate();
	}
}

/** In a transaction that is open already. */
export function runStep(database: Database.Database, { version, sql }: (typeof steps)[number]): void {
	// Another Bulkhead may have run it while we waited for the lock.
	if (versionOf(database) >= version) return;
	database.exec(sql);
	database.pragma(`user_version = ${version}`);
}
