/** Each look stands in the trail before its first row leaves: who, as which tenant, why, at which level, and the hash of what was asked. */
import { createHash } from "node:crypto";
import { endOfFailure } from "../audit/end-of.ts";
import type { AuditFacts } from "../audit/entry.ts";
import { elapsed } from "../elapsed.ts";
import type { ViewDeps } from "./deps.ts";
import type { Looking } from "./view.ts";

export interface Told {
	/** `view-browse` and the like. */
	action: string;
	details?: Record<string, unknown>;
	/** Where it is not the view's own. */
	reason?: string;
	ticket?: string | undefined;
}

export function factsOf(
	{ connections }: Pick<ViewDeps, "connections">,
	view: Pick<Looking, "id" | "connection" | "level" | "tenant" | "reason" | "ticket">,
	{ action, details, ...own }: Told,
): AuditFacts {
	const { name, host, port, database, user } = connections.settings(view.connection);
	return {
		...{ action, effect: "look", tenant: view.tenant.id, reason: own.reason ?? view.reason },
		ticket: own.ticket ?? view.ticket,
		connection: { id: view.connection, name, server: `${host}:${port}`, database, role: user },
		details: { view: view.id, level: view.level, ...details },
	};
}

/** Runs the work between its intent and its outcome. `counts`: of what it answers. */
export async function audited<T>(
	deps: Pick<ViewDeps, "connections" | "trail" | "ports">,
	view: Looking,
	told: Told,
	work: () => Promise<T>,
	counts: (result: T) => Record<string, number> = () => ({}),
): Promise<T> {
	const { trail, ports } = deps;
	const began = ports.clock.monotonic();
	const intent = trail.intent(factsOf(deps, view, told));
	try {
		const result = await work();
		trail.outcome(intent, { outcome: "done", counts: counts(result), ms: elapsed(ports.clock, began) });
		return result;
	} catch (caught) {
		trail.outcome(intent, { ...endOfFailure(caught), ms: elapsed(ports.clock, began) });
		throw caught;
	}
}

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
