/** A small schema with tenants, clean; each test plants what it needs. Roles belong to a whole cluster: this one stays. */
import type { ScanResult, TenancyProfile } from "../../main/contract/index.ts";
import { type Finished, finish, withBulkhead } from "../helpers/bulkhead.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";

export const APP = "bulkhead_scan_app";
export const A = "00000000-0000-4000-8000-00000000000a";
export const B = "00000000-0000-4000-8000-00000000000b";
export const C = "00000000-0000-4000-8000-00000000000c";

export const ROLE = `
DO $$ BEGIN CREATE ROLE ${APP} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`;

/** Rows of a table: 3 of A, 4 of B, 5 of C. */
const CLEAN = `
CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL, slug text UNIQUE);
INSERT INTO tenants VALUES ('${A}', 'Alpha', 'alpha'), ('${B}', 'Beta', 'beta'), ('${C}', 'Gamma', 'gamma');
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
CREATE FUNCTION set_tenant(t uuid) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('app.tenant', t::text, false); END $$;
CREATE TABLE notes (id int PRIMARY KEY, tenant_id uuid, body text);
CREATE TABLE orders (id int, tenant_id uuid NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX ON notes (tenant_id);
INSERT INTO notes SELECT i, (ARRAY['${A}', '${A}', '${A}', '${B}', '${B}', '${B}', '${B}', '${C}', '${C}', '${C}', '${C}', '${C}']::uuid[])[i], 'x'
  FROM generate_series(1, 12) AS i;
INSERT INTO orders SELECT id, tenant_id, date '2025-06-01' + (id % 2) * 365 FROM notes;
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE orders_2025 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE orders_2026 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON tenants USING (id = current_tenant());
CREATE POLICY own ON notes USING (tenant_id = current_tenant());
CREATE POLICY own ON orders USING (tenant_id = current_tenant());
CREATE POLICY own ON orders_2025 USING (tenant_id = current_tenant());
CREATE POLICY own ON orders_2026 USING (tenant_id = current_tenant());
GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${APP};`;

export const PROFILE: TenancyProfile = {
	tenants: { table: "public.tenants", id: "id", name: "name", slug: "slug" },
	tenantColumn: "tenant_id",
	role: APP,
	context: "SELECT public.set_tenant($1)",
};

export interface ScanExtra {
	tenancy?: TenancyProfile;
	tables?: string[];
	tenants?: string[];
	sample?: number;
	sessions?: number;
	timeoutMs?: number;
	resume?: boolean;
}

export async function scanIt(url: string, extra: ScanExtra = {}): Promise<Finished<"scan">> {
	return withBulkhead(async ({ client, open }) => {
		const connection = await open(url);
		return finish(client, "scan", client.scan.start({ connection, tenancy: PROFILE, ...extra }));
	});
}

/** On the clean scene and what is planted in it. */
export function scanning<T>(
	planted: string,
	use: (result: ScanResult, database: TestDatabase) => Promise<T> | T,
	{ version, ...extra }: ScanExtra & { version?: PostgresVersion } = {},
): Promise<T> {
	return withDatabase(
		async (database) => {
			await database.script(`${ROLE}${CLEAN}${planted}`);
			const { result, error } = await scanIt(database.url, extra);
			if (!result) throw new Error(`the scan failed: ${JSON.stringify(error)}`);
			return use(result, database);
		},
		version === undefined ? {} : { version },
	);
}

export const scene = (planted = ""): string => `${ROLE}${CLEAN}${planted}`;

/** `table tenant rows`, sorted. */
export const told = ({ foreignRows }: ScanResult): string[] =>
	foreignRows.map(({ table, name, tenant, rows }) => `${table} ${name ?? tenant} ${rows}`).sort();
