import type { StoredConnection, StorePort } from "../../core/ports.ts";
import { openDatabase } from "./open-database.ts";

interface ConnectionRow {
	id: string;
	settings: string;
	last_used_at: string | null;
}

export interface Store extends StorePort {
	/** Where a damaged store was put aside when this one was opened. */
	readonly setAside: string | undefined;
	close(): void;
}

/** The local store in `folder`: what Bulkhead remembers on this machine. Errors: STORE_FAILED. */
export function openStore(folder: string): Store {
	const { database, setAside } = openDatabase(folder);
	return {
		setAside,
		connections: {
			list: () =>
				database
					.prepare<[], ConnectionRow>("SELECT id, settings, last_used_at FROM connections ORDER BY rowid")
					.all()
					.map(toConnection),
			put({ id, settings, lastUsedAt }) {
				database
					.prepare(
						`INSERT INTO connections (id, settings, last_used_at) VALUES (?, ?, ?)
						 ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, last_used_at = excluded.last_used_at`,
					)
					.run(id, JSON.stringify(settings), lastUsedAt?.toISOString() ?? null);
			},
			remove: (id) => database.prepare("DELETE FROM connections WHERE id = ?").run(id).changes > 0,
		},
		close: () => {
			database.close();
		},
	};
}

function toConnection(row: ConnectionRow): StoredConnection {
	return {
		id: row.id,
		settings: JSON.parse(row.settings),
		...(row.last_used_at ? { lastUsedAt: new Date(row.last_used_at) } : {}),
	};
}
