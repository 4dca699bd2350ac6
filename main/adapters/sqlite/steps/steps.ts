import { auditTables } from "./audit-tables.ts";
import { indexTables } from "./index-tables.ts";
import { secretTables } from "./secret-tables.ts";

/** The local store's own migrations, in order; a step that has shipped is never edited. */
export const steps: readonly { version: number; sql: string }[] = [
	{
		version: 1,
		sql: `
			CREATE TABLE connections (
				id TEXT PRIMARY KEY,
				settings TEXT NOT NULL CHECK (json_valid(settings)),
				last_used_at TEXT
			) STRICT;
		`,
	},
	{ version: 2, sql: auditTables },
	{ version: 3, sql: secretTables },
	{ version: 4, sql: indexTables },
];

/** What a store of this Bulkhead has. */
export const latest = steps.at(-1)?.version ?? 0;
