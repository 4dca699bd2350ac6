/** How things stand when a run begins: the catalogue, the end of the chain, and what happened since. */
import type { UncertifiedRun } from "../../contract/index.ts";
import { type Catalogue, readCatalogue } from "../catalogue/fingerprint.ts";
import { AppError } from "../errors.ts";
import type { ReadSession, Session } from "../ports.ts";
import type { Certifying } from "./certified.ts";
import { type Comparison, compareWithLast, sayComparison } from "./compare.ts";
import { readBegin, readLast, readUncertified, type StoredCertificate, withoutEntry } from "./read-chain.ts";

export interface Beginning extends Comparison {
	before: Catalogue;
	last: StoredCertificate | undefined;
	gap: UncertifiedRun[];
	/** The last entry of the ledger that the certificate before answers for. */
	ledgerFrom: number;
	startedAt: string;
	/** The session's role, and where it is. */
	role: string;
	database: string;
}

const OWN = `
SELECT session_user AS role, pg_catalog.current_database() AS database,
       (pg_catalog.has_table_privilege('bulkhead.certificates', 'SELECT')
        AND pg_catalog.has_table_privilege('bulkhead.certificates', 'INSERT')
        AND pg_catalog.has_table_privilege('bulkhead.last_catalogue', 'SELECT')
        AND pg_catalog.has_table_privilege('bulkhead.last_catalogue', 'INSERT')
        AND pg_catalog.has_table_privilege('bulkhead.last_catalogue', 'DELETE'))::text AS allowed`;

/** Tells the job of drift and gaps. Errors: REFUSED where this role may not write certificates. */
export async function readBeginning(session: Session, { deps, job, run }: Certifying): Promise<Beginning> {
	const startedAt = deps.ports.clock.now().toISOString();
	const own = await readOwn(session);
	const before = await readCatalogue(session);
	const last = await readLast(session);
	const ledgerFrom = last?.body?.ledger.to ?? (await readBegin(session));
	const gap = (await readUncertified(session, ledgerFrom)).filter((each) => each.run !== run).map(withoutEntry);
	const comparison = await compareWithLast(session, last, before);
	for (const message of [sayComparison(comparison, gap.length), ...gap.map(sayGap)])
		if (message !== undefined) job.report({ kind: "notice", severity: "WARNING", message });
	return { ...comparison, before, last, gap, ledgerFrom, startedAt, ...own };
}

async function readOwn(session: ReadSession): Promise<Pick<Beginning, "role" | "database">> {
	const [row] = await session.query<Record<"role" | "database" | "allowed", string>>(OWN);
	if (row?.allowed === "true") return { role: row.role, database: row.database };
	throw new AppError("REFUSED", "This role may not write certificates into the ledger (schema bulkhead).", {
		hint: "As its owner: GRANT SELECT, INSERT ON bulkhead.certificates TO … ; GRANT SELECT, INSERT, DELETE ON bulkhead.last_catalogue TO …",
		data: { state: "Nothing was run." },
	});
}

function sayGap({ run, at, by, events }: UncertifiedRun): string {
	return `The run ${run} of ${at} by ${by} (${events.join(", ")}) left no certificate; this run's certificate names it.`;
}
