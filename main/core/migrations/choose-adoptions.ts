/** What can be adopted, on which evidence, and why not the rest. Pure: states and histories are read before. */
import { type AdoptResult, compareMigrationIds } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { MigrationFile } from "./catalog.ts";
import type { FoundHistory } from "./foreign/read-histories.ts";
import type { HistoryEntry } from "./foreign/tool.ts";
import type { Known } from "./state.ts";

export interface Adoption {
	file: MigrationFile;
	/** What another tool's history says of it; absent where the checks alone prove it. */
	entry?: HistoryEntry;
}

export interface Adoptions {
	ready: Adoption[];
	skipped: AdoptResult["skipped"];
}

interface Choice {
	/** All that there is proof for when left out. */
	ids: string[] | undefined;
	found: FoundHistory | undefined;
	/** The history alone, whatever the checks prove. */
	only: boolean;
}

/** BAD_INPUT for an id that neither the folder nor the ledger knows. */
export function chooseAdoptions(known: readonly Known[], choice: Choice): Adoptions {
	requireKnown(known, choice.ids);
	const all = known.flatMap(({ file }) => file ?? []);
	const ready: Adoption[] = [];
	const skipped: Adoptions["skipped"] = [];
	/** The lowest that is neither in the ledger nor adopted now: the ledger has no holes, so nothing after it is adopted. */
	let hole: string | undefined;
	for (const migration of known) {
		const { id } = migration;
		const proof = proofOf(migration, all, choice);
		const isWanted = choice.ids?.includes(id) ?? proof !== undefined;
		if (isWanted && proof && hole === undefined) ready.push(proof);
		else {
			if (isWanted) skipped.push({ id, reason: whyNot(migration, proof, choice, hole) });
			if (isOpen(migration)) hole ??= id;
		}
	}
	return { ready, skipped };
}

function requireKnown(known: readonly Known[], ids: readonly string[] = []): void {
	const unknown = ids.filter((id) => !known.some((each) => each.id === id));
	if (unknown.length > 0) throw new AppError("BAD_INPUT", `There is no migration ${unknown.join(", ")}.`);
}

const isOpen = ({ state }: Known): boolean => state === "pending" || state === "unrecorded";

/** What speaks for a migration that the ledger does not know. */
function proofOf(migration: Known, all: readonly MigrationFile[], { found, only }: Choice): Adoption | undefined {
	const { file, state } = migration;
	if (!file || !isOpen(migration)) return undefined;
	const entry = found?.history.entryOf(file, all);
	if (entry) return { file, entry };
	return state === "unrecorded" && !only ? { file } : undefined;
}

function whyNot(
	migration: Known,
	proof: Adoption | undefined,
	{ found, only }: Choice,
	hole: string | undefined,
): string {
	if (!isOpen(migration)) return "the ledger knows it already";
	if (proof) return `${hole} before it is neither applied nor adopted`;
	const history = found && `${found.table.shown} does not have it`;
	if (only && history) return history;
	const failing = migration.checks?.find(({ ok }) => !ok);
	const checks = failing ? `a check fails: ${failing.name}` : "it has no checks that could prove it";
	return history ? `${history}, and ${checks}` : checks;
}

/** Versions of the history for which the folder has no file, for people. */
export function withoutFile({ withoutFile: entries }: FoundHistory): string[] {
	return entries.map(({ version }) => version).toSorted(compareVersions);
}

function compareVersions(a: string, b: string): number {
	const isNumber = /^\d+(?:\.\d+)*$/.test(a) && /^\d+(?:\.\d+)*$/.test(b);
	return isNumber ? compareMigrationIds(a, b) : 0;
}
