import type { RehearseResult, TenancyProfile } from "../../contract/index.ts";
import type { JobContext } from "../jobs.ts";
import type { Catalog, MigrationFile } from "../migrations/catalog.ts";
import { checkDeps, type MigrationDeps } from "../migrations/deps.ts";
import { runElsewhere } from "../migrations/foreign/run-elsewhere.ts";
import { planApply, type Selection } from "../migrations/plan.ts";
import type { Statements } from "../migrations/read/statement.ts";
import { readForward } from "../migrations/read-forward.ts";
import { refuse, refuseInterrupted } from "../migrations/refusals.ts";
import { isThere, readStates } from "../migrations/state.ts";
import type { Session } from "../ports.ts";

export interface RehearseRequest extends Selection {
	connection: string;
	/** In a database of its own, on the target's server or on the embedded one; on the target itself where it is left out. */
	scratch?: "server" | "embedded" | undefined;
	/** How tenants are told apart; detected where it is left out. */
	tenancy?: TenancyProfile | undefined;
	/** Default true; false leaves out the second run, which counts the changed rows by tenant. */
	tenants?: boolean | undefined;
}

export interface RehearsalPlan {
	steps: MigrationFile[];
	skipped: RehearseResult["skipped"];
	statements: Map<string, Statements>;
	/** What is there already, in its order. */
	there: MigrationFile[];
}

/** What an apply would run now. Errors: as of an apply. */
export async function planRehearsal(
	session: Session,
	deps: MigrationDeps,
	{ catalog, request, job }: { catalog: Catalog; request: RehearseRequest; job: JobContext },
): Promise<RehearsalPlan> {
	const known = await readStates(session, checkDeps(deps, job), catalog);
	const { steps, skipped, refusals, interrupted } = planApply(known, request);
	refuseInterrupted(interrupted);
	const elsewhere = await runElsewhere(session, catalog, steps);
	refuse([...refusals, ...elsewhere], "These migrations cannot be applied as things are.");
	const statements = await readForward(deps.ports.sql, catalog.folder, steps);
	const there = known.filter(isThere).flatMap(({ file }) => (file ? [file] : []));
	return { steps, skipped, statements, there };
}
