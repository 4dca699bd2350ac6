/**
 * Step 2: the audit trail, and what befell the store. `text` is the very text that is hashed; what is searched by is read out of it, so
 * that no column can say anything else. AUTOINCREMENT keeps the highest number that was ever given: a tail that is cut off shows.
 */
export const auditTables = `
	CREATE TABLE audit_keys (
		id INTEGER PRIMARY KEY,
		public_key TEXT NOT NULL UNIQUE
	) STRICT;
	CREATE TABLE audit (
		seq INTEGER PRIMARY KEY AUTOINCREMENT,
		text TEXT NOT NULL CHECK (json_valid(text)),
		hash TEXT NOT NULL,
		signature TEXT NOT NULL,
		key INTEGER NOT NULL REFERENCES audit_keys (id),
		kind TEXT AS (text ->> '$.kind') VIRTUAL,
		at TEXT AS (text ->> '$.at') VIRTUAL,
		action TEXT AS (text ->> '$.action') VIRTUAL,
		person TEXT AS (text ->> '$.by') VIRTUAL,
		tenant TEXT AS (text ->> '$.tenant') VIRTUAL,
		closes INTEGER AS (text ->> '$.of') VIRTUAL
	) STRICT;
	CREATE UNIQUE INDEX audit_closes ON audit (closes) WHERE closes IS NOT NULL;
	CREATE INDEX audit_at ON audit (at) WHERE kind <> 'outcome';
	CREATE INDEX audit_action ON audit (action, at) WHERE kind <> 'outcome';
	CREATE INDEX audit_person ON audit (person, at) WHERE kind <> 'outcome';
	CREATE INDEX audit_person_action ON audit (person, action, at) WHERE kind <> 'outcome';
	CREATE INDEX audit_tenant ON audit (tenant, at, person, action) WHERE kind <> 'outcome' AND tenant IS NOT NULL;
	CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
	CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
	-- Intents without an outcome, and the process that is at work on each.
	CREATE TABLE audit_open (
		seq INTEGER PRIMARY KEY,
		host TEXT NOT NULL,
		pid INTEGER NOT NULL,
		run TEXT NOT NULL
	) STRICT;
	-- What whoever uses this store has to be told until they have answered.
	CREATE TABLE troubles (
		id INTEGER PRIMARY KEY,
		at TEXT NOT NULL,
		what TEXT NOT NULL CHECK (what IN ('damaged', 'empty')),
		file TEXT
	) STRICT;
`;
