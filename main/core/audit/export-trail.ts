import { AUDIT_FORMAT, type AuditFilter } from "../../contract/index.ts";
import type { AuditPort } from "../ports.ts";
import { csvHead, csvLine } from "./csv.ts";
import { listEntries } from "./list-entries.ts";

/** Entries of one piece. */
const PIECE = 1_000;

type Piece = { text: string; next?: number };

export function exportPiece(audit: AuditPort, format: "jsonl" | "csv", filter: AuditFilter): Piece {
	return format === "csv" ? csvPiece(audit, filter) : chainPiece(audit, filter.after ?? 0);
}

/** Newest first, as the list has them. */
function csvPiece(audit: AuditPort, filter: AuditFilter): Piece {
	const { entries, next } = listEntries(audit, { ...filter, limit: PIECE });
	const head = filter.after === undefined ? csvHead : "";
	return { text: head + entries.map(csvLine).join(""), ...(next === undefined ? {} : { next }) };
}

/** From the first entry to the last, as they were hashed; a filter would break the chain. The first line has the keys. */
function chainPiece(audit: AuditPort, after: number): Piece {
	const rows = audit.scan(after, PIECE);
	const head = after === 0 ? [{ format: "bulkhead-audit", version: AUDIT_FORMAT, keys: audit.keys() }] : [];
	const lines = rows.map(([seq, text, hash, signature, key]) => ({ seq, text, hash, signature, key }));
	const next = rows.length === PIECE ? rows.at(-1)?.[0] : undefined;
	return {
		text: [...head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(""),
		...(next === undefined ? {} : { next }),
	};
}
