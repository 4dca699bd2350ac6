/** The ledger: schema `bulkhead` in the target database. Events are only ever added; the present state is read from them. */
import { AppError, DatabaseError } from "../errors.ts";
import type { ReadSession, Session } from "../ports.ts";
import { quoteLiteral } from "../sql/quote.ts";

/** Kept as the schema's comment: by it a ledger is known, and a newer one is left alone. */
const FORMAT = 2;
const COMMENT = "Bulkhead: ledger of migrations, format ";
/** insufficient_privilege */
const NO_RIGHT = "42501";

const CREATE = `
CREATE SCHEMA bulkhead;
CREATE TABLE bulkhead.events (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	migration text NOT NULL,
	name text NOT NULL,
	event text NOT NULL CHECK (event IN ('apply', 'rollback', 'adopt', 'restore', 'fail', 'start', 'step')),
	at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
	by text NOT NULL,
	host text NOT NULL,
	role text NOT NULL DEFAULT session_user,
	version text NOT NULL,
	run uuid NOT NULL,
	ms double precision NOT NULL,
	checksum text NOT NULL,
	token_checksum text NOT NULL,
	reason text,
	details jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN bulkhead.events.checksum IS 'SHA-256 of the forward file''s bytes';
COMMENT ON COLUMN bulkhead.events.token_checksum IS 'SHA-256 of the forward file''s tokens, without comments and white space';
COMMENT ON COLUMN bulkhead.events.run IS 'the same for every event of one run';
CREATE FUNCTION bulkhead.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
	RAISE EXCEPTION 'the ledger is only ever added to' USING ERRCODE = 'insufficient_privilege';
END
$refuse$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bulkhead.events
	FOR EACH STATEMENT EXECUTE FUNCTION bulkhead.refuse_change();
`;

/**
 * Since format 2. A certificate's `body` is kept as the text that was hashed. What the runs before them did is told by the table's
 * comment alone. `last_catalogue` is no evidence but a convenience, one row that is replaced: its fingerprint stands in the last certificate.
 */
const CREATE_CERTIFICATES = `
CREATE TABLE bulkhead.certificates (
	number bigint PRIMARY KEY CHECK (number > 0),
	run uuid NOT NULL UNIQUE,
	at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
	hash text NOT NULL,
	body text NOT NULL
);
COMMENT ON COLUMN bulkhead.certificates.hash IS 'SHA-256 of the body''s bytes, in hex';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bulkhead.certificates
	FOR EACH STATEMENT EXECUTE FUNCTION bulkhead.refuse_change();
CREATE TABLE bulkhead.last_catalogue (fingerprint text NOT NULL, lines text NOT NULL);
DO $since$ BEGIN
	EXECUTE pg_catalog.format('COMMENT ON TABLE bulkhead.certificates IS %L',
		'one a run, each with the hash of the one before; since event ' || (SELECT coalesce(pg_catalog.max(id), 0) FROM bulkhead.events));
END $since$;
COMMENT ON SCHEMA bulkhead IS ${quoteLiteral(COMMENT + FORMAT)};
`;

const FIND = `
SELECT n.oid::text AS schema, pg_catalog.obj_description(n.oid, 'pg_namespace') AS comment,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE')::text AS usable
  FROM pg_catalog.pg_namespace n
 WHERE n.nspname = 'bulkhead'`;

/** Whether this database has a ledger. REFUSED where the schema is not ours, not for us, or of a newer Bulkhead. */
export async function hasLedger(session: ReadSession): Promise<boolean> {
	return (await readLedgerFormat(session)) > 0;
}

/** Whether its ledger has a place for certificates yet. Errors: as of hasLedger. */
export async function hasCertificates(session: ReadSession): Promise<boolean> {
	return (await readLedgerFormat(session)) > 1;
}

/** 0 where there is none. */
async function readLedgerFormat(session: ReadSession): Promise<number> {
	const [found] = await session.query<{ comment: string | null; usable: string }>(FIND);
	if (!found) return 0;
	if (!found.comment?.startsWith(COMMENT)) {
		throw new AppError("REFUSED", "This database has a schema bulkhead that is not Bulkhead's ledger.", {
			hint: "Rename that schema; Bulkhead keeps its ledger under this name.",
		});
	}
	const format = Number(found.comment.slice(COMMENT.length));
	if (format > FORMAT) {
		throw new AppError("REFUSED", "The ledger of this database was written by a newer Bulkhead.", {
			hint: "Use that one.",
		});
	}
	if (found.usable === "true") return format;
	throw new AppError("REFUSED", "This role may not read the ledger (schema bulkhead).", {
		hint: "Connect as the role that runs the migrations, or let that role grant USAGE on the schema and SELECT on its tables.",
	});
}

/** Makes the ledger where there is none, or what an older one lacks. Only under the runner's lock: two at once would collide. */
export async function ensureLedger(session: Session): Promise<void> {
	const format = await readLedgerFormat(session);
	if (format === FORMAT) return;
	try {
		await session.execute(`BEGIN;${format === 0 ? CREATE : ""}${CREATE_CERTIFICATES}COMMIT`);
	} catch (caught) {
		await session.execute("ROLLBACK").catch(() => {});
		if (format === 0 || !(caught instanceof DatabaseError && caught.sqlstate === NO_RIGHT)) throw caught;
		throw new AppError("REFUSED", "The ledger is of an older Bulkhead, and this role may not bring it up to date.", {
			hint: "Run once as the role that owns the schema bulkhead.",
		});
	}
}
