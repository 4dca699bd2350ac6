import type { IndexFinding, IndexHealth, IndexTable } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { judgeBtree } from "./bloat/judge-btree.ts";
import { nameOf } from "./checks/shared.ts";
import type { IndexesDeps } from "./deps.ts";
import type { Facts, IndexFact } from "./facts.ts";
import { keepMoment, type Moment } from "./history/moments.ts";
import { judge, toldOf } from "./judge.ts";
import { type Look, type Looked, look } from "./look.ts";
import { score } from "./score.ts";

/** Of tables; the page draws them all. */
const SHOWN = 2_000;

/** Asks every check, and keeps what came of it. */
export async function examine(deps: IndexesDeps, request: Look, signal?: AbortSignal): Promise<IndexHealth> {
	const began = deps.ports.clock.monotonic();
	const { health } = await examineFor(deps, request, "look", signal);
	return { ...health, ms: elapsed(deps.ports.clock, began) };
}

export async function examineFor(
	deps: IndexesDeps,
	request: Look,
	because: string,
	signal?: AbortSignal,
): Promise<{ health: IndexHealth; moment: Moment }> {
	const looked = await look(deps, request, signal);
	const health = tell(looked);
	const { place, now, facts, nodes, firstSeen } = looked;
	const moment = keepMoment(deps.ports.store.indexHistory, { place, now, because, health, facts, nodes, firstSeen });
	return { health, moment };
}

function tell({ facts, windows, sight, locked, problems }: Looked): IndexHealth {
	const { found, evaluated, notEvaluated } = judge(facts);
	const findings = found.map(toldOf);
	const tables = tellTables(facts, findings);
	const held = heldOf(facts, locked);
	const open = [...notEvaluated, ...held];
	const { profile } = facts.tenancy;
	return {
		database: facts.database.name,
		server: { version: facts.versionText, standby: facts.standby },
		role: { name: facts.role.name, superuser: facts.role.superuser, bypassrls: facts.role.bypassrls },
		application: profile.role === undefined ? [] : [profile.role],
		score: score(tables.length, findings, { evaluated, notEvaluated: open }),
		...{ findings, evaluated, notEvaluated: open, sight, windows },
		tables: tables.slice(0, SHOWN),
		tablesInAll: tables.length,
		indexesInAll: facts.indexes.size,
		problems: [...facts.tenancy.problems, ...problems],
		ms: 0,
	};
}

/** What another session holds for itself alone could not be measured or printed: no check of it is complete. */
function heldOf({ indexes, tables }: Facts, locked: ReadonlySet<string>): IndexHealth["notEvaluated"] {
	if (locked.size === 0) return [];
	const objects = [...locked].flatMap((oid) => {
		const [index, table] = [indexes.get(oid), tables.get(oid)];
		return index ? [`index ${nameOf(index)}`] : table ? [`table ${nameOf(table)}`] : [];
	});
	const reason = "another session holds it, or waits for it, for itself alone: its size and its text could not be read";
	return [{ check: "index-duplicate", reason, count: objects.length, objects: objects.slice(0, 20) }];
}

/** What a rebuild would give back, of those that could be judged. */
function bloatOf(facts: Facts, indexes: readonly IndexFact[]): number | null {
	const judged = indexes.flatMap((index) => {
		const bloat = index.kind === "i" && index.method === "btree" ? judgeBtree(facts, index) : undefined;
		return bloat && !("reason" in bloat) ? [bloat.bytes] : [];
	});
	return judged.length === 0 ? null : judged.reduce((sum, each) => sum + each, 0);
}

function tellTables(facts: Facts, findings: readonly IndexFinding[]): IndexTable[] {
	const byTable = Map.groupBy(findings, ({ table }) => table ?? "");
	return [...facts.tables.values()]
		.filter(({ parent }) => parent === undefined)
		.map((table) => {
			const name = nameOf(table);
			const own = facts.indexesOf.get(table.oid) ?? [];
			const count = (severity: IndexFinding["severity"]): number =>
				(byTable.get(name) ?? []).filter((finding) => finding.severity === severity).length;
			return {
				...{ table: name, rows: table.rows ?? null, heapBytes: table.heapBytes ?? 0 },
				indexBytes: own.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
				...{ indexes: own.length, bloatBytes: bloatOf(facts, own), secured: table.secured },
				findings: { ERROR: count("ERROR"), WARN: count("WARN"), INFO: count("INFO") },
			};
		})
		.sort((a, b) => b.heapBytes + b.indexBytes - a.heapBytes - a.indexBytes);
}
