import type { TenancyProfile } from "../../contract/index.ts";
import type { JobContext } from "../jobs.ts";
import type { Seeing } from "./see-as-tenants.ts";

/** For a run that was asked to look; it costs others nothing. */
export function seeingOf(
	deps: Seeing["deps"],
	{
		connection,
		isolation,
		tenancy,
	}: { connection: string; isolation?: boolean | undefined; tenancy?: TenancyProfile | undefined },
	{ signal }: JobContext,
): Seeing | undefined {
	return isolation ? { deps, connection, tenancy, signal } : undefined;
}
