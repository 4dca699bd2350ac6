import type { CheckResult } from "../../../main/contract/index.ts";
import type { JobView } from "../../app/jobs/job-view.ts";

export interface KnownCheck extends CheckResult {
	/** `006 tenants has its columns`: a check has no other identity. */
	key: string;
	/** Milliseconds since 1970: when the run began that gave this verdict. */
	at: number;
	/** The database was changed after this verdict, by a run of this connection. */
	stale: boolean;
}

/** The newest verdict of each check, from every run that is known of this connection; failing ones first. Pure. */
export function latestChecks(views: readonly JobView[]): KnownCheck[] {
	const known = new Map<string, KnownCheck>();
	const inOrder = views.toSorted((a, b) => a.startedAt - b.startedAt);
	for (const view of inOrder) {
		if (changesDatabase(view)) for (const check of known.values()) check.stale = true;
		for (const check of checksOf(view)) {
			const key = `${check.migration} ${check.name}`;
			known.set(key, { ...check, key, at: view.startedAt, stale: false });
		}
	}
	return [...known.values()].sort((a, b) => Number(a.ok) - Number(b.ok) || Number(a.migration) - Number(b.migration));
}

/** Checks as they came, or all of them with the end, which a late watcher still hears. */
function checksOf({ end, checks }: JobView): readonly CheckResult[] {
	if (end?.status !== "done") return checks;
	if (end.outcome.job === "verify") return end.outcome.result.checks;
	if (end.outcome.job === "apply") return end.outcome.result.checks.checks;
	return checks;
}

/** A failed run may have applied a part of what it was asked for. */
function changesDatabase({ job, end }: JobView): boolean {
	if (job !== "apply" && job !== "rollback") return false;
	if (end?.status !== "done") return true;
	if (end.outcome.job === "apply") return end.outcome.result.applied.length > 0;
	return end.outcome.job === "rollback" && end.outcome.result.rolledBack.length > 0;
}
