/** Every defect of indexes once, and beside each what is nearly one and is none. */
import type { TenancyProfile } from "../../main/contract/index.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";

export const APPLICATION = "defects_app";

export const tenancy: TenancyProfile = {
	tenants: { table: "public.tenants", id: "id", name: "name" },
	tenantColumn: "tenant_id",
	role: APPLICATION,
	context: "SELECT public.set_tenant($1)",
};

const BASE = `
DO $$ BEGIN CREATE ROLE ${APPLICATION} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE TABLE public.tenants (id uuid PRIMARY KEY, name text NOT NULL);
INSERT INTO public.tenants SELECT md5(n::text)::uuid, 'T' || n FROM generate_series(1, 20) AS n;
CREATE FUNCTION public.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
CREATE FUNCTION public.set_tenant(t uuid) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('app.tenant', t::text, false); END $$;
GRANT USAGE ON SCHEMA public TO ${APPLICATION};`;

const guard = (name: string): string => `
ALTER TABLE public.${name} ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.${name} FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.${name} USING (tenant_id = public.current_tenant());
GRANT SELECT ON public.${name} TO ${APPLICATION};`;

const contract = (name: string): string => `
CREATE INDEX ${name}_tenant ON public.${name} (tenant_id);
CREATE INDEX ${name}_tenant_created ON public.${name} (tenant_id, created_at DESC);`;

/** A table with tenants as it has to be, and more. */
const sound = (name: string, columns: string, more = ""): string => `
CREATE TABLE public.${name} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES public.tenants (id),
	created_at timestamptz NOT NULL DEFAULT now()${columns === "" ? "" : `, ${columns}`});
${contract(name)}${guard(name)}
${more}`;

const plain = (name: string, columns: string, ...indexes: string[]): string =>
	`CREATE TABLE public.${name} (${columns});\n${indexes.map((each) => `CREATE ${each};`).join("\n")}`;

const DUPLICATES = (version: PostgresVersion): string =>
	[
		plain("d_exact", "a int, b int", "INDEX d_exact_1 ON d_exact (a, b)", "INDEX d_exact_2 ON d_exact (a, b)"),
		plain("d_key", "a int PRIMARY KEY", "INDEX d_key_again ON d_key (a)"),
		plain("d_unique", "a int UNIQUE", "INDEX d_unique_again ON d_unique (a)"),
		plain("d_deferred", "a int UNIQUE, UNIQUE (a) DEFERRABLE"),
		...(version >= 15
			? [plain("d_nulls", "a int UNIQUE", "UNIQUE INDEX d_nulls_too ON d_nulls (a) NULLS NOT DISTINCT")]
			: []),
		plain(
			"d_mirror",
			"a int, b int",
			"INDEX d_mirror_1 ON d_mirror (a, b DESC)",
			"INDEX d_mirror_2 ON d_mirror (a DESC, b)",
		),
		plain("d_half", "a int, b int", "INDEX d_half_1 ON d_half (a, b)", "INDEX d_half_2 ON d_half (a, b DESC)"),
		plain("d_prefix", "a int, b int", "INDEX d_prefix_1 ON d_prefix (a)", "INDEX d_prefix_2 ON d_prefix (a, b)"),
		plain(
			"d_class",
			"t text, b int",
			"INDEX d_class_1 ON d_class (t text_pattern_ops)",
			"INDEX d_class_2 ON d_class (t, b)",
		),
		plain("d_where", "a int, b int", "INDEX d_where_1 ON d_where (a) WHERE b > 0", "INDEX d_where_2 ON d_where (a, b)"),
		plain("d_longer", "a int UNIQUE, b int", "INDEX d_longer_1 ON d_longer (a, b)"),
		plain("d_order", "a int, b int", "INDEX d_order_1 ON d_order (a, b)", "INDEX d_order_2 ON d_order (b, a)"),
		plain("d_idle", "a int, b int", "INDEX d_idle_1 ON d_idle (a, b)", "INDEX d_idle_2 ON d_idle (b, a)"),
		plain("d_part", "a int, b int", "INDEX d_part_1 ON d_part (a) WHERE b > 0", "INDEX d_part_2 ON d_part (a)"),
		plain(
			"d_parts",
			"a int, b int",
			"INDEX d_parts_1 ON d_parts (a) WHERE b > 0",
			"INDEX d_parts_2 ON d_parts (a) WHERE b > 1",
		),
		plain("d_hash", "a int, b int", "INDEX d_hash_1 ON d_hash USING hash (a)", "INDEX d_hash_2 ON d_hash (a, b)"),
		plain(
			"d_pattern",
			"t text",
			"INDEX d_pattern_1 ON d_pattern (t)",
			"INDEX d_pattern_2 ON d_pattern (t text_pattern_ops)",
		),
		plain(
			"d_collation",
			"t text",
			'INDEX d_collation_1 ON d_collation (t COLLATE "POSIX")',
			"INDEX d_collation_2 ON d_collation (t)",
		),
		plain("d_gist", "p int4range", "INDEX d_gist_1 ON d_gist USING gist (p)", "INDEX d_gist_2 ON d_gist (p)"),
		plain(
			"d_include",
			"a int, b int",
			"INDEX d_include_1 ON d_include (a) INCLUDE (b)",
			"INDEX d_include_2 ON d_include (a, b)",
		),
		plain(
			"d_wider",
			"a int, b int, c int",
			"INDEX d_wider_1 ON d_wider (a) INCLUDE (b)",
			"INDEX d_wider_2 ON d_wider (a) INCLUDE (b, c)",
		),
		plain(
			"d_other",
			"a int, b int, c int",
			"INDEX d_other_1 ON d_other (a) INCLUDE (b)",
			"INDEX d_other_2 ON d_other (a) INCLUDE (c)",
		),
		plain("d_expr", "t text", "INDEX d_expr_1 ON d_expr (lower(t))", "INDEX d_expr_2 ON d_expr (upper(t))"),
		plain("d_same", "t text", "INDEX d_same_1 ON d_same (lower(t))", "INDEX d_same_2 ON d_same (lower( t ))"),
		plain(
			"d_excluded",
			"p int4range, EXCLUDE USING gist (p WITH &&)",
			"INDEX d_excluded_1 ON d_excluded USING gist (p)",
		),
		sound(
			"d_near",
			"status text",
			"CREATE INDEX d_near_1 ON d_near (tenant_id, status); CREATE INDEX d_near_2 ON d_near (tenant_id, status DESC);",
		),
		"INSERT INTO d_order SELECT n, n FROM generate_series(1, 5000) AS n; ANALYZE d_order; SET enable_seqscan = off; SELECT * FROM d_order WHERE b = 17; RESET enable_seqscan;",
	].join("\n");

const VALIDITY = `
CREATE TABLE public.v_unique (a int, b int); INSERT INTO v_unique VALUES (1, 1), (1, 2);
CREATE INDEX v_unique_broken ON v_unique (b);
CREATE UNIQUE INDEX v_unique_twice ON v_unique (a, b);
UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('v_unique_broken'::regclass, 'v_unique_twice'::regclass);
CREATE TABLE public.v_left (a int); CREATE INDEX v_left_a_ccnew1 ON v_left (a); CREATE INDEX v_left_sound ON v_left (a DESC NULLS LAST);
UPDATE pg_index SET indisvalid = false, indisready = false WHERE indexrelid = 'v_left_a_ccnew1'::regclass;
CREATE TABLE public.v_dead (a int); CREATE INDEX v_dead_a ON v_dead (a);
UPDATE pg_index SET indisvalid = false, indisready = false, indislive = false WHERE indexrelid = 'v_dead_a'::regclass;
CREATE TABLE public.v_named_ccnew (a int); CREATE INDEX v_sound_ccnew ON v_named_ccnew (a);
CREATE TABLE public.v_parts (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE public.v_parts_1 PARTITION OF v_parts FOR VALUES FROM (0) TO (10);
CREATE TABLE public.v_parts_2 PARTITION OF v_parts FOR VALUES FROM (10) TO (20);
CREATE INDEX v_parts_a ON v_parts (a);
CREATE INDEX v_parts_b ON ONLY v_parts (b);
CREATE TABLE public.v_check (a int, CONSTRAINT v_check_sound CHECK (a < 100)); ALTER TABLE v_check ADD CONSTRAINT v_check_late CHECK (a > 0) NOT VALID;`;

const KEYS = `
CREATE TABLE public.k_parent (id int PRIMARY KEY, x int, y int, UNIQUE (x, y)); INSERT INTO k_parent SELECT n, n, n FROM generate_series(1, 100) AS n;
CREATE TABLE public.k_many (id int PRIMARY KEY, parent int REFERENCES k_parent ON DELETE CASCADE);
INSERT INTO k_many SELECT n, 1 + n % 100 FROM generate_series(1, 11000) AS n;
CREATE TABLE public.k_few (id int PRIMARY KEY, parent int REFERENCES k_parent ON DELETE CASCADE);
CREATE TABLE public.k_turned (id int PRIMARY KEY, x int NOT NULL, y int NOT NULL, FOREIGN KEY (x, y) REFERENCES k_parent (x, y)); CREATE INDEX ON k_turned (y, x);
CREATE TABLE public.k_filled (id int PRIMARY KEY, parent int REFERENCES k_parent); CREATE INDEX ON k_filled (parent) WHERE parent IS NOT NULL;
CREATE TABLE public.k_partial (id int PRIMARY KEY, parent int REFERENCES k_parent); CREATE INDEX ON k_partial (parent) WHERE id > 0;
CREATE TABLE public.k_brin (id int PRIMARY KEY, parent int REFERENCES k_parent); CREATE INDEX ON k_brin USING brin (parent);
CREATE TABLE public.k_behind (id int, parent int REFERENCES k_parent); CREATE INDEX ON k_behind (id) INCLUDE (parent);
CREATE TABLE public.k_hash (id int PRIMARY KEY, parent int REFERENCES k_parent); CREATE INDEX ON k_hash USING hash (parent);
CREATE TABLE public.k_gap (x int NOT NULL, z int, y int NOT NULL, FOREIGN KEY (x, y) REFERENCES k_parent (x, y)); CREATE INDEX ON k_gap (x, z, y);
CREATE TABLE public.k_twice (parent int CONSTRAINT k_twice_1 REFERENCES k_parent, CONSTRAINT k_twice_2 FOREIGN KEY (parent) REFERENCES k_parent); CREATE INDEX ON k_twice (parent);
CREATE TABLE public.k_types (parent bigint REFERENCES k_parent); CREATE INDEX ON k_types (parent);
CREATE TABLE public.k_nulls (x int, y int, FOREIGN KEY (x, y) REFERENCES k_parent (x, y)); CREATE INDEX ON k_nulls (x, y);
CREATE TABLE public.k_full (x int, y int, FOREIGN KEY (x, y) REFERENCES k_parent (x, y) MATCH FULL); CREATE INDEX ON k_full (x, y);
CREATE TABLE public.k_late (parent int); CREATE INDEX ON k_late (parent); ALTER TABLE k_late ADD CONSTRAINT k_late_fkey FOREIGN KEY (parent) REFERENCES k_parent NOT VALID;`;

const CONTRACT = [
	sound(
		"t_sound",
		"slug text, token uuid UNIQUE, key_hash text UNIQUE, UNIQUE (tenant_id, slug), UNIQUE (tenant_id, id)",
	),
	`CREATE TABLE public.t_bare (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), created_at timestamptz); ${guard("t_bare")}`,
	`CREATE TABLE public.t_short (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), created_at timestamptz);
	 CREATE INDEX t_short_tenant ON t_short (tenant_id); ${guard("t_short")}`,
	`CREATE TABLE public.t_rising (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), created_at timestamptz);
	 CREATE INDEX t_rising_tenant ON t_rising (tenant_id, created_at); ${guard("t_rising")}`,
	`CREATE TABLE public.t_some (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));
	 CREATE INDEX t_some_tenant ON t_some (tenant_id) WHERE id > 0; ${guard("t_some")}`,
	`CREATE TABLE public.t_text (id bigint PRIMARY KEY, tenant_id text NOT NULL); CREATE INDEX t_text_tenant ON t_text (tenant_id);
	 ALTER TABLE t_text ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t_text USING (tenant_id = current_tenant()::text); GRANT SELECT ON t_text TO ${APPLICATION};`,
	`CREATE TABLE public.t_null (id bigint PRIMARY KEY, tenant_id uuid REFERENCES tenants (id)); CREATE INDEX t_null_tenant ON t_null (tenant_id); ${guard("t_null")}`,
	sound("t_slug", "slug text UNIQUE"),
	sound(
		"t_refers",
		"sound_id bigint REFERENCES t_sound (id)",
		"CREATE INDEX t_refers_sound ON t_refers (tenant_id, sound_id);",
	),
	sound(
		"t_within",
		"sound_id bigint, FOREIGN KEY (tenant_id, sound_id) REFERENCES t_sound (tenant_id, id)",
		"CREATE INDEX t_within_sound ON t_within (tenant_id, sound_id);",
	),
	"CREATE TABLE public.x_policy (id int PRIMARY KEY); ALTER TABLE x_policy ENABLE ROW LEVEL SECURITY; CREATE POLICY all_of_it ON x_policy USING (true);",
	"CREATE TABLE public.x_none (id int PRIMARY KEY);",
].join("\n");

const VALUE = `
${sound("w_behind", "state int", "CREATE INDEX w_behind_state ON w_behind (state);")}
INSERT INTO w_behind (tenant_id, state) SELECT md5((1 + n % 20)::text)::uuid, n FROM generate_series(1, 500) AS n;
CREATE TABLE public.w_flags (id int PRIMARY KEY, mostly boolean, evenly boolean, few int, gone int, filled int NOT NULL, empty int, doc jsonb, tags text[]);
INSERT INTO w_flags SELECT n, n % 20 <> 0, n % 2 = 0, CASE WHEN n % 20 = 0 THEN n % 3 ELSE 7 END, CASE WHEN n % 10 = 0 THEN n END, n, n, '{}', '{}' FROM generate_series(1, 100000) AS n;
CREATE INDEX w_mostly ON w_flags (mostly); CREATE INDEX w_evenly ON w_flags (evenly); CREATE INDEX w_few ON w_flags (few); CREATE INDEX w_gone ON w_flags (gone);
CREATE INDEX w_needless ON w_flags (id) WHERE filled IS NOT NULL; CREATE INDEX w_needed ON w_flags (empty) WHERE empty IS NOT NULL;
CREATE INDEX w_doc ON w_flags (doc); CREATE INDEX w_tags ON w_flags (tags); CREATE INDEX w_gin ON w_flags USING gin (tags);`;

export const scene = (version: PostgresVersion): string[] => [
	BASE,
	CONTRACT,
	DUPLICATES(version),
	VALIDITY,
	KEYS,
	VALUE,
	"ANALYZE",
];
