/** The one place where what is done goes into the trail: around every procedure, before the core's door. */
import type { AuditConnection } from "../../contract/index.ts";
import type { Connections } from "../connections/registry.ts";
import { elapsed } from "../elapsed.ts";
import type { Jobs } from "../jobs.ts";
import type { Clock } from "../ports.ts";
import { type Audited, decisions, type Input } from "./decisions.ts";
import { endOfFailure, endOfJob, listsOf } from "./end-of.ts";
import type { AuditFacts } from "./entry.ts";
import type { AuditTrail } from "./trail.ts";

export interface AuditDeps {
	trail: AuditTrail;
	jobs: Jobs;
	connections: Connections;
	clock: Clock;
}

/** What oRPC gives a middleware, as far as it is used here. The input is valid by then. */
type Middleware = (call: { next(): Promise<{ output: unknown }> }, input: unknown) => Promise<{ output: unknown }>;
interface Procedure {
	use(middleware: Middleware): Procedure;
}

/** The handlers, each behind its intent. A procedure that nobody has decided on is audited, with nothing of its input. */
export function audited<Handlers extends object>(handlers: Handlers, deps: AuditDeps): Handlers {
	const features = Object.entries(handlers as Record<string, Record<string, Procedure>>);
	const wrapped = features.map(([feature, procedures]) => [
		feature,
		Object.fromEntries(
			Object.entries(procedures).map(([name, procedure]) => {
				const path = `${feature}.${name}`;
				const decision = decisions[path] ?? { action: path, effect: "change", keep: [] };
				return [name, "not" in decision ? procedure : procedure.use(around(decision, deps))];
			}),
		),
	]);
	return Object.fromEntries(wrapped);
}

function around(decision: Audited, deps: AuditDeps): Middleware {
	const { trail, jobs, clock } = deps;
	return async ({ next }, given) => {
		const input = (given ?? {}) as Input;
		if (decision.when && !decision.when(input)) return next();
		const intent = trail.intent(factsOf(decision, input, deps));
		const began = clock.monotonic();
		const ms = () => elapsed(clock, began);
		try {
			const result = await next();
			if (decision.job)
				jobs.onEnd(jobIdOf(result.output), (end) => trail.outcome(intent, { ...endOfJob(end), ms: ms() }));
			else trail.outcome(intent, { outcome: "done", counts: listsOf(result.output), ms: ms() });
			return result;
		} catch (caught) {
			trail.outcome(intent, { ...endOfFailure(caught), ms: ms() });
			throw caught;
		}
	};
}

const jobIdOf = (output: unknown): string => (output as { jobId: string }).jobId;

function factsOf({ action, effect, keep }: Audited, input: Input, { connections }: AuditDeps): AuditFacts {
	const details = Object.fromEntries(
		keep.flatMap((path) => {
			const value = path.split(".").reduce<unknown>((of, name) => (isRecord(of) ? of[name] : undefined), input);
			return value === undefined ? [] : [[path, value]];
		}),
	);
	const text = (name: string) => (typeof input[name] === "string" ? (input[name] as string) : undefined);
	return {
		action: typeof action === "string" ? action : action(input),
		effect,
		connection: connectionOf(connections, text("connection") ?? text("id")) ?? givenConnection(input),
		...{ tenant: text("tenant"), reason: text("reason"), ticket: text("ticket"), details },
	};
}

const isRecord = (value: unknown): value is Input => typeof value === "object" && value !== null;

/** One that is saved for the first time. */
function givenConnection({ settings }: Input): AuditConnection | undefined {
	if (!isRecord(settings)) return undefined;
	const { name, host, port, database, user } = settings;
	return { id: "new", name: String(name), server: `${host}:${port}`, database: String(database), role: String(user) };
}

/** Undefined for one that is not known: the action itself will say so. */
function connectionOf(connections: Connections, id: string | undefined): AuditConnection | undefined {
	if (id === undefined) return undefined;
	try {
		const { name, host, port, database, user } = connections.settings(id);
		return { id, name, server: `${host}:${port}`, database, role: user };
	} catch {
		return undefined;
	}
}
