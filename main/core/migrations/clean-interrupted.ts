import type { ApplyResult } from "../../contract/index.ts";
import type { Session } from "../ports.ts";
import { cleanUp } from "./concurrently/clean-up.ts";
import { FRESH_SESSION } from "./fresh-session.ts";
import { insertEvent } from "./ledger.ts";
import { requireEnded } from "./refusals.ts";
import type { Run } from "./run.ts";
import type { Known } from "./state.ts";

/**
 * What stopped midway is forgotten: the invalid indexes that it left are dropped, and it is as if it had not been begun, but for what it
 * has done, which stays. Answers with a sentence for each.
 */
export async function cleanInterrupted(
	session: Session,
	run: Run,
	known: readonly Known[],
): Promise<ApplyResult["skipped"]> {
	const cleaned: ApplyResult["skipped"] = [];
	for (const migration of known) {
		const { id, file, open } = migration;
		if (!open || !file) continue;
		requireEnded(migration);
		const { done, segments, last } = open;
		if (last?.before && last.solo) {
			await cleanUp(session, run.deps, { solo: last.solo, before: last.before, patience: 0 });
			await session.execute(FRESH_SESSION);
		}
		const stays = `what ${done} of ${segments.length} segments did stays`;
		const event = await run.event(file, "fail", { ms: 0, reason: `given up and cleaned: ${stays}` });
		await session.execute(insertEvent(event, run.deps.who));
		cleaned.push({ id, reason: `it is pending again; ${stays}` });
	}
	return cleaned;
}
