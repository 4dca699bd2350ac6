import type { CheckResult, VerifyResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { MigrationFile } from "./catalog.ts";
import { countVerdicts } from "./check-result.ts";
import { runChecks } from "./checks.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { countChecks } from "./read-checks.ts";

/** Runs the checks of these migrations, or of all. What they do is rolled back. BAD_INPUT for an id that there is not. */
export async function verifyMigrations(
	deps: MigrationDeps,
	{ connection, ids }: { connection: string; ids?: string[] | undefined },
	job: JobContext,
): Promise<VerifyResult> {
	const catalog = await loadCatalog(deps, connection);
	const chosen = choose(catalog.migrations, ids);
	return withConnection(deps, connection, { signal: job.signal }, async (session) => {
		const checks: CheckResult[] = [];
		for (const migration of chosen) checks.push(...(await runChecks(session, checkDeps(deps, job), migration)));
		return { checks, ...countVerdicts(checks) };
	});
}

function choose(migrations: MigrationFile[], ids: string[] | undefined): MigrationFile[] {
	if (!ids) return migrations;
	const chosen = migrations.filter(({ id }) => ids.includes(id));
	const unknown = ids.filter((id) => !migrations.some((each) => each.id === id));
	if (unknown.length > 0) throw new AppError("BAD_INPUT", `There is no migration ${unknown.join(", ")}.`);
	const without = chosen.filter((migration) => countChecks(migration) === 0);
	if (without.length === 0) return chosen;
	const names = without.map(({ id }) => id).join(", ");
	throw new AppError("BAD_INPUT", `There are no checks for ${names}.`, {
		hint: "Checks stand in verify/, under the same file name.",
	});
}
