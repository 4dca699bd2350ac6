/** The histories of other tools, as each tool itself makes its table (read from their sources: see docs/other-tools.md). */

export const flywayTable = (schema = "public") => `
CREATE TABLE "${schema}"."flyway_schema_history" (
    "installed_rank" INT NOT NULL,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
);
ALTER TABLE "${schema}"."flyway_schema_history" ADD CONSTRAINT "flyway_schema_history_pk" PRIMARY KEY ("installed_rank");
CREATE INDEX "flyway_schema_history_s_idx" ON "${schema}"."flyway_schema_history" ("success");`;

export interface FlywayRow {
	version: string | null;
	type?: string;
	script?: string;
	checksum?: number;
	success?: boolean;
}

export function flywayRows(rows: readonly FlywayRow[], schema = "public"): string {
	const values = rows.map(({ version, type = "SQL", script = "x.sql", checksum, success = true }, at) => {
		const shown = version === null ? "NULL" : `'${version}'`;
		return `(${at + 1}, ${shown}, 'd', '${type}', '${script}', ${checksum ?? "NULL"}, 'deploy', '2024-01-02 03:04:05', 12, ${success})`;
	});
	return `INSERT INTO "${schema}"."flyway_schema_history" VALUES ${values.join(", ")};`;
}

export const dbmateTable = "create table if not exists public.schema_migrations (version varchar primary key);";

export const golangTable =
	'CREATE TABLE IF NOT EXISTS "public"."schema_migrations" (version bigint not null primary key, dirty boolean not null);';

export const nodeTable =
	'CREATE TABLE "public"."pgmigrations" (id SERIAL PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);';

export const alembicTable = `CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);`;

const who = "committer_name TEXT NOT NULL, committer_email TEXT NOT NULL";
const planned = "planned_at TIMESTAMPTZ NOT NULL, planner_name TEXT NOT NULL, planner_email TEXT NOT NULL";

/** Registry 1.1. */
export const sqitchTables = `
CREATE SCHEMA sqitch;
CREATE TABLE sqitch.releases (version REAL PRIMARY KEY, installed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  installer_name TEXT NOT NULL, installer_email TEXT NOT NULL);
CREATE TABLE sqitch.projects (project TEXT PRIMARY KEY, uri TEXT NULL UNIQUE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(), creator_name TEXT NOT NULL, creator_email TEXT NOT NULL);
CREATE TABLE sqitch.changes (change_id TEXT PRIMARY KEY, script_hash TEXT NULL, change TEXT NOT NULL,
  project TEXT NOT NULL REFERENCES sqitch.projects(project) ON UPDATE CASCADE, note TEXT NOT NULL DEFAULT '',
  committed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(), ${who}, ${planned}, UNIQUE(project, script_hash));
CREATE TABLE sqitch.tags (tag_id TEXT PRIMARY KEY, tag TEXT NOT NULL,
  project TEXT NOT NULL REFERENCES sqitch.projects(project) ON UPDATE CASCADE,
  change_id TEXT NOT NULL REFERENCES sqitch.changes(change_id) ON UPDATE CASCADE, note TEXT NOT NULL DEFAULT '',
  committed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(), ${who}, ${planned}, UNIQUE(project, tag));
CREATE TABLE sqitch.dependencies (
  change_id TEXT NOT NULL REFERENCES sqitch.changes(change_id) ON UPDATE CASCADE ON DELETE CASCADE, type TEXT NOT NULL,
  dependency TEXT NOT NULL, dependency_id TEXT NULL REFERENCES sqitch.changes(change_id) ON UPDATE CASCADE
  CONSTRAINT dependencies_check CHECK ((type = 'require' AND dependency_id IS NOT NULL) OR (type = 'conflict' AND dependency_id IS NULL)),
  PRIMARY KEY (change_id, dependency));
CREATE TABLE sqitch.events (
  event TEXT NOT NULL CONSTRAINT events_event_check CHECK (event IN ('deploy', 'revert', 'fail', 'merge')),
  change_id TEXT NOT NULL, change TEXT NOT NULL, project TEXT NOT NULL REFERENCES sqitch.projects(project) ON UPDATE CASCADE,
  note TEXT NOT NULL DEFAULT '', requires TEXT[] NOT NULL DEFAULT '{}', conflicts TEXT[] NOT NULL DEFAULT '{}',
  tags TEXT[] NOT NULL DEFAULT '{}', committed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(), ${who}, ${planned},
  PRIMARY KEY (change_id, committed_at));
INSERT INTO sqitch.projects VALUES ('flipr', NULL, now(), 'Marge', 'marge@example.com');`;

const names = "'Marge', 'marge@example.com'";

/** A change that is deployed, and its event. */
export function sqitchChange(change: string, id: string, hash: string | null, project = "flipr"): string {
	const planning = "now(), 'Marge', 'marge@example.com'";
	return `INSERT INTO sqitch.changes VALUES ('${id}', ${hash === null ? "NULL" : `'${hash}'`}, '${change}', '${project}', '', clock_timestamp(), ${names}, ${planning});
${sqitchEvent("deploy", change, id, project)}`;
}

export function sqitchEvent(event: string, change: string, id: string, project = "flipr"): string {
	return `INSERT INTO sqitch.events VALUES ('${event}', '${id}', '${change}', '${project}', '', '{}', '{}', '{}', clock_timestamp(), ${names}, now(), ${names});`;
}

/** Others' tables of the same names. */
export const ectoTable =
	"CREATE TABLE schema_migrations (version bigint PRIMARY KEY, inserted_at timestamp(0) without time zone);";
export const railsTables = `CREATE TABLE "schema_migrations" ("version" character varying NOT NULL PRIMARY KEY);
CREATE TABLE "ar_internal_metadata" ("key" character varying NOT NULL PRIMARY KEY, "value" character varying,
  "created_at" timestamp(6) NOT NULL, "updated_at" timestamp(6) NOT NULL);`;
