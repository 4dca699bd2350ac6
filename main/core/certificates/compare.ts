/** Whether a catalogue is as the last certificate left it. */
import type { Drift } from "../../contract/index.ts";
import { FINGERPRINT_VERSION } from "../catalogue/facts.ts";
import { type Catalogue, difference, fingerprintOf } from "../catalogue/fingerprint.ts";
import type { ReadSession } from "../ports.ts";
import { readLastCatalogue, type StoredCertificate } from "./read-chain.ts";

/** Lines of a drift that are told. */
const TOLD = 1_000;

/** One of both, or neither: the catalogue is the same, or there is nothing to hold it against. */
export interface Comparison {
	drift?: Drift;
	/** In a sentence. */
	notCompared?: string;
}

export async function compareWithLast(
	session: ReadSession,
	last: StoredCertificate | undefined,
	now: Catalogue,
): Promise<Comparison> {
	if (!last) return {};
	const { body, number } = last;
	if (!body) return { notCompared: `Certificate ${number} cannot be read.` };
	if (body.fingerprint.version !== FINGERPRINT_VERSION) {
		return { notCompared: `Certificate ${number} is of a Bulkhead that reads the catalogue otherwise.` };
	}
	const [was, is] = [body.server.version, session.serverVersionText];
	if (major(was) !== major(is)) {
		return {
			notCompared: `The server was of version ${was} and is of ${is}: its catalogue words some things otherwise.`,
		};
	}
	if (body.fingerprint.after === now.fingerprint) return {};
	const before = await readLastCatalogue(session, body.fingerprint.after);
	const known = before !== undefined && fingerprintOf(before) === body.fingerprint.after;
	const lines = known ? difference(before, now.lines) : undefined;
	return {
		drift: {
			since: { number, at: body.endedAt },
			difference: lines?.slice(0, TOLD) ?? null,
			leftOut: Math.max(0, (lines?.length ?? 0) - TOLD),
		},
	};
}

const major = (version: string): string => /^\d+/.exec(version)?.[0] ?? version;

/** What a person is told of it at the start of a run; undefined where there is nothing to tell. */
export function sayComparison({ drift, notCompared }: Comparison, gap: number): string | undefined {
	if (notCompared !== undefined) return notCompared;
	if (!drift) return undefined;
	const { number, at } = drift.since;
	const lines =
		drift.difference === null ? "" : `: ${drift.difference.length + drift.leftOut} lines of the catalogue differ`;
	return gap > 0
		? `The catalogue is not as certificate ${number} of ${at} left it${lines}; runs without a certificate lie between.`
		: `The schema was changed outside Bulkhead since certificate ${number} of ${at}${lines}.`;
}
