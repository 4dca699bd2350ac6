/** The finish list: what is still open in a database, each with the statement that resolves it. */
import type { OpenItem, OpenKind, TenancyProfile } from "../../contract/index.ts";
import {
	CATALOGUE_NAMES,
	CONSTRAINT_LINE,
	INDEX_LINE,
	KEY_OF_INDEX,
	RESTING_KEYS,
	ROW_SECURITY_LINE,
	TRIGGER_LINE,
} from "../catalogue/facts.ts";
import { escapedLine, readInFull } from "../catalogue/fingerprint.ts";
import { readOpenRuns } from "../migrations/interruption.ts";
import type { ReadSession, Session } from "../ports.ts";
import { quoteLiteral } from "../sql/quote.ts";
import { readTables } from "../tenancy/read-tenancy.ts";
import { tablesOf } from "./count-rows.ts";
import type { LedgerEnd } from "./read-ledger-end.ts";

/** The column by which a table is known to hold tenants' rows where nobody has said how they are told apart; so does one with policies. */
const TENANT_COLUMN = "tenant_id";

/**
 * Kind, object, the line of the catalogue that says so, a detail, and the statement. An index that is being built is not open. A partition
 * is guarded by its parent, unless somebody but its owner may go to it directly.
 */
const openObjects = (ofTenants: string): string => `${CATALOGUE_NAMES}
SELECT 'constraint-not-validated', quote_ident(k.conname) || ' on ' || r.name, ${CONSTRAINT_LINE}, pg_get_constraintdef(k.oid),
       'ALTER TABLE ' || r.name || ' VALIDATE CONSTRAINT ' || quote_ident(k.conname) || ';'
  FROM pg_constraint k JOIN r ON r.oid = k.conrelid LEFT JOIN ${RESTING_KEYS} AS f ON f.tgconstraint = k.oid
 WHERE NOT k.convalidated AND k.conparentid = 0 AND coalesce(to_jsonb(k) ->> 'conenforced', 'true') = 'true'
UNION ALL
SELECT 'index-invalid', r.name, ${INDEX_LINE}, t.name || CASE WHEN r.relkind = 'I' THEN ' (partitioned)' ELSE '' END,
       CASE WHEN r.relkind = 'I' THEN 'ALTER INDEX ' || r.name || ' ATTACH PARTITION … (an index of each partition);'
            ELSE 'REINDEX INDEX CONCURRENTLY ' || r.name || ';' END
  FROM r JOIN pg_index i ON i.indexrelid = r.oid JOIN r t ON t.oid = i.indrelid ${KEY_OF_INDEX}
 WHERE NOT (i.indisvalid AND i.indisready)
   AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index b WHERE b.index_relid = r.oid)
UNION ALL
SELECT 'trigger-disabled', quote_ident(t.tgname) || ' on ' || r.name, ${TRIGGER_LINE}, r.name,
       'ALTER TABLE ' || r.name || ' ENABLE TRIGGER ' || quote_ident(t.tgname) || ';'
  FROM r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE NOT t.tgisinternal AND t.tgenabled = 'D'
UNION ALL
SELECT 'foreign-key-off', quote_ident(k.conname) || ' on ' || r.name, ${CONSTRAINT_LINE}, pg_get_constraintdef(k.oid),
       (SELECT string_agg(DISTINCT 'ALTER TABLE ' || x.name || ' ENABLE TRIGGER ALL;', ' ')
          FROM pg_trigger t JOIN r x ON x.oid = t.tgrelid WHERE t.tgconstraint = k.oid AND t.tgenabled = 'D')
  FROM ${RESTING_KEYS} AS f JOIN pg_constraint k ON k.oid = f.tgconstraint AND k.contype = 'f' JOIN r ON r.oid = k.conrelid
 WHERE f.how LIKE '%D%'
UNION ALL
SELECT CASE WHEN r.relrowsecurity THEN 'row-security-not-forced' ELSE 'row-security-off' END, r.name, ${ROW_SECURITY_LINE},
       CASE WHEN p.there THEN 'policies' ELSE '' END,
       CASE WHEN r.relrowsecurity THEN '' ELSE 'ALTER TABLE ' || r.name || ' ENABLE ROW LEVEL SECURITY; ' END
       || CASE WHEN r.relforcerowsecurity THEN '' ELSE 'ALTER TABLE ' || r.name || ' FORCE ROW LEVEL SECURITY;' END
  FROM r CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM pg_policy x WHERE x.polrelid = r.oid) AS there) AS p
 WHERE r.relkind IN ('r', 'p') AND NOT (r.relrowsecurity AND r.relforcerowsecurity)
   AND (p.there OR ${ofTenants})
   AND (NOT r.relispartition OR EXISTS (SELECT FROM aclexplode(r.relacl) AS g WHERE g.grantee <> r.relowner))
ORDER BY 1, 2`;

const BY_COLUMN = `EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = r.oid AND NOT a.attisdropped AND a.attname = ${quoteLiteral(TENANT_COLUMN)})`;

/** Those that the profile says, also through foreign keys. */
async function byProfile(session: ReadSession, profile: TenancyProfile): Promise<string> {
	const { tables } = await readTables(session, profile);
	return `r.oid::text = ANY (${quoteLiteral(`{${tables.map(({ oid }) => oid).join(",")}}`)}::text[])`;
}

/** Rollbacks whose snapshot was not put back, and whose migrations are all there again. */
const OPEN_SNAPSHOTS = `
SELECT w.snapshot, w.run::text AS run, w.host, pg_catalog.array_to_string(w.migrations, ', ') AS migrations,
       pg_catalog.array_to_string(w.tables, ', ') AS tables
  FROM (SELECT e.run, pg_catalog.max(e.id) AS id, pg_catalog.min(e.host) AS host, pg_catalog.array_agg(e.migration ORDER BY e.id) AS migrations,
               pg_catalog.min(e.details #>> '{snapshot,id}') AS snapshot,
               ARRAY(SELECT t ->> 'table' FROM pg_catalog.jsonb_array_elements(
                     (pg_catalog.array_agg(e.details #> '{snapshot,tables}'))[1]) AS t) AS tables
          FROM bulkhead.events AS e WHERE e.event = 'rollback' AND e.details -> 'snapshot' IS NOT NULL GROUP BY e.run) AS w
 WHERE NOT EXISTS (SELECT FROM bulkhead.events AS x
                    WHERE x.event = 'restore' AND x.id > w.id AND x.reason = 'snapshot ' || w.snapshot)
   AND NOT EXISTS (SELECT FROM pg_catalog.unnest(w.migrations) AS m WHERE NOT EXISTS (
                   SELECT FROM bulkhead.events AS a WHERE a.migration = m AND a.id > w.id AND a.event IN ('apply', 'adopt')
                      AND NOT EXISTS (SELECT FROM bulkhead.events AS b
                                       WHERE b.migration = m AND b.id > a.id AND b.event = 'rollback')))
 ORDER BY w.id`;

/** What is open, and by what its beginning is found: a line of the catalogue, or the run that left it. */
export interface FoundOpen {
	item: Omit<OpenItem, "since">;
	line?: string;
	run?: string;
}

interface Known {
	/** The catalogue now. */
	lines: readonly string[];
	/** Undefined where there is none. */
	ledger: LedgerEnd | undefined;
	/** How tenants are told apart, where somebody has said it. */
	profile: TenancyProfile | undefined;
}

export async function findOpen(session: Session, { lines, ledger, profile }: Known): Promise<FoundOpen[]> {
	const objects = mayBeOpen(lines, profile) ? await findObjects(session, profile) : [];
	return [
		...objects,
		...(ledger?.segments ? await findInterrupted(session) : []),
		...(ledger?.snapshots ? await findSnapshots(session) : []),
	];
}

const MARKED = /\[(?:not validated|invalid|not ready|enabled D|its triggers are \w*D)/;
const UNGUARDED = /^row security of (.+) (?:off(?:, forced)?|on)$/;

/**
 * Whether it is worth asking: most of the time nothing is open, and the lines that are at hand show it. A line that only looks like one
 * costs the question.
 */
function mayBeOpen(lines: readonly string[], profile: TenancyProfile | undefined): boolean {
	if (lines.some((line) => MARKED.test(line))) return true;
	const unguarded = lines.flatMap((line) => UNGUARDED.exec(line)?.[1] ?? []);
	if (unguarded.length === 0 || profile) return unguarded.length > 0;
	const ofTenants = lines.filter((line) => line.startsWith("policy ") || line.includes(`.${TENANT_COLUMN} `));
	const tenants = new Set(tablesOf(ofTenants));
	return unguarded.some((table) => tenants.has(table));
}

async function findObjects(session: Session, profile: TenancyProfile | undefined): Promise<FoundOpen[]> {
	const sql = openObjects(profile ? await byProfile(session, profile) : BY_COLUMN);
	return (await readInFull(session, sql)).map(([kind, object, line, about, resolve]) => {
		const item = { kind: kind as OpenKind, object: object ?? "", resolve: resolve ?? "" };
		return { item: { ...item, detail: detailOf(item.kind, about ?? "") }, line: escapedLine(line ?? "") };
	});
}

type ObjectKind = Exclude<OpenKind, "migration-interrupted" | "snapshot-not-restored">;

function detailOf(kind: OpenKind, about: string): string {
	const details: Record<ObjectKind, string> = {
		"constraint-not-validated": `${about}: it holds for rows written since, and nobody has looked at those before.`,
		"index-invalid": `The index of ${about} costs every write and serves no query; what made it did not end.`,
		"trigger-disabled": `A trigger of ${about} does not fire.`,
		"foreign-key-off": `${about}: its own triggers are disabled, so nothing keeps it.`,
		"row-security-off":
			about === ""
				? "It holds tenants' rows, and no policy keeps one tenant from another's; write one before you switch it on."
				: "Its policies are there and not in force: row-level security is off.",
		"row-security-not-forced": "Its owner goes around the policies: row-level security is not forced.",
	};
	return details[kind as ObjectKind];
}

async function findInterrupted(session: ReadSession): Promise<FoundOpen[]> {
	return [...(await readOpenRuns(session)).values()].map(({ migration, run, done, segments }) => ({
		item: {
			kind: "migration-interrupted",
			object: migration,
			detail: `It stopped midway: ${done} of ${segments.length} segments are done.`,
			resolve: `bulkhead migrate --resume (or: bulkhead rollback ${migration})`,
		},
		run,
	}));
}

async function findSnapshots(session: ReadSession): Promise<FoundOpen[]> {
	const rows =
		await session.query<Record<"snapshot" | "run" | "host" | "migrations" | "tables", string>>(OPEN_SNAPSHOTS);
	return rows.map(({ snapshot, run, host, migrations, tables }) => ({
		item: {
			kind: "snapshot-not-restored",
			object: snapshot,
			detail: `Data of ${tables}, taken out by the rollback of ${migrations} on ${host}; the migrations are there again, the data is not.`,
			resolve: `bulkhead snapshots restore ${snapshot}`,
		},
		run,
	}));
}
