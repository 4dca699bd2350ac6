/** Tables with one policy shape and one set of indexes each, and what a plan as the application's role has to come to. */

export const APP = "shapes_app";
export const SUPPORT = "shapes_support";

export interface Shape {
	name: string;
	/** CREATE POLICY statements on the table `%`. */
	policies: string;
	/** With an index that leads with the tenant. */
	reached: boolean;
	/** The OR arm that voids it is told. */
	arm?: true;
}

const own = (test: string): string => `CREATE POLICY own ON % USING (${test}) WITH CHECK (${test})`;

export const shapes: readonly Shape[] = [
	{ name: "sql", policies: own("tenant_id = tenant_sql()"), reached: true },
	{ name: "plpgsql", policies: own("tenant_id = tenant_plpgsql()"), reached: true },
	{ name: "wrapped", policies: own("tenant_id = (SELECT tenant_plpgsql())"), reached: true },
	{ name: "or_sql", policies: own("tenant_id = tenant_sql() OR is_admin()"), reached: false, arm: true },
	{
		name: "or_wrapped",
		policies: own("tenant_id = (SELECT tenant_sql()) OR (SELECT is_admin())"),
		reached: false,
		arm: true,
	},
	{
		name: "two_permissive",
		policies: `${own("tenant_id = (SELECT tenant_sql())")}; CREATE POLICY admin ON % USING ((SELECT is_admin()))`,
		reached: false,
		arm: true,
	},
	{ name: "volatile", policies: own("tenant_id = tenant_volatile()"), reached: false },
	{ name: "volatile_wrapped", policies: own("tenant_id = (SELECT tenant_volatile())"), reached: true },
	{
		name: "by_role",
		policies: `${own("tenant_id = tenant_sql()")}; CREATE POLICY support ON % TO ${SUPPORT} USING (is_admin())`,
		reached: true,
	},
	{ name: "array", policies: own("tenant_id = ANY ((SELECT visible_tenants())::uuid[])"), reached: true },
	{ name: "column_cast", policies: own("tenant_id::text = current_setting('app.tenant', true)"), reached: false },
	{
		name: "restrictive",
		policies: `${own("true")}; CREATE POLICY pin ON % AS RESTRICTIVE USING (tenant_id = tenant_sql())`,
		reached: true,
	},
	{ name: "takes_column", policies: own("is_mine(tenant_id)"), reached: true },
	{ name: "takes_column_pinned", policies: own("is_mine_pinned(tenant_id)"), reached: false },
];

export const indexSets: Readonly<Record<string, { sql: string; leads: boolean }>> = {
	tenant: { sql: "CREATE INDEX ON % (tenant_id)", leads: true },
	tenant_created: {
		sql: "CREATE INDEX ON % (tenant_id, created_at DESC); CREATE INDEX ON % (created_at)",
		leads: true,
	},
	other: {
		sql: "CREATE INDEX ON % (created_at, tenant_id); CREATE INDEX ON % (tenant_id) WHERE created_at IS NULL",
		leads: false,
	},
};

export const tableOf = (shape: string, set: string): string => `${shape}_${set}`;

const on = (sql: string, table: string): string => sql.replaceAll("%", table);

const role = (name: string): string =>
	`DO $$ BEGIN CREATE ROLE ${name} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`;

export const functions = `
	${role(APP)} ${role(SUPPORT)}
	CREATE FUNCTION tenant_sql() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
	CREATE FUNCTION tenant_plpgsql() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$ BEGIN RETURN nullif(current_setting('app.tenant', true), '')::uuid; END $$;
	CREATE FUNCTION tenant_volatile() RETURNS uuid LANGUAGE plpgsql PARALLEL SAFE AS $$ BEGIN RETURN nullif(current_setting('app.tenant', true), '')::uuid; END $$;
	CREATE FUNCTION is_admin() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.admin', true) = 'yes' $$;
	CREATE FUNCTION visible_tenants() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ARRAY[nullif(current_setting('app.tenant', true), '')::uuid] $$;
	CREATE FUNCTION is_mine(tenant uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT tenant = nullif(pg_catalog.current_setting('app.tenant', true), '')::uuid $$;
	CREATE FUNCTION is_mine_pinned(tenant uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$ SELECT tenant = nullif(current_setting('app.tenant', true), '')::uuid $$;
	CREATE TABLE tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
	GRANT SELECT ON tenants TO ${APP}, ${SUPPORT};`;

export function table({ name, policies }: Shape, set: string): string {
	const called = tableOf(name, set);
	return `
	CREATE TABLE ${called} (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL REFERENCES tenants, created_at timestamptz NOT NULL DEFAULT now(), note text);
	ALTER TABLE ${called} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${called} FORCE ROW LEVEL SECURITY;
	GRANT SELECT, INSERT, UPDATE, DELETE ON ${called} TO ${APP}, ${SUPPORT};
	${on(policies, called)}; ${on(indexSets[set]?.sql ?? "", called)};`;
}

export const everyShape = (): string =>
	[functions, ...shapes.flatMap((shape) => Object.keys(indexSets).map((set) => table(shape, set)))].join("\n");

export const profile = {
	tenantColumn: "tenant_id",
	tenants: { table: "public.tenants", id: "id", name: "name" },
	context: "SELECT set_config('app.tenant', $1, true)",
	role: APP,
};
