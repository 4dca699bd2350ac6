import type { AdoptResult, CheckResult } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import type { Session } from "../ports.ts";
import { runChecks } from "./checks.ts";
import type { Adoption } from "./choose-adoptions.ts";
import { checkDeps, type MigrationDeps } from "./deps.ts";
import type { FoundHistory } from "./foreign/read-histories.ts";
import { evidenceOf } from "./foreign/tool.ts";
import type { NewEvent } from "./ledger.ts";
import { countChecks } from "./read-checks.ts";
import type { Run } from "./run.ts";

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
export async function examineAdoption(
	session: Session,
	{ deps, run, job, request, found }: Work,
	{ file, entry }: Adoption,
): Promise<Examined> {
	const began = deps.ports.clock.monotonic();
	const checks: CheckResult[] = countChecks(file) > 0 ? await runChecks(session, checkDeps(deps, job), file) : [];
	const failing = checks.filter(({ ok }) => !ok);
	if (!entry && failing.length > 0)
		throw new AppError("REFUSED", `The checks of ${file.id} hold no longer: somebody is changing the schema.`);
	const edited = entry && (await found?.history.difference?.(entry, file, bytesOf(file)));
	const differences = [
		...(edited === undefined ? [] : [`${file.id} (${file.forward.path}): ${edited}.`]),
		...failing.map(({ name }) => `${file.id}: the history says that it was run, and a check does not hold: ${name}.`),
	];
	const history = entry && found ? { history: evidenceOf(found.tool.name, found.table, entry) } : {};
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

/** Read again, and proven to be those of the catalogue. */
const bytesOf = ({ forward: { folder, path, content } }: Adoption["file"]) => folder.pieces(path, content.checksum);
