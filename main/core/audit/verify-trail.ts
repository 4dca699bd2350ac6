/** Reads the trail from its first entry to its last, and computes every hash anew. */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { AuditFault, AuditVerdict } from "../../contract/index.ts";
import type { AuditPort, Clock } from "../ports.ts";
import { fingerprintOf, hashOf } from "./entry.ts";

/** Entries that are read at a time: some 5 ms of work. */
const PAGE = 2_000;
/** Milliseconds of work after which others have their turn; oftener costs more than it gives on a busy machine. */
const TURN = 25;

export type TrailVerdict = Pick<AuditVerdict, "entries" | "head" | "keys" | "brokenAt">;

type Row = ReturnType<AuditPort["scan"]>[number];

/**
 * A signature covers its entry's hash, a hash the signature before it: the last signature of each key answers for all before it, and only
 * those are computed, for one takes as long as a hundred hashes. Errors: STORE_FAILED, the signal's reason.
 */
export async function verifyTrail(audit: AuditPort, clock: Clock, signal?: AbortSignal): Promise<TrailVerdict> {
	const highest = audit.highest();
	let turn = clock.monotonic() + TURN;
	const reader = openReader(new Map(audit.keys().map(({ id, publicKey }) => [id, publicKey])));
	for (let page = audit.scan(0, PAGE); page.length > 0; page = audit.scan(reader.seen(), PAGE)) {
		const fault = reader.take(page);
		if (fault) return reader.verdict(fault);
		if (page.length < PAGE) break;
		if (clock.monotonic() < turn) continue;
		await clock.sleep(0, signal);
		turn = clock.monotonic() + TURN;
	}
	return reader.verdict(reader.seen() < highest ? missing(reader.seen() + 1) : reader.checkLast());
}

function openReader(keys: ReadonlyMap<number, string>) {
	const runs: AuditVerdict["keys"] = [];
	let last: Row | undefined;
	let entries = 0;

	const take = (row: Row): AuditFault | undefined => {
		const fault = follows(last, row);
		if (fault) return fault;
		if (last?.[4] !== row[4]) {
			const unsigned = checkLast();
			if (unsigned) return unsigned;
			closeRun();
			runs.push({ fingerprint: fingerprintOf(keys.get(row[4]) ?? ""), from: row[0], to: row[0] });
		}
		last = row;
		entries += 1;
		return undefined;
	};
	const closeRun = (): void => {
		const run = runs.at(-1);
		if (run && last) run.to = last[0];
	};
	const checkLast = () => (last ? checkSignature(last, keys) : undefined);

	return {
		seen: () => last?.[0] ?? 0,
		checkLast,
		/** The first fault of a page. */
		take(page: readonly Row[]): AuditFault | undefined {
			for (const row of page) {
				const fault = take(row);
				if (fault) return fault;
			}
			return undefined;
		},
		verdict(brokenAt: AuditFault | undefined): TrailVerdict {
			closeRun();
			return { entries, keys: runs, ...headOf(last), ...(brokenAt ? { brokenAt } : {}) };
		},
	};
}

function headOf(row: Row | undefined): Pick<TrailVerdict, "head"> {
	if (!row) return {};
	return { head: { seq: row[0], hash: row[2], at: timeIn(row[1]) } };
}

function timeIn(text: string): string {
	return /"at":"([^"]*)"/.exec(text)?.[1] ?? "";
}

function follows(before: Row | undefined, [seq, text, hash]: Row): AuditFault | undefined {
	const expected = (before?.[0] ?? 0) + 1;
	if (seq !== expected) return missing(expected);
	const link = before && { hash: before[2], signature: before[3] };
	if (hashOf(link, seq, text) === hash) return undefined;
	return {
		seq,
		kind: "edited",
		message: `Entry ${seq} is not what it was when it was written, or does not follow the one before it.`,
	};
}

function missing(seq: number): AuditFault {
	return { seq, kind: "missing", message: `Entry ${seq} was written and is not there any more.` };
}

function checkSignature([seq, , hash, signature, key]: Row, keys: ReadonlyMap<number, string>): AuditFault | undefined {
	const pem = keys.get(key);
	if (pem !== undefined && isSigned(hash, signature, pem)) return undefined;
	return { seq, kind: "signature", message: `Entry ${seq} is not signed by the key that it names.` };
}

export function isSigned(hash: string, signature: string, publicKey: string): boolean {
	const key = readKey(publicKey);
	const bytes = Buffer.from(signature, "base64");
	// The text that was written, not another one of the same bytes.
	if (!key || bytes.toString("base64") !== signature) return false;
	return verify(null, Buffer.from(hash, "ascii"), key, bytes);
}

function readKey(publicKey: string): KeyObject | undefined {
	try {
		const key = createPublicKey(publicKey);
		return key.asymmetricKeyType === "ed25519" ? key : undefined;
	} catch {
		return undefined;
	}
}
