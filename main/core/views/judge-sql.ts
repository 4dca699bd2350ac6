/** Whether a statement of somebody's own may run. At level `tool` this is what keeps a look inside; at level `server` the server does. */
import { AppError } from "../errors.ts";
import type { LookTree, NamedRelation, ObjectName, ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { knownFunctions } from "./known-functions.ts";
import type { Looking, ShownTable } from "./view.ts";

/** Operators that IN, BETWEEN, CASE, USING, DISTINCT and the like use without saying so. */
const unsaid = ["=", "<>", "<", "<=", ">", ">=", "~~", "~~*", "!~~", "!~~*"];

/** What the catalogue says to the names of a statement, under the look's own search_path. */
interface NameFacts {
	/** oid of the relation that each name means, in order; null where there is none. */
	relations: (string | null)[];
	/** Of those, the people's own views: each may show what is masked in a table below it. */
	views: Set<string>;
	/** Names of people's own functions, in any schema that is searched. */
	ownFunctions: Set<string>;
	/** Of those, and of PostgreSQL's: functions that can be called with one argument. */
	callable: Set<string>;
	/** Operators that people made themselves; an extension's are not among them. */
	ownOperators: Set<string>;
	/** Casts to these are no more than a look: types of PostgreSQL's own, and enumerations that no function of people's casts. */
	plainTypes: Set<string>;
	/** Types that a function of people's own casts, where a value of them could be at hand: such a function runs unsaid. */
	castTypes: Set<string>;
	/** Columns of the relations that are named: each with how many of these have it. */
	columns: Map<string, number>;
}

const NAMES = `
WITH path AS (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (pg_catalog.current_schemas(true)) AND n.nspname <> 'pg_catalog'),
rel AS (SELECT pg_catalog.to_regclass(name) AS oid, place FROM pg_catalog.json_array_elements_text($1::json) WITH ORDINALITY AS r (name, place)),
own_cast AS (SELECT c.castsource, c.casttarget FROM pg_catalog.pg_cast c JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
 WHERE p.pronamespace <> 'pg_catalog'::pg_catalog.regnamespace
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'))
SELECT (SELECT coalesce(pg_catalog.json_agg(oid::oid::text ORDER BY place), '[]') FROM rel)::text AS relations,
       (SELECT coalesce(pg_catalog.json_agg(c.oid::text), '[]') FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE c.oid IN (SELECT oid FROM rel) AND c.relkind IN ('v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema'))::text AS views,
       (SELECT coalesce(pg_catalog.json_agg(DISTINCT p.proname), '[]') FROM pg_catalog.pg_proc p JOIN path ON path.oid = p.pronamespace
         WHERE p.proname::text IN (SELECT pg_catalog.json_array_elements_text($2::json)))::text AS "ownFunctions",
       (SELECT coalesce(pg_catalog.json_agg(DISTINCT p.proname), '[]') FROM pg_catalog.pg_proc p
         WHERE p.proname::text IN (SELECT pg_catalog.json_array_elements_text($2::json))
           AND (p.pronamespace IN (SELECT oid FROM path) OR p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace)
           AND (p.pronargs >= 1 AND p.pronargs - p.pronargdefaults <= 1 OR p.provariadic <> 0))::text AS callable,
       (SELECT coalesce(pg_catalog.json_agg(DISTINCT o.oprname), '[]') FROM pg_catalog.pg_operator o JOIN path ON path.oid = o.oprnamespace
         WHERE o.oprname::text IN (SELECT pg_catalog.json_array_elements_text($3::json))
           AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND d.objid = o.oid AND d.deptype = 'e'))::text AS "ownOperators",
       (SELECT coalesce(pg_catalog.json_agg(name), '[]') FROM pg_catalog.json_array_elements_text($4::json) AS name
          JOIN pg_catalog.pg_type t ON t.oid = pg_catalog.to_regtype(name)
         WHERE t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace
            OR t.typtype = 'e' AND NOT EXISTS (SELECT FROM own_cast c WHERE t.oid IN (c.castsource, c.casttarget)))::text AS "plainTypes",
       (SELECT coalesce(pg_catalog.json_agg(DISTINCT pg_catalog.format_type(t.oid, NULL)), '[]') FROM own_cast c JOIN pg_catalog.pg_type t ON t.oid = c.castsource
         WHERE t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace AND c.casttarget IN (SELECT oid FROM pg_catalog.pg_type WHERE typnamespace = 'pg_catalog'::pg_catalog.regnamespace)
            OR EXISTS (SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type own ON own.oid = a.atttypid
                        WHERE a.attrelid IN (SELECT oid FROM rel) AND NOT a.attisdropped
                          AND t.oid IN (own.oid, own.typelem, own.typbasetype) AND t.typnamespace <> 'pg_catalog'::pg_catalog.regnamespace))::text AS "castTypes",
       (SELECT coalesce(pg_catalog.json_object_agg(name, times), '{}') FROM (
		SELECT a.attname AS name, pg_catalog.count(DISTINCT a.attrelid) AS times FROM pg_catalog.pg_attribute a
		 WHERE a.attrelid IN (SELECT oid FROM rel) AND a.attnum > 0 AND NOT a.attisdropped GROUP BY a.attname) AS c)::text AS columns`;

const written = ({ schema, name }: ObjectName): string =>
	schema === undefined ? quoteIdent(name) : quoteQualified(schema, name);

async function readNames(session: ReadSession, tree: LookTree): Promise<NameFacts> {
	const bare = [...tree.functions.filter(({ schema }) => schema === undefined).map(({ name }) => name), ...tree.fields];
	const [row] = await session.query<
		Record<
			"relations" | "views" | "ownFunctions" | "callable" | "ownOperators" | "plainTypes" | "castTypes" | "columns",
			string
		>
	>(NAMES, [
		JSON.stringify(tree.relations.map(written)),
		JSON.stringify([...new Set(bare)]),
		JSON.stringify([...new Set([...unsaid, ...tree.operators.map(({ name }) => name)])]),
		JSON.stringify([...new Set(tree.types.map(written))]),
	]);
	const list = (text: string | undefined): string[] => JSON.parse(text ?? "[]") as string[];
	return {
		relations: JSON.parse(row?.relations ?? "[]") as (string | null)[],
		views: new Set(list(row?.views)),
		ownFunctions: new Set(list(row?.ownFunctions)),
		callable: new Set(list(row?.callable)),
		ownOperators: new Set(list(row?.ownOperators)),
		plainTypes: new Set(list(row?.plainTypes)),
		castTypes: new Set(list(row?.castTypes)),
		columns: new Map(Object.entries(JSON.parse(row?.columns ?? "{}") as Record<string, number>)),
	};
}

export interface Judged {
	/** Tables of the view that the statement names. */
	tables: ShownTable[];
	/** The relations, each with the table of the view that it means. */
	named: { relation: NamedRelation; table: ShownTable | undefined }[];
}

/** What every statement must be, at each level: one query. Errors: REFUSED. */
export function requireQuery(tree: LookTree): void {
	const reasons = [
		...(tree.statements === 0 ? ["There is no statement in the text."] : []),
		...(tree.statements > 1 ? [`The text holds ${tree.statements} statements.`] : []),
		...(tree.notQuery === undefined ? [] : [`${tree.notQuery} is no query.`]),
		...(tree.parameters ? ["It has parameters ($1), for which there are no values."] : []),
	];
	if (reasons.length > 0) throw refused(reasons);
}

/** Errors: REFUSED with everything that is in the way. */
export async function judgeSql(session: ReadSession, view: Looking, tree: LookTree): Promise<Judged> {
	const facts = await readNames(session, tree);
	const byOid = new Map(view.tables.map((table) => [table.guarded.oid, table]));
	const own = new Set(tree.withNames);
	const named = tree.relations.map((relation, at) => ({
		relation,
		oid: facts.relations[at] ?? null,
		table: byOid.get(facts.relations[at] ?? ""),
	}));
	const reasons =
		view.readByTool === undefined
			? []
			: [
					...tree.refused.map((what) => `${what} is not among what Bulkhead lets through.`),
					...functionFaults(tree, facts),
					...operatorFaults(tree, facts),
					...tree.types
						.filter((type) => !facts.plainTypes.has(written(type)))
						.map(({ name }) => `The type ${name} is not PostgreSQL's own, or is cast by a function that is not.`),
					...[...facts.castTypes].map((name) => `A function that is not PostgreSQL's own casts the type ${name}.`),
					...fieldFaults(tree, facts, new Set(facts.relations.filter(Boolean)).size),
					...(view.level === "tool" ? relationFaults(named, own) : []),
					...maskFaults(named, own),
					...(view.tables.some(({ shown }) => shown.masked.length > 0) ? hiddenViewFaults(named, facts) : []),
				];
	if (reasons.length > 0) throw refused([...new Set(reasons)], view.readByTool);
	return { named, tables: [...new Set(named.flatMap(({ table }) => table ?? []))] };
}

function functionFaults({ functions }: LookTree, { ownFunctions }: NameFacts): string[] {
	return functions.flatMap(({ schema, name }) => {
		if (schema !== undefined && schema !== "pg_catalog")
			return [`The function ${schema}.${name} is not PostgreSQL's own.`];
		if (!knownFunctions.has(name)) return [`The function ${name} is not among those that only compute.`];
		if (schema === undefined && ownFunctions.has(name)) {
			return [`The function ${name} is there a second time: write pg_catalog.${name}.`];
		}
		return [];
	});
}

function operatorFaults({ operators }: LookTree, { ownOperators }: NameFacts): string[] {
	const foreign = operators.filter(({ schema }) => schema !== undefined && schema !== "pg_catalog");
	return [
		...foreign.map(({ schema, name }) => `The operator ${schema}.${name} is not PostgreSQL's own.`),
		...[...ownOperators].map((name) => `The operator ${name} is there a second time, and may run anything.`),
	];
}

/** `t.f` calls a function f where t has no such column, without a call standing in the statement. */
function fieldFaults(
	{ fields }: LookTree,
	{ callable, ownFunctions, columns }: NameFacts,
	relations: number,
): string[] {
	return [...new Set(fields)].flatMap((name) => {
		if (!callable.has(name)) return [];
		if (knownFunctions.has(name) && !ownFunctions.has(name)) return [];
		// A value beside the relations may be of a type that has no such column: people's own function would be called with it.
		const everywhere = !ownFunctions.has(name) && relations > 0 && columns.get(name) === relations;
		return everywhere ? [] : [`The name .${name} could call a function of that name.`];
	});
}

interface NamedTable {
	relation: NamedRelation;
	oid: string | null;
	table: ShownTable | undefined;
}

function relationFaults(named: readonly NamedTable[], own: ReadonlySet<string>): string[] {
	return named.flatMap(({ relation: { schema, name }, oid, table }) => {
		if (table) return [];
		if (schema === undefined && own.has(name)) {
			return oid === null ? [] : [`A WITH query is called ${name}, as a table that this view does not show.`];
		}
		return [`This view does not show ${schema === undefined ? name : `${schema}.${name}`}.`];
	});
}

/** Which of the two is meant cannot be told from the text alone. */
function maskFaults(named: readonly NamedTable[], own: ReadonlySet<string>): string[] {
	return named.flatMap(({ relation: { schema, name }, table }) =>
		schema === undefined && own.has(name) && (table?.shown.masked.length ?? 0) > 0
			? [`A WITH query is called ${name}, as a table with masked columns.`]
			: [],
	);
}

/** A view that is not shown was not looked through for masked columns. */
function hiddenViewFaults(named: readonly NamedTable[], { views }: NameFacts): string[] {
	return named
		.filter(({ oid, table }) => !table && oid !== null && views.has(oid))
		.map(({ relation: { name } }) => `The view ${name} may show columns that are masked.`);
}

function refused(reasons: string[], why?: string): AppError {
	return new AppError("REFUSED", `This statement is not let through: ${reasons[0]}`, {
		hint: "One SELECT, VALUES or TABLE over the tables of the view, with functions that only compute.",
		data: { reasons: [...reasons.slice(0, 20), ...(why === undefined ? [] : [why])], state: "Nothing was run." },
	});
}
