/** The extension hypopg: indexes that only the planner of this session believes in, or does not see. Nothing is locked, nothing is written. */
import { DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";

export interface Hypopg {
	/** Quoted. */
	schema: string;
	/** Since its version 1.4. */
	hides: boolean;
}

export async function findHypopg(session: Session): Promise<Hypopg | undefined> {
	const [found] = await session.query<Record<"schema" | "hides", string>>(
		`SELECT n.nspname AS schema, EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.pronamespace = n.oid AND p.proname = 'hypopg_hide_index')::text AS hides
		   FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
		  WHERE x.extname = 'hypopg' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')`,
	);
	return found && { schema: quoteIdent(found.schema), hides: found.hides === "true" };
}

/** Answers with its bytes, or with what the server says against it. */
export async function imagine(
	session: Session,
	{ schema }: Hypopg,
	definition: string,
): Promise<number | DatabaseError> {
	await session.execute("SAVEPOINT bulkhead_hypopg");
	try {
		const [made] = await session.query<{ bytes: string }>(
			`SELECT ${schema}.hypopg_relation_size(i.indexrelid)::text AS bytes FROM ${schema}.hypopg_create_index($1) AS i`,
			[definition],
		);
		await session.execute("RELEASE SAVEPOINT bulkhead_hypopg");
		return Number(made?.bytes ?? 0);
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		await session.execute("ROLLBACK TO SAVEPOINT bulkhead_hypopg");
		return caught;
	}
}

export async function hide(session: Session, { schema }: Hypopg, oid: string): Promise<void> {
	await session.query(`SELECT ${schema}.hypopg_hide_index($1::oid)::text AS hidden`, [oid]);
}
