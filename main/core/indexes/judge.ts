/** Every check asked of what was read, and the answers gathered. Pure. */
import type { IndexFinding, IndexHealth } from "../../contract/index.ts";
import { agree, type Named } from "./agree.ts";
import { checks } from "./checks.ts";
import type { Facts } from "./facts.ts";

export interface Verdicts extends Pick<IndexHealth, "evaluated" | "notEvaluated"> {
	/** The gravest first, then the one that costs most. */
	found: Named[];
}

export function judge(facts: Facts): Verdicts {
	const asked = checks.map((check) => ({ check, judged: check.judge(facts) }));
	const named = asked.flatMap(({ check, judged }) => judged.found.map((found) => ({ check: check.name, ...found })));
	return {
		found: agree(facts, named).sort(byGravity),
		evaluated: asked.map(({ check, judged }) => ({
			...{ check: check.name, asks: check.asks, objects: judged.objects, findings: judged.found.length },
		})),
		notEvaluated: asked.flatMap(({ check, judged }) => gather(check.name, judged.notEvaluated)),
	};
}

const GRAVITY = ["ERROR", "WARN", "INFO"];
const byGravity = (a: Named, b: Named): number =>
	GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) || (b.weight ?? 0) - (a.weight ?? 0);

/** Objects told by name. */
const NAMED = 20;

function gather(check: string, all: readonly { object: string; reason: string }[]): IndexHealth["notEvaluated"] {
	return [...Map.groupBy(all, ({ reason }) => reason)].map(([reason, objects]) => ({
		...{ check, reason, count: objects.length, objects: objects.slice(0, NAMED).map(({ object }) => object) },
	}));
}

/** Without what only the core uses. */
export function toldOf({
	check,
	severity,
	object,
	table,
	detail,
	why,
	evidence,
	confidence,
	plan,
	fix,
}: Named): IndexFinding {
	return {
		...{ check, severity, object, ...(table === undefined ? {} : { table }), detail, why, evidence },
		...(confidence ? { confidence } : {}),
		...(plan === undefined ? {} : { plan }),
		...(fix
			? {
					fix: {
						...{ sql: fix.sql, undo: fix.undo, lock: fix.lock, cost: fix.cost },
						...(fix.byHand === undefined ? {} : { byHand: fix.byHand }),
					},
				}
			: {}),
	};
}
