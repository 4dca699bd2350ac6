/** The trail as it is added to: an intent that is on the disk before its action runs, and the outcome after it. */
import { AppError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { type AuditEnd, type AuditFacts, actionText, hashOf, outcomeText } from "./entry.ts";

export type AuditTrail = ReturnType<typeof createTrail>;

export function createTrail({
	store: { audit, care },
	clock,
	log,
	who,
}: Pick<Ports, "clock" | "log" | "who" | "store">) {
	const actor = { by: who.user, host: who.host, bulkhead: who.version };

	const write = (text: string, about: { opens?: boolean; closes?: number } = {}) =>
		audit.append({ text, hashOf: (before, seq) => hashOf(before, seq, text), ...about });

	/** What befell the trail itself. */
	const note = (action: string, details: Record<string, unknown>): void => {
		write(actionText(clock.now(), actor, { action, effect: "note", details }));
	};

	return {
		/** Answers with its number. Errors: STORE_FAILED, DISK_FULL; then the action must not run. */
		intent(facts: AuditFacts): number {
			const row = write(actionText(clock.now(), actor, facts), { opens: true });
			if (!row) throw new AppError("INTERNAL", "The audit trail did not take an entry.");
			return row.seq;
		},

		/** What is done is done: where this cannot be written, the intent stays open, and the next Bulkhead calls it unknown. */
		outcome(of: number, end: AuditEnd): void {
			try {
				write(outcomeText(clock.now(), of, end), { closes: of });
			} catch (caught) {
				log.error("the outcome of an audited action could not be written", { of, why: String(caught) });
			}
		},

		note,

		/**
		 * When a Bulkhead starts: closes what those before it could not, which were killed or lost their power, and notes in a trail that
		 * begins because the one before was set aside that there was one.
		 */
		begin(): void {
			try {
				for (const of of audit.abandoned()) write(outcomeText(clock.now(), of, { outcome: "unknown" }), { closes: of });
				const [trouble] = audit.highest() === 0 ? care.troubles() : [];
				if (trouble) note("store-set-aside", { what: trouble.what, file: trouble.file });
			} catch (caught) {
				log.error("the audit trail could not be brought up to date", { why: String(caught) });
			}
		},
	};
}
