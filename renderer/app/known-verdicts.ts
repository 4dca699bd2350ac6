import type { MigrationStatus } from "../../main/contract/index.ts";
import type { KnownCheck } from "./jobs/latest-checks.ts";

/** Migrations with the verdicts that runs gave since Bulkhead was started, where the status itself has none. Pure. */
export function withVerdicts(
	migrations: readonly MigrationStatus[],
	checks: readonly KnownCheck[],
): readonly MigrationStatus[] {
	const fresh = checks.filter((check) => !check.stale);
	if (fresh.length === 0) return migrations;
	return migrations.map((migration) => {
		if (migration.checks || (migration.state !== "applied" && migration.state !== "changed")) return migration;
		const own = fresh.filter((check) => check.migration === migration.id);
		if (own.length === 0) return migration;
		const failed = own.filter((check) => !check.ok).length;
		return { ...migration, checks: { passed: own.length - failed, failed } };
	});
}
