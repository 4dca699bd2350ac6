import type { ReadSession } from "../../ports.ts";

export interface SequenceValue {
	/** schema.name, quoted where it needs be. */
	name: string;
	/** null before its first number. */
	value: string | null;
}

/** What each sequence (by its oid) has given last. */
export async function lastValues(session: ReadSession, oids: readonly string[]): Promise<SequenceValue[]> {
	if (oids.length === 0) return [];
	return session.query<Record<"name", string> & { value: string | null }>(
		`SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, pg_catalog.pg_sequence_last_value(c.oid)::text AS value
		   FROM pg_catalog.json_array_elements_text($1::json) AS wanted (oid)
		   JOIN pg_catalog.pg_class c ON c.oid = wanted.oid::oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY 1`,
		[JSON.stringify(oids)],
	);
}
