/**
 * What triggers, defaults, checks and policies may come to: their functions, functions and tables whose names stand in those bodies, those
 * tables' triggers, and so on. A name in a body counts, whatever it is there for: too much is looked at rather than too little.
 */
import type { ReadSession } from "../../ports.ts";
import type { Acted } from "./acted.ts";
import { type ReadTrigger, readType } from "./fired-by.ts";

export interface CalledFunction {
	oid: string;
	/** schema.name */
	name: string;
	bare: string;
	language: string;
	definer: boolean;
	volatile: boolean;
	body: string;
	/** The extension that it belongs to. */
	extension: string | null;
}

export interface Reached {
	/** All of the database's own, by oid. */
	functions: ReadonlyMap<string, CalledFunction>;
	/** Oids of those that may be called. */
	called: ReadonlySet<string>;
	triggers: ReadTrigger[];
	/** Foreign tables and other servers' names that stand in a body: schema.name. */
	foreign: string[];
	/** There are more functions than are read. */
	tooMany: boolean;
}

const MOST = 20_000;

const FUNCTIONS = `
SELECT f.oid::text AS oid, pg_catalog.format('%I.%I', n.nspname, f.proname) AS name, f.proname AS bare, l.lanname AS language,
       f.prosecdef::text AS definer, (f.provolatile = 'v')::text AS volatile,
       CASE WHEN l.lanname = 'sql' AND f.prosrc = '' THEN pg_catalog.pg_get_functiondef(f.oid) ELSE f.prosrc END AS body, e.extname AS extension
  FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace JOIN pg_catalog.pg_language l ON l.oid = f.prolang
  LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = f.oid AND d.deptype = 'e'
  LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND f.prokind <> 'a' ORDER BY f.oid LIMIT ${MOST}`;

const TRIGGERS = `
SELECT t.tgrelid::text AS "table", t.tgfoid::text AS function, t.tgname AS name, t.tgtype::text AS type, (t.tgenabled IN ('O', 'A'))::text AS enabled,
       pg_catalog.format('%I.%I', n.nspname, c.relname) AS on,
       (SELECT coalesce(pg_catalog.json_agg(a.attname), '[]') FROM pg_catalog.pg_attribute a WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr::int2[]))::text AS columns
  FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal ORDER BY t.oid LIMIT ${MOST}`;

/** Functions that an expression of these tables calls: defaults and generated columns, checks, policies, indexes. */
const EXPRESSIONS = `
SELECT DISTINCT o.relid::text AS "table", d.refobjid::text AS function
  FROM (SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass AS class, oid, adrelid AS relid FROM pg_catalog.pg_attrdef
        UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, oid, conrelid FROM pg_catalog.pg_constraint
        UNION ALL SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, oid, polrelid FROM pg_catalog.pg_policy
        UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, indexrelid, indrelid FROM pg_catalog.pg_index) AS o
  JOIN pg_catalog.pg_depend d ON d.classid = o.class AND d.objid = o.oid AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
 LIMIT 100000`;

const TABLES = `
SELECT c.oid::text AS oid, c.relname AS bare, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, c.relkind::text AS kind
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY c.oid LIMIT ${MOST}`;

export async function reach(session: ReadSession, acted: readonly Acted[]): Promise<Reached> {
	const functions = await readFunctions(session);
	const triggers = await readTriggers(session);
	const expressions = await session.query<Record<"table" | "function", string>>(EXPRESSIONS);
	const tables = await session.query<Record<"oid" | "bare" | "name" | "kind", string>>(TABLES);
	const calling = [...triggers.filter(({ enabled }) => enabled), ...expressions];
	const met = new Set(acted.map(({ oid }) => oid));
	const called = new Set<string>();
	for (let before = -1; before < met.size + called.size; ) {
		before = met.size + called.size;
		for (const each of calling) if (met.has(each.table)) called.add(each.function);
		const words = wordsOf([...called].map((oid) => functions.get(oid)?.body ?? ""));
		addNamed(called, [...functions.values()], words);
		addNamed(met, tables, words);
	}
	return {
		...{ functions, called, triggers },
		foreign: tables.filter(({ oid, kind }) => kind === "f" && met.has(oid)).map(({ name }) => name),
		tooMany: [functions.size, triggers.length, tables.length].some((count) => count >= MOST),
	};
}

function addNamed(to: Set<string>, those: readonly { oid: string; bare: string }[], words: ReadonlySet<string>): void {
	for (const { oid, bare } of those) if (words.has(bare.toLowerCase())) to.add(oid);
}

const wordsOf = (bodies: readonly string[]): ReadonlySet<string> =>
	new Set(
		bodies.flatMap((body) =>
			[...body.toLowerCase().matchAll(/"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*/gu)].map(
				([whole, quoted]) => quoted ?? whole,
			),
		),
	);

async function readFunctions(session: ReadSession): Promise<Map<string, CalledFunction>> {
	const rows = await session.query<
		Record<"oid" | "name" | "bare" | "language" | "definer" | "volatile" | "body", string> & {
			extension: string | null;
		}
	>(FUNCTIONS);
	return new Map(
		rows.map((row) => [row.oid, { ...row, definer: row.definer === "true", volatile: row.volatile === "true" }]),
	);
}

async function readTriggers(session: ReadSession): Promise<ReadTrigger[]> {
	const rows =
		await session.query<Record<"table" | "function" | "name" | "type" | "enabled" | "on" | "columns", string>>(
			TRIGGERS,
		);
	return rows.map(({ type, enabled, columns, ...row }) => ({
		...row,
		...readType(Number(type)),
		enabled: enabled === "true",
		columns: JSON.parse(columns) as string[],
	}));
}
