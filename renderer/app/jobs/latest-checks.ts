import type { CheckResult } from "../../../main/contract/index.ts";
import type { JobView } from "./job-view.ts";

export interface KnownCheck extends CheckResult {
	/** Its identity: see `named`. */
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
		for (const [key, check] of named(checksOf(view)))
			known.set(key, { ...check, key, at: view.startedAt, stale: false });
	}
	return [...known.values()].sort((a, b) => Number(a.ok) - Number(b.ok) || Number(a.migration) - Number(b.migration));
}

/** Each check by its migration and name; two of one name are told apart by their order. */
function named(checks: readonly CheckResult[]): [string, CheckResult][] {
	const seen = new Map<string, number>();
	return checks.map((check) => {
		const name = `${check.migration} ${check.name}`;
		const times = (seen.get(name) ?? 0) + 1;
		seen.set(name, times);
		return [times === 1 ? name : `${name} ${times}`, check];
	});
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
