import { EXIT_CHECKS_FAILED, type FleetChoice, type FleetWave } from "../../../contract/index.ts";
import { AppError, exitCodeOf } from "../../../core/errors.ts";
import { worstExit } from "../../../core/fleet/worst-exit.ts";
import { allConnections } from "../all-connections.ts";
import type { Context } from "../context.ts";
import { chosenTargets, type TargetOptions, unlockTargets } from "../fleet-targets.ts";
import { readWave } from "../fleet-waves.ts";
import { followJob } from "../follow-job.ts";
import { printable, table } from "../output.ts";
import { selection } from "../selection.ts";
import { heads, say } from "../words/say.ts";
import { runLines, statusLines, summaryRow } from "./fleet-lines.ts";

export interface FleetStatusOptions extends TargetOptions {
	concurrency?: string;
	/** Seconds. */
	deadline?: string;
	check?: boolean;
}

/** A matrix of targets and migrations. Exits 3 when one was not reached; with --check, 1 when anything is not as it should be. */
export async function fleetStatus(context: Context, options: FleetStatusOptions): Promise<number> {
	const limits = readLimits(options);
	const choice = await chosenTargets(context, options);
	const started = context.client.fleet.status({ choice, ...limits });
	const result = await followJob(context, "fleet-status", started);
	context.out.answer(result, statusLines(context.out, result));
	const { targets, settled, unreachable } = result.summary;
	if (unreachable > 0) return exitCodeOf("CONNECT_FAILED");
	return options.check && settled < targets ? EXIT_CHECKS_FAILED : 0;
}

export interface FleetMigrateOptions extends FleetStatusOptions {
	to?: string;
	wave?: string[];
	rehearse?: boolean;
	stopAfter?: string;
	keepGoing?: boolean;
	/** True without a value: the newest. */
	resume?: string | true;
}

/** Applies pending migrations wave by wave; the exit code is that of the worst outcome. */
export async function fleetMigrate(context: Context, options: FleetMigrateOptions): Promise<number> {
	const { client, out } = context;
	const limits = readLimits(options);
	const waves = options.wave?.map(readWave);
	const rules = {
		...selection([], options.to),
		...limits,
		...readStop(options),
		...(options.rehearse ? { rehearse: true } : {}),
	};
	const resume = await readResume(context, options.resume);
	const choice = resume !== undefined && !isChosen(context, options) ? {} : await chosenTargets(context, options);
	if (resume === undefined) await tellWaves(context, choice, waves);
	await unlockTargets(context, resume === undefined ? choice : await leftOf(context, resume, choice));
	const started = client.fleet.migrate({
		...{ choice, ...rules },
		...(waves ? { waves } : {}),
		...(resume === undefined ? {} : { resume }),
	});
	const run = await followJob(context, "fleet-migrate", started);
	const exit = worstExit(run);
	out.answer({ ...run, exit }, runLines(out, run));
	return exit;
}

/** Runs that are remembered. */
export async function fleetRuns({ client, out }: Context): Promise<number> {
	const result = await client.fleet.runs();
	const head = heads("RUN", "BEGAN", "BY", "STATE", "TARGETS", "DONE", "LEFT");
	out.answer(
		result,
		result.runs.length > 0 ? table(out, head, result.runs.map(summaryRow)) : [say("there is none yet")],
	);
	return 0;
}

/** One of them, target by target. */
export async function fleetRun({ client, out }: Context, id: string): Promise<number> {
	const run = await client.fleet.run({ id });
	out.answer(run, runLines(out, run));
	return 0;
}

function readLimits({ concurrency, deadline }: FleetStatusOptions): { concurrency?: number; deadlineMs?: number } {
	const seconds = readNumber("--deadline", deadline, 86_400);
	const many = readNumber("--concurrency", concurrency, 64);
	return {
		...(many === undefined ? {} : { concurrency: many }),
		...(seconds === undefined ? {} : { deadlineMs: seconds * 1_000 }),
	};
}

function readStop({ stopAfter, keepGoing }: FleetMigrateOptions): { stopAfter?: number } {
	if (keepGoing && stopAfter !== undefined) {
		throw new AppError("BAD_USAGE", "--stop-after and --keep-going are two rules: say one of them.");
	}
	if (keepGoing) return { stopAfter: 0 };
	const many = readNumber("--stop-after", stopAfter, 2_000);
	return many === undefined ? {} : { stopAfter: many };
}

function readNumber(option: string, text: string | undefined, most: number): number | undefined {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (Number.isInteger(value) && value >= 1 && value <= most) return value;
	throw new AppError("BAD_USAGE", `${option} is a number from 1 to ${most}, not ${text}.`);
}

async function readResume({ client }: Context, resume: string | true | undefined): Promise<string | undefined> {
	if (resume !== true) return resume;
	const { runs } = await client.fleet.runs();
	const newest = runs.find(({ left }) => left > 0);
	if (newest) return newest.id;
	throw new AppError("NOT_FOUND", "There is no run of the fleet with anything left to do.", {
		hint: "`bulkhead fleet runs` lists those that are remembered.",
	});
}

function isChosen({ options: { environment } }: Context, { all, group, tag, name, targets }: TargetOptions): boolean {
	return [environment, all, group, tag, name, targets].some((each) => each !== undefined);
}

/** What a resume takes up, as far as it is known before it begins. */
async function leftOf({ client }: Context, resume: string, choice: FleetChoice): Promise<FleetChoice> {
	const connections = await allConnections(client);
	const saved = new Set(connections.filter(({ origin }) => origin === "saved").map(({ id }) => id));
	const { entries } = await client.fleet.run({ id: resume });
	const left = entries.filter(({ state }) => state !== "done" && state !== "checks-failed");
	return { ids: [...left.flatMap(({ target: { key } }) => (saved.has(key) ? [key] : [])), ...(choice.ids ?? [])] };
}

async function tellWaves({ client, out }: Context, choice: FleetChoice, waves: FleetWave[] | undefined): Promise<void> {
	const planned = await client.fleet.waves({ choice, ...(waves ? { waves } : {}) });
	for (const { label, targets } of planned.waves) {
		const names = targets.slice(0, 5).map(({ name }) => name);
		const more =
			targets.length > names.length ? say(" and {targets} more", { targets: targets.length - names.length }) : "";
		out.note(printable(say("wave {label}: {names}{more}", { label, names: names.join(", "), more })));
	}
}
