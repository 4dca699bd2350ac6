import {
	compareMigrationIds,
	type FleetChoice,
	type FleetStatusResult,
	type FleetTarget,
	type FleetTargetStatus,
} from "../../contract/index.ts";
import type { JobContext } from "../jobs.ts";
import { readingOnce } from "./catalogs.ts";
import { chooseTargets } from "./choose-targets.ts";
import { CONCURRENCY, type FleetDeps } from "./deps.ts";
import { eachAtMost } from "./each-at-most.ts";
import { lookAtTarget } from "./look-at-target.ts";

/** Milliseconds for one target. */
const DEADLINE = 10_000;

export interface FleetStatusRequest {
	choice: FleetChoice;
	concurrency?: number | undefined;
	deadlineMs?: number | undefined;
}

/** How every target stands, each told as it answers. Errors: those of the choice, and CANCELLED. */
export async function readFleet(
	deps: FleetDeps,
	{ choice, concurrency = CONCURRENCY, deadlineMs = DEADLINE }: FleetStatusRequest,
	{ signal, report }: JobContext,
): Promise<FleetStatusResult> {
	const targets = await chooseTargets(deps.connections, choice);
	const catalogOf = readingOnce(deps);
	const heard = new Map<FleetTarget, FleetTargetStatus>();
	await eachAtMost(concurrency, targets, async (target) => {
		if (signal.aborted) return;
		const status = await lookAtTarget(deps, target, { catalogOf, deadlineMs, signal });
		heard.set(target, status);
		report({ kind: "fleet-status", done: heard.size, of: targets.length, status });
	});
	signal.throwIfAborted();
	const found = targets.flatMap((target) => heard.get(target) ?? []);
	return { migrations: columnsOf(found), targets: found, summary: summarize(found) };
}

function columnsOf(found: readonly FleetTargetStatus[]): FleetStatusResult["migrations"] {
	const names = new Map<string, string>();
	for (const { id, name } of found.flatMap(({ migrations }) => migrations)) {
		names.set(id, (names.get(id) ?? name) === name ? name : "");
	}
	return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => compareMigrationIds(a.id, b.id));
}

/** A target may be in several of them. */
export function summarize(found: readonly FleetTargetStatus[]): FleetStatusResult["summary"] {
	const count = (fits: (each: FleetTargetStatus) => boolean): number => found.filter(fits).length;
	const has =
		(...states: string[]) =>
		({ migrations }: FleetTargetStatus) =>
			migrations.some(({ state }) => states.includes(state));
	return {
		targets: found.length,
		settled: count(
			(each) => !each.error && each.drift !== "drift" && each.migrations.every(({ state }) => state === "applied"),
		),
		pending: count(has("pending")),
		drift: count(({ drift }) => drift === "drift"),
		interrupted: count(has("interrupted")),
		unreachable: count(({ error }) => error !== undefined),
	};
}
