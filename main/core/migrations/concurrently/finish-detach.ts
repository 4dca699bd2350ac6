import type { Session } from "../../ports.ts";
import { quoteQualified } from "../../sql/quote.ts";

const PENDING = `
SELECT pn.nspname AS "parentSchema", p.relname AS parent, cn.nspname AS "partitionSchema", c.relname AS partition
  FROM pg_catalog.pg_inherits i
  JOIN pg_catalog.pg_class p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
  JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
 WHERE i.inhrelid = $1::oid AND i.inhdetachpending`;

/** A DETACH CONCURRENTLY that was stopped is half done, and cannot be said again: FINALIZE ends it. False where there is none such. */
export async function finishDetach(session: Session, partition: string): Promise<boolean> {
	if (session.serverVersion < 140_000) return false;
	const [row] = await session.query<Record<"parentSchema" | "parent" | "partitionSchema" | "partition", string>>(
		PENDING,
		[partition],
	);
	if (!row) return false;
	const [parent, child] = [
		quoteQualified(row.parentSchema, row.parent),
		quoteQualified(row.partitionSchema, row.partition),
	];
	await session.execute(`ALTER TABLE ${parent} DETACH PARTITION ${child} FINALIZE`, { anyTime: true });
	return true;
}
