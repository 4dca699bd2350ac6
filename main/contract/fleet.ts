/** Many databases at once: what stands where, and migrations in waves (docs/fleet.md). */
import { z } from "zod";
import { base, jobStarted } from "./base.ts";
import { environment } from "./connections.ts";
import { errorValue, lockHolder } from "./errors.ts";
import { migrationId } from "./migration-id.ts";
import { migrationState } from "./migrations.ts";

/** Which connections. Without `ids` and `all`: those that fit each of the other fields that are given. */
export const fleetChoice = z.strictObject({
	/** Every saved one. */
	all: z.boolean().optional(),
	/** These, saved or opened for this run, whatever else is said. */
	ids: z.array(z.string()).max(2_000).optional(),
	groups: z.array(z.string()).optional(),
	tags: z.array(z.string()).optional(),
	environments: z.array(environment).optional(),
	/** Names; `*` stands for any characters. */
	names: z.array(z.string().max(200)).optional(),
});
export type FleetChoice = z.infer<typeof fleetChoice>;

export const fleetTarget = z.object({
	/** The connection's. */
	id: z.string(),
	/** What it is known by in a later Bulkhead: the id of a saved one, else `user@host:port/database`. */
	key: z.string(),
	name: z.string(),
	environment,
	group: z.string().optional(),
	tags: z.array(z.string()),
	/** `host:port/database`. */
	server: z.string(),
});
export type FleetTarget = z.infer<typeof fleetTarget>;

/**
 * none: the catalogue is as the last certificate left it · drift: it was changed since · unknown: there is no certificate to hold it
 * against, or none that can be.
 */
export const fleetDrift = z.enum(["none", "drift", "unknown"]);
export type FleetDrift = z.infer<typeof fleetDrift>;

export const fleetTargetStatus = z.object({
	target: fleetTarget,
	/** Milliseconds until it had answered, or was given up. */
	ms: z.number(),
	/** Why there is nothing more: not reached in time, refused, its ledger cannot be read. */
	error: errorValue.optional(),
	version: z.string().optional(),
	/** By number; of an error none. */
	migrations: z.array(z.object({ id: migrationId, name: z.string(), state: migrationState })),
	drift: fleetDrift.optional(),
	/** The last certificate. */
	certificate: z.object({ number: z.number().int(), at: z.string() }).optional(),
	/** Lines of the catalogue that differ from it, where that is known. */
	driftLines: z.number().int().optional(),
	/** Another runner at work on it. */
	runner: lockHolder.optional(),
});
export type FleetTargetStatus = z.infer<typeof fleetTargetStatus>;

export const fleetStatusResult = z.object({
	/** The matrix's columns: every number that any target knows. `name` is empty where two folders call it differently. */
	migrations: z.array(z.object({ id: migrationId, name: z.string() })),
	/** In the fleet's order: development, test, production, then by name. */
	targets: z.array(fleetTargetStatus),
	summary: z.object({
		targets: z.number().int(),
		/** Everything applied, nothing else to say. */
		settled: z.number().int(),
		pending: z.number().int(),
		drift: z.number().int(),
		interrupted: z.number().int(),
		unreachable: z.number().int(),
	}),
});
export type FleetStatusResult = z.infer<typeof fleetStatusResult>;

/** A wave takes, of the targets that no wave before has: these · so many · so many of a hundred of the whole · all that are left. */
export const fleetWave = z.discriminatedUnion("take", [
	z.strictObject({ take: z.literal("names"), label: z.string().max(40).optional(), names: z.array(z.string()).min(1) }),
	z.strictObject({ take: z.literal("count"), label: z.string().max(40).optional(), count: z.number().int().min(1) }),
	z.strictObject({
		take: z.literal("percent"),
		label: z.string().max(40).optional(),
		percent: z.number().min(1).max(100),
	}),
	z.strictObject({ take: z.literal("rest"), label: z.string().max(40).optional() }),
]);
export type FleetWave = z.infer<typeof fleetWave>;

export const plannedWave = z.object({ label: z.string(), targets: z.array(fleetTarget) });

/**
 * not-reached: the run ended before it · cancelled: it was asked to stop and is as the error's state says · checks-failed: applied, and
 * a check does not hold.
 */
export const fleetEntryState = z.enum([
	"waiting",
	"rehearsing",
	"running",
	"done",
	"checks-failed",
	"failed",
	"cancelled",
	"not-reached",
]);
export type FleetEntryState = z.infer<typeof fleetEntryState>;

/** One target of a run. */
export const fleetEntry = z.object({
	target: fleetTarget,
	/** Number of its wave, from 0. */
	wave: z.number().int(),
	state: fleetEntryState,
	/** The migration that runs, and how many are done. */
	at: migrationId.optional(),
	done: z.number().int(),
	of: z.number().int().optional(),
	applied: z.array(migrationId),
	checksFailed: z.number().int(),
	/** Of the certificate that the run left there. */
	certificate: z.number().int().optional(),
	error: errorValue.optional(),
	startedAt: z.date().optional(),
	ms: z.number().optional(),
});
export type FleetEntry = z.infer<typeof fleetEntry>;

const rules = {
	/** The last migration to apply; every pending one when left out. */
	to: migrationId.optional(),
	/** Targets at the same time. Default 8. */
	concurrency: z.number().int().min(1).max(64).optional(),
	/** Nothing more is begun after so many targets have failed; 0: never. Default 1. */
	stopAfter: z.number().int().min(0).max(2_000).optional(),
	/** Each target is rehearsed first, and is left as it is where that fails. */
	rehearse: z.boolean().optional(),
	/** Milliseconds for one target. Default 900,000. */
	deadlineMs: z.number().int().min(1_000).max(86_400_000).optional(),
};

export const fleetRun = z.object({
	id: z.string(),
	startedAt: z.date(),
	endedAt: z.date().optional(),
	/** Who ran Bulkhead, where. */
	by: z.string(),
	host: z.string(),
	rules: z.object(rules),
	waves: z.array(z.object({ label: z.string(), targets: z.number().int() })),
	entries: z.array(fleetEntry),
	/** running: not ended, as far as was written down · stopped: by the rule · abandoned: its Bulkhead is gone. */
	state: z.enum(["running", "done", "stopped", "cancelled", "abandoned"]),
	/** In a sentence, where it did not come to its end. */
	why: z.string().optional(),
	/** The run whose rest this one took up. */
	resumes: z.string().optional(),
	/** Of the job, while this Bulkhead works on it. */
	jobId: z.string().optional(),
	paused: z.boolean().optional(),
});
export type FleetRun = z.infer<typeof fleetRun>;

export const fleetRunSummary = fleetRun.omit({ entries: true }).extend({
	targets: z.number().int(),
	done: z.number().int(),
	/** Those that a resume would take up. */
	left: z.number().int(),
});
export type FleetRunSummary = z.infer<typeof fleetRunSummary>;

const concurrency = z.number().int().min(1).max(64).optional();

export const fleet = {
	/** Who is meant. NOT_FOUND for an id that is not known. */
	targets: base.input(z.strictObject({ choice: fleetChoice })).output(z.object({ targets: z.array(fleetTarget) })),
	/**
	 * A job: each target is told as it answers. `concurrency`: default 8. `deadlineMs` for one target: default 10,000; one that hangs
	 * holds nobody up.
	 */
	status: base
		.input(
			z.strictObject({
				choice: fleetChoice,
				concurrency,
				deadlineMs: z.number().int().min(500).max(600_000).optional(),
			}),
		)
		.output(jobStarted),
	/** How the waves take the targets. Without waves: one target, then the rest. BAD_INPUT where a target is in none. */
	waves: base
		.input(z.strictObject({ choice: fleetChoice, waves: z.array(fleetWave).max(50).optional() }))
		.output(z.object({ waves: z.array(plannedWave) })),
	/**
	 * A job: wave by wave. `resume`: the run whose failed and unreached targets are taken up, by its own waves and rules where none
	 * are given. Errors of a target end that target only.
	 */
	migrate: base
		.input(
			z.strictObject({
				choice: fleetChoice,
				waves: z.array(fleetWave).max(50).optional(),
				...rules,
				resume: z.string().optional(),
			}),
		)
		.output(jobStarted),
	/** Nothing new is begun while it is paused; what runs goes on to its end. NOT_FOUND where no such run is at work. */
	pause: base
		.input(z.strictObject({ jobId: z.string(), paused: z.boolean() }))
		.output(z.object({ paused: z.boolean() })),
	/** Runs that are remembered, the newest first. */
	runs: base.output(z.object({ runs: z.array(fleetRunSummary) })),
	run: base.input(z.strictObject({ id: z.string() })).output(fleetRun),
};
