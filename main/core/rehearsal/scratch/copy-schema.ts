/**
 * The target's schema in the scratch database, without a row of anybody's. First by running the recorded migrations anew: their own
 * rows (lookup tables, a first tenant) are then there, on which later migrations stand. Where that does not give the target's catalogue,
 * by pg_dump. Whether it is the same is not believed: the fingerprints are held against each other.
 */
import type { ScratchFacts } from "../../../contract/index.ts";
import { readCatalogue } from "../../catalogue/fingerprint.ts";
import { AppError, DatabaseError, toAppError } from "../../errors.ts";
import type { JobContext } from "../../jobs.ts";
import type { MigrationFile } from "../../migrations/catalog.ts";
import type { MigrationDeps } from "../../migrations/deps.ts";
import { insertEvent } from "../../migrations/ledger.ts";
import { readForward } from "../../migrations/read-forward.ts";
import type { ConnectParams, Session } from "../../ports.ts";
import { type Compared, compareCatalogues } from "./compare.ts";
import type { Place } from "./place.ts";
import { runUp, withScratchRun } from "./scratch-run.ts";

export interface Copying {
	deps: MigrationDeps;
	job: JobContext;
	folder: string;
	/** Recorded migrations, and why they cannot be run anew. */
	there: MigrationFile[];
	notReplayed: string[];
	/** The target's catalogue, and its server's version. */
	lines: readonly string[];
	serverVersion: number;
	target: ConnectParams;
}

export type Copied = Pick<ScratchFacts, "copiedBy" | "equalsTarget" | "differences" | "notes">;

type Way = { compared: Compared } | { why: string };

/** Errors: REFUSED, with the reasons, where no way leads to a copy. */
export async function copySchema(copying: Copying, place: Place): Promise<Copied> {
	const notes: string[] = [...place.notes];
	const first: Way =
		copying.notReplayed.length > 0 ? { why: copying.notReplayed.join(" ") } : await replay(copying, place);
	if ("compared" in first && first.compared.equalsTarget) return told("replay", first.compared, notes);
	await place.remake();
	const second = await dump(copying, place);
	if ("compared" in second) {
		notes.push(
			"why" in first
				? `The recorded migrations could not be run anew: ${first.why}`
				: `The recorded migrations, run anew, give another catalogue than the target's (${first.compared.count} lines): something was changed by hand.`,
		);
		return told("dump", second.compared, notes);
	}
	if ("why" in first) throw noCopy([first.why, second.why]);
	notes.push(`A copy by pg_dump was not to be had: ${second.why}`);
	await place.remake();
	const again = await replay(copying, place);
	if ("why" in again) throw noCopy([again.why, second.why]);
	return told("replay", again.compared, notes);
}

function told(copiedBy: Copied["copiedBy"], { equalsTarget, differences, count }: Compared, notes: string[]): Copied {
	const more = count - differences.length;
	return { copiedBy, equalsTarget, differences, notes: more > 0 ? [...notes, `${more} more differences.`] : notes };
}

function noCopy(reasons: string[]): AppError {
	return new AppError("REFUSED", "The target's schema could not be copied to a scratch database.", {
		hint: "Each reason names what stood in the way.",
		data: { reasons, state: "Nothing was run on the target." },
	});
}

async function replay(copying: Copying, place: Place): Promise<Way> {
	const { deps, job, there, folder } = copying;
	const text = `Copying the schema: the ${there.length} recorded migrations are run anew`;
	const quiet: JobContext = { signal: job.signal, report: () => {} };
	try {
		const statements = await readForward(deps.ports.sql, folder, there);
		return await withScratchRun(deps, place.params, quiet, async (scratch) => {
			for (const [at, step] of there.entries()) {
				job.report({ kind: "step", text, done: at, of: there.length });
				await runUp(scratch, step, statements.get(step.id) ?? [], { first: at + 1, of: there.length });
			}
			return compare(scratch.session, copying);
		});
	} catch (caught) {
		return failedWay(caught, job);
	}
}

async function dump(copying: Copying, place: Place): Promise<Way> {
	const { deps, job, target, serverVersion, there } = copying;
	job.report({ kind: "step", text: "Copying the schema by pg_dump" });
	const dumped = await deps.ports.dump.schema(target, { serverVersion, without: "bulkhead", signal: job.signal });
	if ("why" in dumped) return dumped;
	const quiet: JobContext = { signal: job.signal, report: () => {} };
	try {
		await deps.ports.postgres.withSession(place.owner, { signal: job.signal }, (session) =>
			session.execute(dumped.sql, { anyTime: true }),
		);
		return await withScratchRun(deps, place.params, quiet, async ({ session, run }) => {
			for (const step of there) {
				const event = await run.event(step, "adopt", { ms: 0, reason: "rehearsal" });
				await session.execute(insertEvent(event, deps.ports.who));
			}
			return compare(session, copying);
		});
	} catch (caught) {
		return failedWay(caught, job);
	}
}

async function compare(session: Session, { lines, serverVersion }: Copying): Promise<Way> {
	const copy = await readCatalogue(session);
	const sameVersion = Math.floor(session.serverVersion / 10_000) === Math.floor(serverVersion / 10_000);
	return { compared: compareCatalogues(lines, copy.lines, sameVersion) };
}

/** A way that leads nowhere is told; a cancelled job ends. */
function failedWay(caught: unknown, { signal }: JobContext): Way {
	signal.throwIfAborted();
	if (!(caught instanceof AppError || caught instanceof DatabaseError)) throw caught;
	const { message, data } = toAppError(caught);
	return { why: `${data.file === undefined ? "" : `${data.file}:${data.line ?? 1}: `}${message}` };
}
