/** What would run, in which order, and why not. Pure: the states are read before. */
import { compareMigrationIds, type PlanResult } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { type MigrationFile, undoneBy } from "./catalog.ts";
import { isThere, type Known } from "./state.ts";

/** These ids, or all up to `to` (for a rollback: all after it); everything that is pending when neither is given. */
export interface Selection {
	ids?: string[] | undefined;
	to?: string | undefined;
}

export interface Plan {
	steps: MigrationFile[];
	/** Why nothing can run before somebody has decided about a file that stopped midway. */
	interrupted: string[];
	skipped: PlanResult["skipped"];
	refusals: string[];
}

/** `resume`: what stopped midway goes on, and what follows runs after it. */
export function planApply(known: readonly Known[], selection: Selection & { resume?: boolean | undefined }): Plan {
	const chosen = choose(known, selection, (id, to) => compareMigrationIds(id, to) <= 0);
	const steps: MigrationFile[] = [];
	const skipped: Plan["skipped"] = [];
	const refusals = [...known.flatMap(standingFault)];
	const chosenIds = new Set(chosen.map(({ id }) => id));
	const left = known.filter(({ id, state }) => state === "pending" && !chosenIds.has(id));
	const there = known.filter(isThere);
	for (const migration of chosen) {
		const reason = whySkipped(migration);
		if (reason !== undefined && (selection.ids || migration.state === "unrecorded"))
			skipped.push({ id: migration.id, reason });
		const runs = migration.state === "pending" || (selection.resume && migration.state === "interrupted");
		if (!runs || !migration.file) continue;
		steps.push(migration.file);
		if (migration.state === "pending") refusals.push(...outOfOrder(migration, left, there));
		const notRun = migration.file.foreign?.notRun;
		if (notRun !== undefined) refusals.push(whyNotHere(migration.file, notRun));
	}
	const interrupted = selection.resume ? [] : known.flatMap(midway);
	return { steps, skipped, refusals, interrupted };
}

function whyNotHere({ id, forward, foreign }: MigrationFile, notRun: string): string {
	return `${id} (${forward.path}) cannot be run here: ${notRun}. Run it with ${foreign?.tool}, then \`bulkhead adopt ${id}\`.`;
}

/** One sentence of a file that stopped midway. */
function midway({ id, open }: Known): string[] {
	if (!open) return [];
	const { done, segments, stillRunning } = open;
	const works = stillRunning === undefined ? "" : ` Its session (pid ${stillRunning}) still works on the server.`;
	return [
		`${id} stopped midway: ${done} of ${segments.length} segments are done, line ${segments[done]?.line ?? 1} is next.${works}`,
	];
}

export function planRollback(known: readonly Known[], selection: Selection): Plan {
	const chosen = choose(known, selection, (id, to) => compareMigrationIds(id, to) > 0).reverse();
	const steps: MigrationFile[] = [];
	const skipped: Plan["skipped"] = [];
	const refusals: string[] = [];
	const chosenIds = new Set(chosen.map(({ id }) => id));
	for (const migration of chosen) {
		const { id, file, state } = migration;
		if (state === "pending") {
			skipped.push({ id, reason: "it is not applied" });
			continue;
		}
		refusals.push(...whyNotBack(migration, known, chosenIds));
		if (file) steps.push(file);
	}
	return { steps, skipped, refusals, interrupted: [] };
}

/** BAD_INPUT for an id that neither the folder nor the ledger knows. */
function choose(known: readonly Known[], { ids, to }: Selection, within: (id: string, to: string) => boolean): Known[] {
	const asked = [...(ids ?? []), ...(to === undefined ? [] : [to])];
	const unknown = asked.filter((id) => !known.some((each) => each.id === id));
	// `--to 000` of a rollback: everything goes.
	const nothingStays = unknown.every((id) => id === to && id === "000");
	if (unknown.length > 0 && !nothingStays) {
		throw new AppError("BAD_INPUT", `There is no migration ${unknown.join(", ")}.`, {
			hint: known.length > 0 ? `There are ${known[0]?.id} to ${known.at(-1)?.id}.` : "The folder has none.",
		});
	}
	if (ids) return known.filter(({ id }) => ids.includes(id));
	return to === undefined ? [...known] : known.filter(({ id }) => within(id, to));
}

/** What stops every apply until somebody has decided. */
function standingFault({ id, name, state, entry }: Known): string[] {
	if (state === "changed") {
		const now = entry && entry.name !== name ? `is now named ${name}` : "was edited";
		return [
			`${id} ${now} since it was applied: put back the file that was applied, or roll ${id} back and apply it again.`,
		];
	}
	if (state === "missing") {
		return [
			`${id} ${name} is applied, and its file is missing: put it back, or point Bulkhead at the folder that has it.`,
		];
	}
	return [];
}

function whySkipped({ id, state }: Known): string | undefined {
	if (state === "applied") return "it is applied";
	if (state === "unrecorded")
		return `its checks hold, but the ledger does not know it: record it with \`bulkhead adopt ${id}\``;
	return undefined;
}

/** Migrations run in the order of their numbers: nothing below may be left out, nothing above may be there. */
function outOfOrder({ id }: Known, left: readonly Known[], there: readonly Known[]): string[] {
	const below = left.filter((each) => compareMigrationIds(each.id, id) < 0);
	const above = there.filter((each) => compareMigrationIds(each.id, id) > 0);
	const refusals: string[] = [];
	if (below.length > 0)
		refusals.push(`${id} needs ${list(below)} before it: apply ${below.length === 1 ? "that" : "those"} too.`);
	if (above.length > 0) {
		refusals.push(
			`${id} is not applied, and ${list(above)} after it already ${above.length === 1 ? "is" : "are"}: give it a number after ${above.at(-1)?.id}, or roll back to before it (--to) and apply in order.`,
		);
	}
	return refusals;
}

function whyNotBack({ id, name, state, file }: Known, known: readonly Known[], chosen: ReadonlySet<string>): string[] {
	const refusals: string[] = [];
	const after = (each: Known) => compareMigrationIds(each.id, id) > 0;
	const above = known.filter((each) => isThere(each) && !chosen.has(each.id) && after(each));
	if (above.length > 0) {
		refusals.push(
			`${list(above)} ${above.length === 1 ? "stands" : "stand"} on ${id}: roll back in order, the newest first (or --to the one that stays).`,
		);
	}
	if (state === "unrecorded") refusals.push(`${id} is there, but the ledger does not know it: adopt it first.`);
	if (state === "missing")
		refusals.push(`${id} ${name} has no files here: point Bulkhead at the folder that has them.`);
	else if (file && !file.rollback) refusals.push(`${id} has no rollback file: add ${undoneBy(file)}.`);
	return refusals;
}

function list(known: readonly Known[]): string {
	const ids = known.map(({ id }) => id);
	return ids.length > 4 ? `${ids[0]} to ${ids.at(-1)}` : ids.join(", ");
}
