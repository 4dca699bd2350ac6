/** How things stand when a run begins: the catalogue, the end of the chain, and what happened since. */
import type { UncertifiedRun } from "../../contract/index.ts";
import { type Catalogue, readCatalogue } from "../catalogue/fingerprint.ts";
import { AppError } from "../errors.ts";
import type { Session } from "../ports.ts";
import type { Certifying } from "./certifying.ts";
import { type Comparison, compareWithLast, sayComparison } from "./compare.ts";
import { type ChainEnd, readEnd, readGap } from "./read-chain.ts";

export interface Beginning extends Comparison {
	before: Catalogue;
	chain: ChainEnd;
	gap: UncertifiedRun[];
	startedAt: string;
}

/** Tells the job of drift and gaps. Errors: REFUSED where this role may not write certificates. */
export async function readBeginning(session: Session, { deps, job }: Certifying): Promise<Beginning> {
	const startedAt = deps.ports.clock.now().toISOString();
	const chain = await readEnd(session);
	if (!chain.allowed) throw mayNotWrite();
	const before = await readCatalogue(session);
	const gap = await readGap(session, chain);
	const comparison = await compareWithLast(session, chain.last, before);
	for (const message of [sayComparison(comparison, gap.length), ...gap.map(sayGap)])
		if (message !== undefined) job.report({ kind: "notice", severity: "WARNING", message });
	return { ...comparison, before, chain, gap, startedAt };
}

function mayNotWrite(): AppError {
	return new AppError("REFUSED", "This role may not write certificates into the ledger (schema bulkhead).", {
		hint: "As its owner: GRANT SELECT, INSERT ON bulkhead.certificates TO … ; GRANT SELECT, INSERT, DELETE ON bulkhead.last_catalogue TO …",
		data: { state: "Nothing was run." },
	});
}

function sayGap({ run, at, by, events }: UncertifiedRun): string {
	return `The run ${run} of ${at} by ${by} (${events.join(", ")}) left no certificate; this run's certificate names it.`;
}
