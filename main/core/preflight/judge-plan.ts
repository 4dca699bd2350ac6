/** A walk over a plan's statements, in their order, with what each needs held against what the role has then. */
import type { PrivilegeProblem, PrivilegesResult, TouchedTable } from "../../contract/index.ts";
import type { Script, Unit } from "../lint/script.ts";
import { placeIn } from "../migrations/read/place-in.ts";
import type { ParsedStatement, Query } from "../ports.ts";
import { judgeNeed, label, labelOf, type Premises } from "./judge-need.ts";
import { type Needed, needsOf } from "./needs.ts";
import type { World } from "./world.ts";

/** A file of the plan, and whose it is. */
export interface PlannedScript {
	migration: string;
	script: Script;
}

type Judged = Pick<PrivilegesResult, "tables" | "problems" | "notes">;

interface Walk {
	world: World;
	migration: string;
	premises: Premises;
	/** Another role than ours from this line on. */
	foreignFrom: number | undefined;
	tables: Map<string, TouchedTable>;
	problems: Map<string, PrivilegeProblem>;
}

export function judgePlan(scripts: readonly PlannedScript[], world: World): Judged {
	const tables = new Map<string, TouchedTable>();
	const problems = new Map<string, PrivilegeProblem>();
	const notes: string[] = [];
	let dynamic = false;
	for (const { migration, script } of scripts) {
		const premises = { nested: false, setsRowSecurity: false, setsPath: false, dynamic };
		const walk: Walk = { world, migration, premises, foreignFrom: undefined, tables, problems };
		for (const unit of script.units) step(walk, unit);
		dynamic = walk.premises.dynamic;
		notes.push(...unreadIn(script));
		if (walk.foreignFrom === undefined) continue;
		notes.push(`${script.file} takes another role in line ${walk.foreignFrom}: what follows in it was not judged.`);
	}
	return { tables: [...tables.values()], problems: [...problems.values()], notes };
}

function unreadIn({ file, units }: Script): string[] {
	return units.flatMap(({ statement, source }) => {
		if (statement.kind !== "do" || (statement.body.dynamic.length === 0 && !statement.body.unread)) return [];
		return [`${source.file ?? file} puts SQL together when it runs, in line ${source.line}: that was not judged.`];
	});
}

function step(walk: Walk, unit: Unit): void {
	const { statement } = unit;
	if (walk.foreignFrom === undefined) {
		for (const needed of needsOf(statement)) judge(walk, unit, needed);
	}
	takeIn(walk, unit);
	walk.world.learn(statement, walk.migration);
}

function judge({ world, migration, premises, tables, problems }: Walk, unit: Unit, needed: Needed): void {
	const { nested, source, start, statement } = unit;
	const place = placeIn(source, start + statement.at);
	const here = { ...premises, nested };
	const table = note(tables, { world, needed, use: { migration, line: place.line, what: needed.what } }, here);
	const verdict = judgeNeed(needed, world, here);
	if (!verdict) return;
	const { certain, says, next } = verdict;
	const key = JSON.stringify([migration, needed.what, says]);
	const before = problems.get(key);
	if (before && (before.certainty === "fails" || !certain)) return;
	problems.set(key, {
		...{ migration, ...(place.file === undefined ? {} : { file: place.file }), line: place.line },
		certainty: certain ? "fails" : "may-fail",
		...(table === undefined ? {} : { table }),
		message: `${needed.what} in line ${place.line} ${says}.`,
		next,
	});
}

interface Use {
	world: World;
	needed: Needed;
	use: TouchedTable["uses"][number];
}

/** Enters what is touched, and answers with its name in the list. The system's own relations are everybody's. */
function note(
	tables: Map<string, TouchedTable>,
	{ world, needed, use }: Use,
	{ setsPath }: Premises,
): string | undefined {
	const { need } = needed;
	if (!("of" in need)) return undefined;
	const relation = world.find(need.of, setsPath);
	if (!relation && needed.ifExists) return undefined;
	if (relation && (relation.schema === "pg_temp" || relation.schema === "pg_catalog")) return undefined;
	if (relation?.schema === "information_schema") return undefined;
	const name = relation ? labelOf(relation) : label(need.of);
	const { kind = "table", owned = false, madeBy, before } = relation ?? {};
	const { owner, rls = false, forced = false, active = false, rights = [] } = before ?? {};
	const listed = tables.get(name) ?? {
		...{ table: name, kind, owned, rls, forced, active, rights, uses: [] },
		...(owner === undefined ? {} : { owner }),
		...(madeBy === undefined ? {} : { madeBy }),
	};
	tables.set(name, listed);
	const known = listed.uses.some(({ migration, what }) => migration === use.migration && what === use.what);
	if (!known) listed.uses.push(use);
	return name;
}

/** What a statement changes for those behind it, beside what it makes. */
function takeIn(walk: Walk, { statement, source }: Unit): void {
	for (const setting of settingsOf(statement)) {
		if (setting === "row_security") walk.premises.setsRowSecurity = true;
		if (setting === "search_path") walk.premises.setsPath = true;
		if (setting === "role" || setting === "session_authorization") walk.foreignFrom ??= source.line;
	}
	if (makesUnseen(statement)) walk.premises.dynamic = true;
}

function settingsOf(statement: ParsedStatement): string[] {
	if (statement.kind === "set") return [statement.name];
	return (queryIn(statement)?.calls ?? []).flatMap(({ name, arguments: [setting] }) =>
		name === "set_config" && typeof setting === "string" ? [setting] : [],
	);
}

function queryIn(statement: ParsedStatement): Query | undefined {
	return "query" in statement ? statement.query : undefined;
}

/** Functions of PostgreSQL that files call for their effect, and that make no relation. */
const HARMLESS = /^(set_config|setval|nextval|current_setting|pg_notify|pg_sleep)$/;

/** A query of nothing but a call is there for what the function does. */
function makesUnseen(statement: ParsedStatement): boolean {
	if (statement.kind === "do") return statement.body.dynamic.length > 0 || statement.body.unread !== undefined;
	if (statement.kind === "create") return statement.object === "extension";
	const { reads = [], writes = [], calls = [] } = queryIn(statement) ?? {};
	const onlyCalls = reads.length === 0 && writes.length === 0;
	return statement.kind === "unread" || (onlyCalls && calls.some(({ name }) => !HARMLESS.test(name)));
}
