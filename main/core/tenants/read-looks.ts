import type { AuditEntry, TenantRow } from "../../contract/index.ts";
import { toEntry } from "../audit/list-entries.ts";
import type { AuditPort } from "../ports.ts";

const MOST = 50;

/** Who looked at a tenant or changed it, by id or by slug, in this database; newest first. Another's tenant 7 is not this one. */
export function readLooks(
	audit: AuditPort,
	{ id, slug }: Pick<TenantRow, "id" | "slug">,
	place: { server: string; database: string },
): AuditEntry[] {
	const called = slug === null || slug === id ? [id] : [id, slug];
	return called
		.flatMap((tenant) => audit.list({ tenant, limit: MOST * 4 }).map(toEntry))
		.filter(({ connection }) => connection?.server === place.server && connection.database === place.database)
		.sort((a, b) => b.seq - a.seq)
		.slice(0, MOST);
}
