/** What a check of the indexes is, and what it says. */
import type { IndexEvidence, IndexFix, IndexSeverity } from "../../contract/indexes.ts";
import type { Facts } from "./facts.ts";

export interface Fix extends IndexFix {
	/** A query that has rows as long as the finding is there: the check of a migration made of this fix. */
	holds: { name: string; violations: string };
}

export interface Found {
	object: string;
	table?: string | undefined;
	severity: IndexSeverity;
	detail: string;
	why: string;
	evidence: IndexEvidence[];
	confidence?: "high" | "low";
	plan?: string;
	/** What it costs or would give back, in bytes: findings of one severity are ordered by it. */
	weight?: number;
	fix?: Fix | undefined;
	/** What the fix does to indexes, so that no two fixes of one list contradict each other. */
	acts?: Acts;
}

export interface Acts {
	/** Oid of the index that goes, and of the one that serves in its place. */
	drops?: string;
	keeps?: string;
	/** Oid of the table that gets an index, and the columns that it has to begin with. */
	adds?: { table: string; columns: readonly number[] };
}

export interface Judged {
	/** Objects that were asked, those that could not be judged among them. */
	objects: number;
	found: Found[];
	notEvaluated: { object: string; reason: string }[];
}

export interface Check {
	/** kebab-case; stays as it is, for people keep it in their scripts. */
	name: string;
	/** The question, as a sentence. */
	asks: string;
	/** Pure: everything that it needs was read before. At 50,000 indexes it must be linear. */
	judge(facts: Facts): Judged;
}
