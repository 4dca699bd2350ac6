import type { CheckResult, ForeignEvidence } from "../../contract/index.ts";
import type { JobContext } from "../jobs.ts";
import type { Session } from "../ports.ts";
import { runChecks } from "./checks.ts";
import type { Adoption } from "./choose-adoptions.ts";
import { checkDeps, type MigrationDeps } from "./deps.ts";
import type { FoundHistory } from "./foreign/read-histories.ts";
import { evidenceOf } from "./foreign/tool.ts";
import { countChecks } from "./read-checks.ts";

interface Weighing {
	deps: MigrationDeps;
	job: JobContext;
	found: FoundHistory | undefined;
}

export interface Weighed {
	checks: CheckResult[];
	failing: CheckResult[];
	history: { history?: ForeignEvidence };
	/** How what is here is not what was run, in sentences. */
	differences: string[];
}

/** Runs the checks (which is taken back), and holds the file against what the history says was run. */
export async function weighAdoption(
	session: Session,
	{ deps, job, found }: Weighing,
	{ file, entry }: Adoption,
): Promise<Weighed> {
	const checks: CheckResult[] = countChecks(file) > 0 ? await runChecks(session, checkDeps(deps, job), file) : [];
	const failing = checks.filter(({ ok }) => !ok);
	const edited = entry && (await found?.history.difference?.(entry, file, bytesOf(file)));
	const against = entry
		? failing.map(({ name }) => `${file.id}: the history says that it was run, and a check does not hold: ${name}.`)
		: [];
	return {
		...{ checks, failing },
		history: entry && found ? { history: evidenceOf(found.tool.name, found.table, entry) } : {},
		differences: [...(edited === undefined ? [] : [`${file.id} (${file.forward.path}): ${edited}.`]), ...against],
	};
}

/** Read again, and proven to be those of the catalogue. */
const bytesOf = ({ forward: { folder, path, content } }: Adoption["file"]) => folder.pieces(path, content.checksum);
