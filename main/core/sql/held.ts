/**
 * To print an expression of a table the server locks the table, and the tables that the expression names: a catalogue query would wait for
 * whoever holds one of them ACCESS EXCLUSIVE. Behind `WITH held` such tables are known, and what cannot be printed now is left out.
 */
export const HELD = `held AS MATERIALIZED (
	SELECT relation FROM pg_catalog.pg_locks
	 WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND granted AND pid <> pg_catalog.pg_backend_pid()
	   AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))`;

/** SQL of a boolean: nobody else holds the table of this oid. */
export const isFree = (oid: string): string => `${oid} NOT IN (SELECT relation FROM held)`;

/** SQL of a boolean: nobody else holds the table of this row of pg_policy, or one that its expressions name. */
export const isPrintable = (policy: string): string => `NOT EXISTS (
	SELECT FROM held h WHERE h.relation = ${policy}.polrelid OR h.relation IN (
		SELECT d.refobjid FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = ${policy}.oid
		   AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass))`;
