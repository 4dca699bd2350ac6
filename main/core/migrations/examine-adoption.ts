import type { AdoptResult, CheckResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { Session } from "../ports.ts";
import type { Adoption } from "./choose-adoptions.ts";
import type { MigrationDeps } from "./deps.ts";
import type { FoundHistory } from "./foreign/read-histories.ts";
import type { NewEvent } from "./ledger.ts";
import type { Run } from "./run.ts";
import { weighAdoption } from "./weigh-adoption.ts";

export interface Examined {
	adopted: AdoptResult["adopted"][number];
	event: NewEvent;
	file: Adoption["file"];
	checks: CheckResult[];
	/** How what is here is not what was run, in sentences. */
	differences: string[];
}

interface Work {
	deps: MigrationDeps;
	run: Run;
	job: JobContext;
	request: { reason?: string | undefined };
	found: FoundHistory | undefined;
}

/** What speaks for the adoption, and what against it: the history's entry, the file's hash, and every check, run now. */
export async function examineAdoption(session: Session, work: Work, adoption: Adoption): Promise<Examined> {
	const { deps, run, request } = work;
	const { file, entry } = adoption;
	const began = deps.ports.clock.monotonic();
	const { checks, failing, differences, history } = await weighAdoption(session, work, adoption);
	if (!entry && failing.length > 0)
		throw new AppError("REFUSED", `The checks of ${file.id} hold no longer: somebody is changing the schema.`);
	const details = {
		...history,
		file: { path: file.forward.path, sha256: file.forward.checksum },
		checks: checks.map(({ name, ms, ok }) => ({ name, ms: Math.round(ms), ...(ok ? {} : { ok }) })),
		...(differences.length > 0 ? { despite: differences } : {}),
	};
	const ms = elapsed(deps.ports.clock, began);
	const event = await run.event(file, "adopt", { ms, reason: request.reason, details });
	const held = checks.length - failing.length;
	return { adopted: { id: file.id, name: file.name, checks: held, ...history }, event, file, checks, differences };
}
