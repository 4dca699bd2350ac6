/** The trail as it is added to: an intent that is on the disk before its action runs, and the outcome after it. */
import { AppError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { type AuditEnd, type AuditFacts, actionText, hashOf, outcomeText } from "./entry.ts";

export type AuditTrail = ReturnType<typeof createTrail>;

type TrailPorts = Pick<Ports, "clock" | "log" | "who"> & { store: Pick<Ports["store"], "audit"> };

export function createTrail({ store: { audit }, clock, log, who }: TrailPorts) {
	const actor = { by: who.user, host: who.host, bulkhead: who.version };

	const write = (text: string, about: { opens?: boolean; closes?: number } = {}) =>
		audit.append({ text, hashOf: (before, seq) => hashOf(before, seq, text), ...about });

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

		/** What befell the trail itself. */
		note(action: string, details: Record<string, unknown>): void {
			write(actionText(clock.now(), actor, { action, effect: "note", details }));
		},

		/** Of Bulkheads that ended before they could say: killed, or the power was cut. */
		closeAbandoned(): void {
			try {
				for (const of of audit.abandoned()) write(outcomeText(clock.now(), of, { outcome: "unknown" }), { closes: of });
			} catch (caught) {
				log.error("abandoned entries of the audit trail could not be closed", { why: String(caught) });
			}
		},
	};
}
