/** An entry of the trail as it is written: a JSON text in ASCII, and the hash that ties it to the one before. */
import { createHash, hash } from "node:crypto";
import { AUDIT_FORMAT, type AuditConnection, type AuditOutcome, type ErrorCode } from "../../contract/index.ts";
import type { AuditRow } from "../ports.ts";

export interface Actor {
	by: string;
	host: string;
	bulkhead: string;
}

/** What is known before it is done. */
export interface AuditFacts {
	action: string;
	effect: "change" | "look" | "note";
	connection?: AuditConnection | undefined;
	tenant?: string | undefined;
	reason?: string | undefined;
	ticket?: string | undefined;
	details?: Record<string, unknown> | undefined;
}

/** What came of it. */
export interface AuditEnd {
	outcome: Extract<AuditOutcome, "done" | "failed" | "refused" | "cancelled" | "unknown">;
	code?: ErrorCode | undefined;
	sqlstate?: string | undefined;
	ms?: number | undefined;
	counts?: Record<string, number> | undefined;
}

export interface WrittenAction extends Actor, AuditFacts {
	v: number;
	kind: "action" | "note";
	at: string;
	database?: string;
}

export interface WrittenOutcome extends AuditEnd {
	v: number;
	kind: "outcome";
	at: string;
	of: number;
}

export function actionText(at: Date, { by, host, bulkhead }: Actor, facts: AuditFacts): string {
	const { action, effect, connection, tenant, reason, ticket, details = {} } = facts;
	const kind = effect === "note" ? "note" : "action";
	const database = connection?.database;
	return ascii({
		...{ v: AUDIT_FORMAT, kind, at: at.toISOString(), action, effect, by, host, bulkhead, connection, database },
		...{ tenant, reason, ticket, details: cut(details, 0) },
	});
}

export function outcomeText(at: Date, of: number, { outcome, code, sqlstate, ms, counts }: AuditEnd): string {
	return ascii({ v: AUDIT_FORMAT, kind: "outcome", at: at.toISOString(), of, outcome, code, sqlstate, ms, counts });
}

/** Before the first entry. */
const BEGINNING = { hash: "0".repeat(64), signature: "" };

/**
 * SHA-256 over the hash and the signature of the entry before, this one's number, and its text, a line feed between each. The signature
 * is in it, so that none of them can be exchanged either, and the last one answers for all.
 */
export function hashOf(before: Pick<AuditRow, "hash" | "signature"> = BEGINNING, seq: number, text: string): string {
	return hash("sha256", `${before.hash}\n${before.signature}\n${seq}\n${text}`);
}

/** Of a public key: SHA-256 of its PEM, in hex. */
export const fingerprintOf = (publicKey: string): string => createHash("sha256").update(publicKey).digest("hex");

/** Everything but printable ASCII as \u escapes: the same bytes wherever it goes. */
function ascii(value: object): string {
	return JSON.stringify(value, wellFormed).replaceAll(
		/[\u007f-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

/** Half of a pair has no bytes in UTF-8. */
const wellFormed = (_key: string, value: unknown): unknown =>
	typeof value === "string" ? value.toWellFormed() : value;

/** What was asked for may be long; an entry is not. */
const LONGEST = 2_000;
const MOST = 200;
const DEEPEST = 4;

function cut(value: unknown, depth: number): unknown {
	if (typeof value === "string") return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
	if (typeof value !== "object" || value === null || value instanceof Date) return value;
	if (depth >= DEEPEST) return "…";
	if (Array.isArray(value)) {
		const kept = value.slice(0, MOST).map((each) => cut(each, depth + 1));
		return value.length > MOST ? [...kept, `… ${value.length - MOST} more`] : kept;
	}
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cut(each, depth + 1)]));
}
