/**
 * Step 4: what looks at a database's indexes found. A moment's parts are compressed JSON; two moments that have the same one share it, for
 * definitions seldom change.
 */
export const indexTables = `
	CREATE TABLE index_moments (
		seq INTEGER PRIMARY KEY AUTOINCREMENT,
		id TEXT NOT NULL UNIQUE,
		place TEXT NOT NULL,
		at TEXT NOT NULL,
		summary TEXT NOT NULL CHECK (json_valid(summary))
	) STRICT;
	CREATE INDEX index_moments_place ON index_moments (place, at);
	CREATE TABLE index_bodies (
		hash TEXT PRIMARY KEY,
		body BLOB NOT NULL
	) STRICT;
	CREATE TABLE index_parts (
		moment INTEGER NOT NULL REFERENCES index_moments (seq) ON DELETE CASCADE,
		part TEXT NOT NULL,
		hash TEXT NOT NULL REFERENCES index_bodies (hash),
		PRIMARY KEY (moment, part)
	) STRICT;
	CREATE INDEX index_parts_hash ON index_parts (hash);
`;
