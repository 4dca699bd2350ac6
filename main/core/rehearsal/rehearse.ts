import type { RehearseResult } from "../../contract/index.ts";
import type { JobContext } from "../jobs.ts";
import { loadCatalog, type MigrationDeps } from "../migrations/deps.ts";
import { profileOf } from "../tenancy/profile-of.ts";
import type { RehearseRequest } from "./plan-rehearsal.ts";
import { rehearseLive } from "./rehearse-live.ts";
import { rehearseScratch } from "./scratch/rehearse-scratch.ts";

/** Runs for real what `applyMigrations` would run, measures it, tries its rollbacks, and leaves nothing of it. Errors: as of a real run. */
export async function rehearseMigrations(
	deps: MigrationDeps,
	request: RehearseRequest,
	job: JobContext,
): Promise<RehearseResult> {
	const catalog = await loadCatalog(deps, request.connection);
	const rehearse = request.scratch === undefined ? rehearseLive : rehearseScratch;
	const tenancy = await profileOf(deps, request);
	return rehearse(deps, { catalog, request: { ...request, tenancy } }, job);
}
