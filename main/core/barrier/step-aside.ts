/**
 * The barrier gives way to a run that takes from a table what its policy stands on: the tenant's column, row-level security, the table. The
 * viewer's right goes with the policy, in the same transaction: what nothing pins any more nobody may read through a tenant's eyes.
 */
import type { BarrierLeft } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { ReadSession, Session } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { POLICY, VIEWER } from "./names.ts";

/** A table behind the barrier, and what its policy needs: JSON, as the second question takes it back. */
export interface Standing {
	oid: string;
	schema: string;
	name: string;
	needs: string;
}

/** pg_depend names the columns that the policy's condition reads, those of other tables too. */
const STANDING = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name,
       (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('relation', d.refobjid::bigint, 'place', d.refobjsubid, 'type', a.atttypid::bigint)), '[]')
          FROM pg_catalog.pg_depend d
          LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
         WHERE d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
           AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)::text AS needs
  FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid AND c.relrowsecurity
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_roles r ON r.rolname = $2 AND r.oid = ANY (p.polroles)
 WHERE p.polname = $1
 ORDER BY n.nspname, c.relname`;

/** $1: what stood. $2: the barrier's policy. $3: its absence says nothing, for it was taken away to look. */
const LEFT = `
SELECT w.oid::text AS oid, c.oid IS NOT NULL AS there, n.nspname AS schema, c.relname AS name,
       CASE WHEN c.oid IS NULL THEN 'table'
            WHEN NOT c.relrowsecurity THEN 'row-security'
            WHEN EXISTS (
		SELECT FROM pg_catalog.json_to_recordset(w.needs) AS x (relation oid, place int, type oid)
		  LEFT JOIN pg_catalog.pg_class r ON r.oid = x.relation
		  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.relation AND a.attnum = x.place AND NOT a.attisdropped AND a.atttypid = x.type
		 WHERE CASE WHEN x.place = 0 THEN r.oid IS NULL ELSE a.attrelid IS NULL END) THEN 'column'
            WHEN NOT $3::boolean AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = $2) THEN 'policy'
       END AS why
  FROM pg_catalog.json_to_recordset($1::json) AS w (oid oid, needs json)
  LEFT JOIN pg_catalog.pg_class c ON c.oid = w.oid
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;

/** Empty where there is no barrier. */
export function readStanding(session: ReadSession): Promise<Standing[]> {
	return session.query<Standing & Record<string, string>>(STANDING, [POLICY, VIEWER]);
}

/** What has to leave the barrier, and as what it stands there now. */
export interface Leaving extends Standing {
	left: BarrierLeft;
	there: boolean;
}

/** In the run's transaction, after its statements. `lifted`: the policies were taken away before them. */
export async function findLeaving(
	session: ReadSession,
	standing: readonly Standing[],
	{ lifted = false }: { lifted?: boolean } = {},
): Promise<Leaving[]> {
	if (standing.length === 0) return [];
	const asked = `[${standing.map(({ oid, needs }) => `{"oid":${oid},"needs":${needs}}`).join(",")}]`;
	const rows = await session.query<{
		oid: string;
		there: string;
		schema: string | null;
		name: string | null;
		why: BarrierLeft["why"] | null;
	}>(LEFT, [asked, POLICY, String(lifted)]);
	const byOid = new Map(rows.map((row) => [row.oid, row]));
	return standing.flatMap((each) => {
		const row = byOid.get(each.oid);
		if (!row || row.why === null) return [];
		const left = { table: `${each.schema}.${each.name}`, why: row.why };
		return [
			{ ...each, schema: row.schema ?? each.schema, name: row.name ?? each.name, left, there: row.name !== null },
		];
	});
}

/** Takes the viewer's right from these tables, then the policy. Errors: DatabaseError where this role may not, or a lock is held. */
export async function stepAside(session: Session, tables: readonly Pick<Standing, "schema" | "name">[]): Promise<void> {
	if (tables.length === 0) return;
	await session.execute(["SET LOCAL SESSION AUTHORIZATION DEFAULT", ...tables.flatMap(without)].join("; "));
}

/** The right goes first: between the two nobody must see everything. */
export function without({ schema, name }: { schema: string; name: string }): string[] {
	const table = quoteQualified(schema, name);
	return [
		`REVOKE ALL ON ${table} FROM ${quoteIdent(VIEWER)}`,
		`DROP POLICY IF EXISTS ${quoteIdent(POLICY)} ON ${table}`,
	];
}

/** dependent_objects_still_exist; feature_not_supported: the type of a column that a policy reads. */
const IN_THE_WAY = new Set(["2BP01", "0A000"]);

/** Whether a policy may have kept a statement from running. */
export const mayBeInTheWay = (caught: unknown): caught is DatabaseError =>
	caught instanceof DatabaseError && IN_THE_WAY.has(caught.sqlstate ?? "");

/** Whether it was the barrier's: the server names it, in whatever language. */
export const isInTheWay = (caught: unknown): boolean => mayBeInTheWay(caught) && (caught.detail ?? "").includes(POLICY);
