import type { FleetChoice, FleetEntry, FleetRun, FleetTarget, FleetWave } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { JobContext } from "../jobs.ts";
import { sortedId } from "../sorted-id.ts";
import { assignWaves, DEFAULT_WAVES, type Wave } from "./assign-waves.ts";
import { chooseTargets } from "./choose-targets.ts";
import { CONCURRENCY, type FleetDeps } from "./deps.ts";
import { eachAtMost } from "./each-at-most.ts";
import { migrateTarget } from "./migrate-target.ts";
import { isUnfinished, openRecord, parseRun, type RunRecord } from "./record.ts";

type Rules = FleetRun["rules"];

export interface FleetMigrateRequest extends Rules {
	choice: FleetChoice;
	waves?: FleetWave[] | undefined;
	resume?: string | undefined;
}

/** What is to be done, decided before anything is. */
export interface PreparedRun {
	waves: Wave[];
	rules: Rules;
	resumes?: string;
}

/** Chooses the targets and their waves. Errors: BAD_INPUT, NOT_FOUND; nothing was touched then. */
export async function prepareRun(deps: FleetDeps, request: FleetMigrateRequest): Promise<PreparedRun> {
	const { choice, waves, resume, ...rules } = request;
	if (resume === undefined) {
		const targets = await chooseTargets(deps.connections, choice);
		if (targets.length === 0) throw new AppError("BAD_INPUT", "No saved connection fits what was chosen.");
		return { waves: assignWaves(targets, waves ?? DEFAULT_WAVES), rules };
	}
	const before = await findRun(deps, resume);
	const left = await findLeft(deps, choice, before);
	if (left.size === 0) throw new AppError("BAD_INPUT", "That run has nothing left to do.");
	return {
		waves: waves ? assignWaves([...left.keys()], waves) : sameWaves(before, left),
		rules: { ...before.rules, ...given(rules) },
		resumes: before.id,
	};
}

async function findRun({ ports }: FleetDeps, id: string): Promise<FleetRun> {
	const text = await ports.fleetRuns.get(id);
	const run = text === undefined ? undefined : parseRun(text, false);
	if (run) return run;
	throw new AppError("NOT_FOUND", `There is no run ${id} of the fleet.`, {
		hint: "`bulkhead fleet runs` lists those that are remembered.",
	});
}

/** What failed or was not reached, as this Bulkhead knows it, with the wave that it was in. */
async function findLeft(deps: FleetDeps, choice: FleetChoice, run: FleetRun): Promise<Map<FleetTarget, number>> {
	const left = new Map(run.entries.filter(isUnfinished).map((entry) => [entry.target.key, entry.wave]));
	const cards = await deps.connections.list();
	const saved = cards.filter(({ id, origin }) => origin === "saved" && left.has(id)).map(({ id }) => id);
	const ids = [...new Set([...saved, ...(choice.ids ?? [])])];
	const known = ids.length === 0 ? [] : await chooseTargets(deps.connections, { ids });
	const found = new Map(
		known.flatMap((target): [FleetTarget, number][] => {
			const wave = left.get(target.key);
			return wave === undefined ? [] : [[target, wave]];
		}),
	);
	const there = new Set([...found.keys()].map(({ key }) => key));
	const missing = run.entries.filter(({ target: { key } }) => left.has(key) && !there.has(key));
	if (missing.length === 0) return found;
	throw new AppError("NOT_FOUND", `${missing.length} of its targets are not known here: ${missing[0]?.target.name}.`, {
		hint: "Give the same --targets file again; a saved connection that was removed has to be added again.",
	});
}

function sameWaves({ waves }: FleetRun, left: ReadonlyMap<FleetTarget, number>): Wave[] {
	const all = waves.map(({ label }, at) => ({
		label,
		targets: [...left].flatMap(([target, wave]) => (wave === at ? [target] : [])),
	}));
	return all.filter(({ targets }) => targets.length > 0);
}

function given(rules: Rules): Rules {
	return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined));
}

/** Whoever pauses and goes on. */
export interface Gate {
	/** Resolves while it is open; at once where it was never shut. */
	passed(signal: AbortSignal): Promise<void>;
}

/**
 * Wave by wave, a few targets at a time. The run ends before the next target where the stop rule says so, and before the next wave where
 * not all of the first is well. A target's failure is its own; errors of the run: STORE_FAILED, DISK_FULL, before anything was done.
 */
export async function runFleet(
	deps: FleetDeps,
	{ waves, rules, resumes }: PreparedRun,
	{ signal, report, gate }: Pick<JobContext, "signal" | "report"> & { gate: Gate },
): Promise<FleetRun> {
	const { ports } = deps;
	const entries = waves.flatMap(({ targets }, wave) => targets.map((target) => newEntry(target, wave)));
	const record = openRecord(
		ports,
		{
			id: sortedId(ports.clock.now()),
			startedAt: ports.clock.now(),
			...{ by: ports.who.user, host: ports.who.host, rules, entries, state: "running" },
			waves: waves.map(({ label, targets }) => ({ label, targets: targets.length })),
			...(resumes === undefined ? {} : { resumes }),
		},
		(entry) => report({ kind: "fleet-entry", entry }),
	);
	await record.write();
	report({ kind: "fleet-run", run: record.run });
	const why = await runWaves(deps, record, waves.length, { signal, gate });
	for (const entry of record.run.entries) if (entry.state === "waiting") record.change(entry, { state: "not-reached" });
	const state = signal.aborted ? "cancelled" : why === undefined ? "done" : "stopped";
	await record.close();
	const ended = { state, endedAt: ports.clock.now(), ...(why === undefined ? {} : { why }) } as const;
	// What was done is done, and told: only the memory of it is poorer.
	await record.write(ended).catch((caught: unknown) => report(warning(caught)));
	return record.run;
}

const warning = (caught: unknown) =>
	({ kind: "notice", severity: "WARNING", message: `The run could not be written down: ${caught}` }) as const;

/** Why it ended early, in a sentence. */
async function runWaves(
	deps: FleetDeps,
	record: RunRecord,
	count: number,
	{ signal, gate }: { signal: AbortSignal; gate: Gate },
): Promise<string | undefined> {
	const { concurrency = CONCURRENCY, stopAfter = 1 } = record.run.rules;
	const failures = (): number => record.run.entries.filter(isBad).length;
	const stopped = (): boolean => stopAfter > 0 && failures() >= stopAfter;
	for (let wave = 0; wave < count; wave += 1) {
		const entries = record.run.entries.filter((entry) => entry.wave === wave);
		await eachAtMost(concurrency, entries, async (entry) => {
			await gate.passed(signal);
			if (signal.aborted || stopped()) return;
			await migrateTarget(deps, record, entry, signal);
		});
		if (signal.aborted) return "It was asked to stop.";
		if (stopped()) return `It stopped by its rule: ${failures()} targets did not end well.`;
		const bad = record.run.entries.filter((entry) => entry.wave === wave && isBad(entry)).length;
		if (wave === 0 && count > 1 && bad > 0)
			return `The first wave did not end well: ${bad} of ${entries.length} targets.`;
	}
	return undefined;
}

const isBad = ({ state }: FleetEntry): boolean => state === "failed" || state === "checks-failed";

const newEntry = (target: FleetTarget, wave: number): FleetEntry => ({
	...{ target, wave, state: "waiting", done: 0, applied: [], checksFailed: 0 },
});
