import type Database from "better-sqlite3";
import type { StoredConnection, StorePort } from "../../core/ports.ts";
import type { Guarded } from "./audit.ts";

interface ConnectionRow {
	id: string;
	settings: string;
	last_used_at: string | null;
	last_state: string | null;
	place: number;
	row: number;
}

const COLUMNS = "id, settings, last_used_at, last_state, coalesce(position, rowid) AS place, rowid AS row";

/** Connections that are kept, in the order in which they are shown. */
export function savedConnections(database: Database.Database, guarded: Guarded): StorePort["connections"] {
	let writes = 0;
	const put = (connections: Parameters<StorePort["connections"]["put"]>): void => {
		const statement = database.prepare(
			`INSERT INTO connections (id, settings, last_used_at, last_state, position) VALUES (?, ?, ?, ?, ?)
			 ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, last_used_at = excluded.last_used_at,
			   last_state = excluded.last_state, position = coalesce(excluded.position, position)`,
		);
		for (const { id, settings, lastUsedAt, lastState, position } of connections) {
			const state = lastState === undefined ? null : JSON.stringify(lastState);
			statement.run(id, JSON.stringify(settings), lastUsedAt?.toISOString() ?? null, state, position ?? null);
		}
	};
	const one = (condition: string, value: string): StoredConnection | undefined => {
		const row = database
			.prepare<[string], ConnectionRow>(`SELECT ${COLUMNS} FROM connections WHERE ${condition} LIMIT 1`)
			.get(value);
		return row && toConnection(row);
	};
	return {
		list: () =>
			guarded(() =>
				database
					.prepare<[], ConnectionRow>(`SELECT ${COLUMNS} FROM connections ORDER BY place, rowid`)
					.all()
					.map(toConnection),
			),
		page: (limit, after = `${-Number.MAX_VALUE}:0`) =>
			guarded(() => {
				const [place, row] = after.split(":").map(Number);
				const rows = database
					.prepare<unknown[], ConnectionRow>(
						`SELECT ${COLUMNS} FROM connections WHERE (coalesce(position, rowid), rowid) > (?, ?)
						  ORDER BY place, rowid LIMIT ?`,
					)
					.all(place, row, limit + 1);
				const last = rows.length > limit ? rows[limit - 1] : undefined;
				return {
					connections: rows.slice(0, limit).map(toConnection),
					...(last ? { next: `${last.place}:${last.row}` } : {}),
				};
			}),
		get: (id) => guarded(() => one("id = ?", id)),
		named: (name) => guarded(() => one("json_extract(settings, '$.name') = ?", name)),
		version: () => guarded(() => `${database.pragma("data_version", { simple: true })}/${writes}`),
		put: (...connections) =>
			guarded(() => {
				writes += 1;
				database.transaction(() => put(connections)).immediate();
			}),
		remove: (id) =>
			guarded(() => {
				writes += 1;
				return database
					.transaction(() => {
						database.prepare("DELETE FROM secrets WHERE connection = ?").run(id);
						return database.prepare("DELETE FROM connections WHERE id = ?").run(id).changes > 0;
					})
					.immediate();
			}),
	};
}

function toConnection(row: ConnectionRow): StoredConnection {
	return {
		id: row.id,
		settings: JSON.parse(row.settings),
		position: row.place,
		...(row.last_used_at ? { lastUsedAt: new Date(row.last_used_at) } : {}),
		...(row.last_state ? { lastState: JSON.parse(row.last_state) } : {}),
	};
}
