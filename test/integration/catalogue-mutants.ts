/** A schema with an object of every kind that the fingerprint tells of, and a change to each. */

export const everyKind = `
CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL DEFAULT 'x', b int, c text COLLATE "C");
CREATE TABLE u (id int, t_id int);
CREATE TABLE parent (id int, k int) PARTITION BY RANGE (k);
CREATE TABLE child PARTITION OF parent FOR VALUES FROM (0) TO (10);
CREATE TABLE loose (id int, k int);
ALTER TABLE t ADD CONSTRAINT b_positive CHECK (b > 0);
ALTER TABLE u ADD CONSTRAINT u_t FOREIGN KEY (t_id) REFERENCES t NOT VALID;
CREATE INDEX t_b ON t (b);
CREATE SEQUENCE s;
CREATE VIEW v AS SELECT id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT x';
CREATE PROCEDURE proc() LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf();
CREATE POLICY p ON t USING (id > 0);
CREATE RULE r AS ON DELETE TO u DO INSTEAD NOTHING;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE pair AS (x int, y int);
CREATE DOMAIN positive AS int CONSTRAINT above CHECK (VALUE > 0);
CREATE STATISTICS st ON id, b FROM t;
`;

export interface CatalogueMutant {
	what: string;
	sql: string;
	/** Part of a line of the difference. */
	said: string;
}

const mutant = (what: string, sql: string, said: string): CatalogueMutant => ({ what, sql, said });
const pg =
	"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'catalogue_other') THEN CREATE ROLE catalogue_other; END IF; END $$;";

export const catalogueMutants: CatalogueMutant[] = [
	mutant("a schema", "CREATE SCHEMA n", "+ schema n"),
	mutant("a grant on a schema", "GRANT USAGE ON SCHEMA public TO pg_monitor", "pg_monitor=U"),
	mutant("a table", "CREATE TABLE x ()", "+ table public.x"),
	mutant("a table that is gone", "DROP TABLE loose", "- table public.loose"),
	mutant("a table's name", "ALTER TABLE loose RENAME TO tight", "+ table public.tight"),
	mutant("a table's owner", `${pg} ALTER TABLE loose OWNER TO catalogue_other`, "owner catalogue_other"),
	mutant("a table's persistence", "ALTER TABLE loose SET UNLOGGED", "persistence u"),
	mutant("a table's options", "ALTER TABLE loose SET (fillfactor = 50)", "fillfactor=50"),
	mutant("a table's replica identity", "ALTER TABLE loose REPLICA IDENTITY FULL", "replica identity f"),
	mutant("a grant on a table", "GRANT SELECT ON loose TO pg_monitor", "pg_monitor=r"),
	mutant("the right to grant", "GRANT SELECT ON loose TO pg_monitor WITH GRANT OPTION", "pg_monitor=r*"),
	mutant("row security on", "ALTER TABLE loose ENABLE ROW LEVEL SECURITY", "+ row security of public.loose on"),
	mutant("row security forced", "ALTER TABLE loose FORCE ROW LEVEL SECURITY", "off, forced"),
	mutant("a column", "ALTER TABLE t ADD d int", "+ column 5 public.t.d integer"),
	mutant("a column that is gone", "ALTER TABLE t DROP c", "- column 4 public.t.c"),
	mutant("a column's name", "ALTER TABLE t RENAME c TO d", "+ column 4 public.t.d"),
	mutant("a column's type", "ALTER TABLE u ALTER id TYPE bigint", "+ column 1 public.u.id bigint"),
	mutant("NOT NULL", "ALTER TABLE t ALTER b SET NOT NULL", "public.t.b integer not null"),
	mutant("a default", "ALTER TABLE t ALTER a SET DEFAULT 'y'", "default 'y'::text"),
	mutant("a collation", 'ALTER TABLE t ALTER c TYPE text COLLATE "POSIX"', "collation"),
	mutant("an identity", "ALTER TABLE t ALTER id ADD GENERATED ALWAYS AS IDENTITY", "identity a"),
	mutant("a generated column", "ALTER TABLE t ADD g int GENERATED ALWAYS AS (id + 1) STORED", "generated s"),
	mutant("a grant on a column", "GRANT SELECT (a) ON t TO PUBLIC", "public.t.a text"),
	mutant("a constraint", "ALTER TABLE t ADD CONSTRAINT q CHECK (id > 0)", "+ constraint q"),
	mutant("a constraint that is gone", "ALTER TABLE t DROP CONSTRAINT b_positive", "- constraint b_positive"),
	mutant("a constraint's validity", "ALTER TABLE u VALIDATE CONSTRAINT u_t", "[not validated]"),
	mutant("a foreign key at rest", "ALTER TABLE u DISABLE TRIGGER ALL", "[its triggers are D]"),
	mutant("an index", "CREATE INDEX x ON t (a)", "+ index CREATE INDEX x"),
	mutant("a partial index", "DROP INDEX t_b; CREATE INDEX t_b ON t (b) WHERE b > 1", "WHERE (b > 1)"),
	mutant(
		"an index's validity",
		"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't_b'::regclass",
		"[invalid]",
	),
	mutant(
		"an index that is not ready",
		"UPDATE pg_index SET indisready = false WHERE indexrelid = 't_pkey'::regclass",
		"[not ready]",
	),
	mutant("a key's options", "ALTER INDEX t_pkey SET (fillfactor = 50)", "fillfactor=50"),
	mutant("a sequence's step", "ALTER SEQUENCE s INCREMENT 7", "by 7"),
	mutant("a sequence's owner column", "ALTER SEQUENCE s OWNED BY t.id", "of public.t.id"),
	mutant("a view", "CREATE OR REPLACE VIEW v AS SELECT id FROM t WHERE id > 5", "definition of public.v"),
	mutant("a view's options", "ALTER VIEW v SET (security_barrier)", "security_barrier"),
	mutant(
		"a materialized view",
		"DROP MATERIALIZED VIEW m; CREATE MATERIALIZED VIEW m AS SELECT b FROM t",
		"definition of public.m",
	),
	mutant(
		"a function's body",
		"CREATE OR REPLACE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT x + 1'",
		"function public.f",
	),
	mutant("a function's security", "ALTER FUNCTION f SECURITY DEFINER", "definer t"),
	mutant("a function's settings", "ALTER FUNCTION f SET search_path = public", "search_path=public"),
	mutant("a function's volatility", "ALTER FUNCTION f IMMUTABLE", "volatile i"),
	mutant("a function's strictness", "ALTER FUNCTION f STRICT", "function public.f"),
	mutant("a grant on a function", "REVOKE EXECUTE ON FUNCTION f FROM PUBLIC", "function public.f"),
	mutant("a procedure", "DROP PROCEDURE proc", "- function public.proc"),
	mutant(
		"an aggregate",
		"DROP AGGREGATE total(int); CREATE AGGREGATE total(int) (SFUNC = int4mul, STYPE = int, INITCOND = '1')",
		"function public.total",
	),
	mutant("a trigger", "DROP TRIGGER tr ON t", "- trigger"),
	mutant("a trigger at rest", "ALTER TABLE t DISABLE TRIGGER tr", "[enabled D]"),
	mutant("a trigger for replicas", "ALTER TABLE t ENABLE REPLICA TRIGGER tr", "[enabled R]"),
	mutant("a policy", "DROP POLICY p ON t", "- policy p"),
	mutant("a policy's expression", "ALTER POLICY p ON t USING (true)", "using true"),
	mutant("a policy's check", "ALTER POLICY p ON t WITH CHECK (id > 5)", "with check"),
	mutant("a policy's roles", "ALTER POLICY p ON t TO pg_monitor", "to pg_monitor"),
	mutant(
		"a restrictive policy",
		"DROP POLICY p ON t; CREATE POLICY p ON t AS RESTRICTIVE USING (id > 0)",
		"restrictive",
	),
	mutant("a rule", "DROP RULE r ON u", "- rule"),
	mutant("a rule at rest", "ALTER TABLE u DISABLE RULE r", "[enabled D]"),
	mutant("a partition", "ALTER TABLE parent DETACH PARTITION child", "- child public.child"),
	mutant(
		"a partition's bounds",
		"ALTER TABLE parent DETACH PARTITION child; ALTER TABLE parent ATTACH PARTITION child FOR VALUES FROM (0) TO (20)",
		"TO (20)",
	),
	mutant("an enum's value", "ALTER TYPE mood ADD VALUE 'glad'", "'glad'"),
	mutant("a composite type", "ALTER TYPE pair ADD ATTRIBUTE z int", "public.pair.z"),
	mutant("a domain's check", "ALTER DOMAIN positive DROP CONSTRAINT above", "- constraint above"),
	mutant("a domain's default", "ALTER DOMAIN positive SET DEFAULT 3", "type public.positive"),
	mutant("a type's owner", `${pg} ALTER TYPE mood OWNER TO catalogue_other`, "owner catalogue_other"),
	mutant("extended statistics", "DROP STATISTICS st", "- statistics"),
	mutant("default privileges", "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor", "+ default privileges"),
	mutant(
		"an event trigger",
		"CREATE FUNCTION et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION et()",
		"+ event trigger e",
	),
	mutant(
		"a setting of the database",
		"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET row_security = off', current_database()); END $$",
		"row_security=off",
	),
];
