import type { ChainFault, ChainVerdict, UncertifiedRun } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { sha256 } from "./canonical.ts";
import {
	readAll,
	readBegin,
	readUncertified,
	type StoredCertificate,
	type UncertifiedEntry,
	withoutEntry,
} from "./read-chain.ts";

/**
 * Computes every hash anew, follows the chain from its first certificate to its last, and holds it against the ledger: a certificate of
 * a run that the ledger does not know, and a run that no certificate tells of, are faults too. The first fault is named.
 */
export async function verifyChain(session: ReadSession): Promise<ChainVerdict> {
	let before: StoredCertificate | undefined;
	let brokenAt: ChainFault | undefined;
	let certificates = 0;
	const gaps: ChainVerdict["gaps"] = [];
	const uncertified = await readUncertified(session, await readBegin(session));
	const unknown = new Set(await readUnknown(session));
	for await (const each of readAll(session)) {
		certificates += 1;
		brokenAt ??= faultOf(each, before) ?? silentAbout(each, uncertified) ?? strangeRun(each, unknown);
		for (const gap of each.body?.gap ?? []) gaps.push({ ...gap, namedBy: each.number });
		before = each;
	}
	brokenAt ??= afterTheLast(before, uncertified);
	return {
		ok: !brokenAt,
		certificates,
		gaps,
		...(before ? { head: before.hash } : {}),
		...(brokenAt ? { brokenAt } : {}),
	};
}

/** Of its number, of the certificate itself, and of what it says of the one before. */
function faultOf(each: StoredCertificate, before: StoredCertificate | undefined): ChainFault | undefined {
	const { number, run, hash, text, body } = each;
	const fault = (kind: ChainFault["kind"], message: string): ChainFault => ({ number, run, kind, message });
	const expected = (before?.number ?? 0) + 1;
	if (number !== expected) {
		const gone =
			number - expected === 1 ? `Certificate ${expected} is` : `Certificates ${expected} to ${number - 1} are`;
		return fault("missing", `${gone} gone: ${number} follows ${before?.number ?? "nothing"}.`);
	}
	if (sha256(text) !== hash)
		return fault("edited", `Certificate ${number} was edited: its text no longer has its hash.`);
	if (!body) return fault("unreadable", `Certificate ${number} is no certificate that this Bulkhead can read.`);
	if (body.number !== number || body.run !== run) {
		const written = `it was written as ${body.number}, of the run ${body.run}`;
		return fault("moved", `Certificate ${number} is not in its place: ${written}.`);
	}
	if (body.previous?.number === before?.number && body.previous?.hash === before?.hash) return undefined;
	const told = before
		? `certificate ${before.number} that is there: that one was edited`
		: "nothing, though it is the first";
	return fault("edited", `Certificate ${number} does not follow ${told}, or was put in another's place.`);
}

/** A run in the span of the ledger that it answers for, which it does not name. */
function silentAbout(
	{ number, body }: StoredCertificate,
	uncertified: readonly UncertifiedEntry[],
): ChainFault | undefined {
	if (!body) return undefined;
	const named = new Set(body.gap.map(({ run }) => run));
	const silent = uncertified.find(
		({ entry, run }) => entry > body.ledger.from && entry <= body.ledger.to && !named.has(run),
	);
	return silent && { number, ...noCertificate(silent) };
}

function strangeRun({ number, run }: StoredCertificate, unknown: ReadonlySet<number>): ChainFault | undefined {
	if (!unknown.has(number)) return undefined;
	return {
		number,
		run,
		kind: "no-ledger-entry",
		message: `The ledger has no entry of certificate ${number}'s run: entries were taken out of it.`,
	};
}

function afterTheLast(
	last: StoredCertificate | undefined,
	uncertified: readonly UncertifiedEntry[],
): ChainFault | undefined {
	const end = last?.body?.ledger.to ?? 0;
	const silent = uncertified.find(({ entry }) => entry > end);
	return silent && noCertificate(silent);
}

function noCertificate(entry: UncertifiedEntry): Pick<ChainFault, "run" | "kind" | "message"> {
	const { run, at, by, events }: UncertifiedRun = withoutEntry(entry);
	return {
		...{ run, kind: "no-certificate" },
		message: `The run ${run} of ${at} by ${by} (${events.join(", ")}) is in the ledger, and its certificate is not there: it could not be written, or was taken away.`,
	};
}

/** Certificates whose runs the ledger does not know. */
async function readUnknown(session: ReadSession): Promise<number[]> {
	const rows = await session.query<{ number: string }>(
		`SELECT c.number::text AS number FROM bulkhead.certificates AS c
		  WHERE NOT EXISTS (SELECT FROM bulkhead.events AS e WHERE e.run = c.run)`,
	);
	return rows.map(({ number }) => Number(number));
}
