import type { BarrierChange } from "../../contract/index.ts";
import { HELD, isPrintable } from "../sql/held.ts";
import { quoteIdent, quoteLiteral, quoteQualified } from "../sql/quote.ts";
import { POLICY, VIEWER } from "./names.ts";
import { type BarrierPlan, isView, type PlannedTable } from "./plan-tables.ts";
import { type BarrierFacts, MADE_FROM } from "./read-facts.ts";
import { without } from "./step-aside.ts";

const viewer = quoteIdent(VIEWER);
const policy = quoteIdent(POLICY);

/** Writes into each fresh policy's comment what the server made of it, by which a later change of it is noticed. */
const STAMP = `DO $stamp$
DECLARE
	fresh record;
BEGIN
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
	FOR fresh IN
		WITH ${HELD}
		SELECT n.nspname, c.relname, obj_description(p.oid, 'pg_policy') || ' ' || md5(pg_get_expr(p.polqual, p.polrelid)) AS stamped
		  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		 WHERE p.polname = ${quoteLiteral(POLICY)} AND obj_description(p.oid, 'pg_policy') ~ ${quoteLiteral(`^${MADE_FROM}[0-9a-f]+$`)} AND ${isPrintable("p")}
	LOOP
		EXECUTE format('COMMENT ON POLICY ${POLICY} ON %I.%I IS %L', fresh.nspname, fresh.relname, fresh.stamped);
	END LOOP;
END
$stamp$`;

/** What installs the barrier, or what it lacks, and what takes that back. Empty where it stands whole. */
export function writeInstall(facts: BarrierFacts, plan: BarrierPlan): BarrierChange {
	const todo = plan.tables.filter(({ done }) => !done);
	const strays = straysOf(facts, plan);
	const wholeRole = facts.viewer !== undefined;
	if (wholeRole && todo.length === 0 && strays.length === 0) return { sql: "", rollback: "", notes: [] };
	const access = accessOf(facts, plan);
	const statements = [
		...(wholeRole
			? []
			: [
					`CREATE ROLE ${viewer} NOLOGIN`,
					`COMMENT ON ROLE ${viewer} IS 'Bulkhead: whom looks through a tenant''s eyes are members of'`,
				]),
		...access.grants,
		...strays.flatMap(without),
		...todo.flatMap(tableStatements),
		STAMP,
	];
	return {
		sql: script("The barrier: tenant views are held by the server", statements),
		rollback: wholeRole
			? script(
					"Takes back what was added",
					todo.flatMap(({ table }) => takeBack(table.schema, table.name, isView(table))),
				)
			: writeRemove(facts, plan, { dropRole: true }).sql,
		notes: notesOf(plan),
	};
}

/** What takes the barrier out of this database; the role too, where nothing else hangs on it. */
export function writeRemove(
	facts: BarrierFacts,
	plan: BarrierPlan,
	{ dropRole }: { dropRole: boolean },
): BarrierChange {
	const tables = [
		...plan.tables.map(({ table }) => ({ ...table, view: isView(table) })),
		...facts.policies.map((each) => ({ ...each, view: false })),
	];
	const seen = new Map(tables.map((each) => [quoteQualified(each.schema, each.name), each]));
	const statements = [
		...[...seen.values()].flatMap(({ schema, name, view }) => takeBack(schema, name, view)),
		...accessOf(facts, plan).revokes,
		...(dropRole ? [`DROP ROLE IF EXISTS ${viewer}`] : []),
	];
	const notes = dropRole ? [] : [`The role ${VIEWER} stays: another database of this server uses it.`];
	return { sql: script("Takes the barrier away", statements), rollback: "", notes };
}

/** Policies of the barrier's name on tables that are no tenant tables any more. */
function straysOf({ policies }: BarrierFacts, { tables }: BarrierPlan) {
	const kept = new Set(tables.map(({ table }) => quoteQualified(table.schema, table.name)));
	return policies.filter(({ schema, name }) => !kept.has(quoteQualified(schema, name)));
}

function accessOf(facts: BarrierFacts, plan: BarrierPlan): { grants: string[]; revokes: string[] } {
	const schemas = [...new Set(plan.tables.map(({ table }) => table.schema))].filter(
		(name) => !facts.openSchemas.has(name),
	);
	const inherited = plan.inherits === undefined ? undefined : quoteIdent(plan.inherits);
	const database = quoteIdent(facts.database);
	return {
		grants: [
			...(facts.openDatabase ? [] : [`GRANT CONNECT ON DATABASE ${database} TO ${viewer}`]),
			...schemas.map((name) => `GRANT USAGE ON SCHEMA ${quoteIdent(name)} TO ${viewer}`),
			...(inherited ? [`GRANT ${inherited} TO ${viewer} WITH INHERIT TRUE, SET FALSE`] : []),
		],
		revokes: [
			...(inherited ? [`REVOKE ${inherited} FROM ${viewer}`] : []),
			...schemas.map((name) => `REVOKE USAGE ON SCHEMA ${quoteIdent(name)} FROM ${viewer}`),
			...(facts.openDatabase ? [] : [`REVOKE CONNECT ON DATABASE ${database} FROM ${viewer}`]),
		],
	};
}

function tableStatements({ table, facts, condition, hash }: PlannedTable): string[] {
	const name = quoteQualified(table.schema, table.name);
	const grant = `GRANT SELECT ON ${name} TO ${viewer}`;
	if (condition === undefined) return [grant];
	if (facts.pinned?.made === hash && facts.pinned.intact) return [grant];
	return [
		...(facts.present ? [`DROP POLICY ${policy} ON ${name}`] : []),
		`CREATE POLICY ${policy} ON ${name} AS RESTRICTIVE FOR ALL TO ${viewer}\n\tUSING (${condition})`,
		`COMMENT ON POLICY ${policy} ON ${name} IS ${quoteLiteral(MADE_FROM + hash)}`,
		grant,
	];
}

function takeBack(schema: string, name: string, view: boolean): string[] {
	return view ? [`REVOKE ALL ON ${quoteQualified(schema, name)} FROM ${viewer}`] : without({ schema, name });
}

function notesOf({ inherits, left }: BarrierPlan): string[] {
	return [
		"Each policy takes a lock on its table that lets nobody read for a moment; it gives way after two seconds.",
		"The application's own policies and rights stay as they are: these policies are for the viewer alone.",
		...(inherits === undefined
			? []
			: [`The viewer inherits ${inherits}, whose policies it needs, and cannot become it.`]),
		...(left.length === 0 ? [] : [`${left.length} tenant tables are left out, each with its reason.`]),
	];
}

function script(title: string, statements: readonly string[]): string {
	const timeouts = ["SET LOCAL lock_timeout = '2s'", "SET LOCAL statement_timeout = '60s'"];
	return [`-- ${title}. In one transaction.`, ...[...timeouts, ...statements].map((statement) => `${statement};`)].join(
		"\n",
	);
}
