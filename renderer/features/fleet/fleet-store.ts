/** What the fleet's screen keeps while it is not looked at, and what it starts. */
import { create } from "zustand";
import type { Environment, FleetChoice } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { startJob } from "../../app/jobs/jobs-actions.ts";
import { notifyError } from "../../app/notify.ts";
import { firstPlan, firstWaves, type Plan, planOf, type WaveDraft } from "./wave-drafts.ts";

export interface ChoiceDraft {
	groups: string[];
	tags: string[];
	environments: Environment[];
	/** Patterns with commas between. */
	names: string;
}

interface FleetState {
	choice: ChoiceDraft;
	waves: readonly WaveDraft[];
	plan: Plan;
}

const everybody: ChoiceDraft = { groups: [], tags: [], environments: [], names: "" };

export const useFleet = create<FleetState>(() => ({ choice: everybody, waves: firstWaves, plan: firstPlan }));

export function changeChoice(by: Partial<ChoiceDraft>): void {
	useFleet.setState(({ choice }) => ({ choice: { ...choice, ...by } }));
}

export function changeWaves(waves: readonly WaveDraft[]): void {
	useFleet.setState({ waves });
}

export function changePlan(by: Partial<Plan>): void {
	useFleet.setState(({ plan }) => ({ plan: { ...plan, ...by } }));
}

/** Nothing chosen means every saved connection. */
export function toChoice({ groups, tags, environments, names }: ChoiceDraft): FleetChoice {
	const patterns = names
		.split(",")
		.map((each) => each.trim())
		.filter(Boolean);
	const choice: FleetChoice = {
		...(groups.length > 0 ? { groups } : {}),
		...(tags.length > 0 ? { tags } : {}),
		...(environments.length > 0 ? { environments } : {}),
		...(patterns.length > 0 ? { names: patterns } : {}),
	};
	return Object.keys(choice).length > 0 ? choice : { all: true };
}

export async function lookAtFleet(choice: FleetChoice): Promise<void> {
	await starting(() => startJob("fleet-status", undefined, () => client.fleet.status({ choice })));
}

export async function migrateFleet({ choice, waves, plan }: FleetState): Promise<void> {
	const request = { choice: toChoice(choice), ...planOf(waves, plan) };
	await starting(() => startJob("fleet-migrate", undefined, () => client.fleet.migrate(request)));
}

export async function resumeFleet(resume: string): Promise<void> {
	await starting(() => startJob("fleet-migrate", undefined, () => client.fleet.migrate({ choice: {}, resume })));
}

export async function pauseFleet(jobId: string, paused: boolean): Promise<void> {
	await starting(() => client.fleet.pause({ jobId, paused }));
}

async function starting(work: () => Promise<unknown>): Promise<void> {
	try {
		await work();
	} catch (caught) {
		notifyError(caught);
	}
}
