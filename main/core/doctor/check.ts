/** What a check is, and what it says of an object. */
import type { DoctorFix, DoctorSeverity } from "../../contract/index.ts";
import type { Scene } from "./scene.ts";

/** One step of a demonstration. `show` has $1, the tenant who looks, and $2, another, as text; the rows of the last one are what leaks. */
export type Step =
	| { be: "login" }
	| { be: "role"; role: string }
	/** A: who looks, B: another. Nothing happens where nobody knows how a tenant is chosen. */
	| { tenant: "A" | "B" }
	| { run: string }
	| { show: string };

export interface Demonstration {
	/** What it shows, when there is something to see. */
	says: string;
	steps: Step[];
	/** Without it the transaction is read-only. */
	writes?: boolean;
	/** Why it is not run: a rollback could not undo it. */
	refused?: string;
}

export interface Fix extends DoctorFix {
	/** A query that has rows as long as the finding is there: the check of a migration made of this fix. */
	holds: { name: string; violations: string };
}

export interface Found {
	severity: DoctorSeverity;
	detail: string;
	why: string;
	demonstration?: Demonstration | undefined;
	fix?: Fix | undefined;
}

export type Verdict = { object: string } & (
	| { ok: true }
	| { found: Found }
	| { notEvaluated: string }
	| { accepted: string }
);

export interface Check {
	/** kebab-case; stays as it is, for people keep it in their scripts. */
	name: string;
	/** The question, as a sentence. */
	asks: string;
	/** It judges the server and not the database. */
	server?: true;
	/** It judges what policies say. */
	ofPolicies?: true;
	/** One verdict an object. Pure. */
	judge(scene: Scene): Verdict[];
}

export const ok = (object: string): Verdict => ({ object, ok: true });
export const found = (object: string, what: Found): Verdict => ({ object, found: what });

/** A finding as it is told, with what only the core uses. */
export interface Finding extends Found {
	check: string;
	object: string;
}
