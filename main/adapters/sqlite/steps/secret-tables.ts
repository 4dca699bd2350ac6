/**
 * Step 3: the order of connections that a person made, what was last seen of each, and passwords, sealed under the master password's
 * vault or by the system's key store. Nothing in these tables can be read without one of the two.
 */
export const secretTables = `
	ALTER TABLE connections ADD COLUMN position REAL;
	ALTER TABLE connections ADD COLUMN last_state TEXT CHECK (last_state IS NULL OR json_valid(last_state));
	CREATE TABLE vault (
		only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
		header TEXT NOT NULL CHECK (json_valid(header))
	) STRICT;
	CREATE TABLE secrets (
		connection TEXT PRIMARY KEY,
		kind TEXT NOT NULL CHECK (kind IN ('os', 'vault')),
		vault TEXT,
		sealed BLOB NOT NULL,
		CHECK ((kind = 'vault') = (vault IS NOT NULL))
	) STRICT;
`;
