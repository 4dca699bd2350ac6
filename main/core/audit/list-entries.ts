import type { AuditEntry, AuditFilter } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { AuditPair, AuditPort } from "../ports.ts";
import type { WrittenAction, WrittenOutcome } from "./entry.ts";

const PAGE = 100;

/** Newest first. */
export function listEntries(
	audit: AuditPort,
	{ limit = PAGE, since, until, ...filter }: AuditFilter,
): { entries: AuditEntry[]; next?: number } {
	const times = { since: since?.toISOString(), until: until?.toISOString() };
	const pairs = audit.list({ ...filter, ...times, limit: limit + 1 });
	const entries = pairs.slice(0, limit).map(toEntry);
	const next = pairs.length > limit ? entries.at(-1)?.seq : undefined;
	return { entries, ...(next === undefined ? {} : { next }) };
}

export function toEntry({ seq, text, hash, outcome, running }: AuditPair): AuditEntry {
	const { v: _, kind, at, details = {}, ...facts } = read<WrittenAction>(seq, text);
	const entry = { ...facts, seq, at: new Date(at), details, hash };
	if (kind === "note") return { ...entry, outcome: "noted" };
	if (outcome === null) return { ...entry, outcome: running ? "running" : "unknown" };
	const { v: __, kind: ___, of: ____, at: endedAt, ...end } = read<WrittenOutcome>(seq, outcome);
	return { ...entry, ...end, endedAt: new Date(endedAt) };
}

function read<Written>(seq: number, text: string): Written {
	try {
		return JSON.parse(text) as Written;
	} catch (caught) {
		throw new AppError(
			"STORE_FAILED",
			`Entry ${seq} of the audit trail cannot be read.`,
			{ hint: "`bulkhead audit verify` names the first that was changed." },
			caught,
		);
	}
}
