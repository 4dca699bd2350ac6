/** A server with 100,000 tenants of IAFactory's schema, made in SQL once; and beside it what foreign schemas look like. */
import type { ConnectParams } from "../../main/core/ports.ts";
import { onServer } from "./postgres.ts";
import { as, type Login, type PrivateCluster, privateCluster } from "./private-cluster.ts";
import { iafactory } from "./tenancy-schemas.ts";

export const TENANTS = 100_000;

/** Names that have broken lists before; 63 bytes of Arabic is what an identifier may hold. */
export const hostileNames = {
	html: `<img src=x onerror="document.title='taken'">`,
	bidi: "\u202egnp.exe\u202c",
	arabic: `${"مدرسة".repeat(6)}مa`,
	quotes: `"'; DROP TABLE tenants; --`,
	lines: "one\ntwo\r\nthree\tfour",
	formula: `=cmd|'/C calc'!A1`,
	percent: "100%_\\ off",
	proto: "__proto__",
} as const;

const FILL = `
SET session_replication_role = replica;
INSERT INTO public.tenants (id, name, slug, region, plan, status, admin_email, created_at)
SELECT md5(n::text)::uuid, (ARRAY['École', 'Cabinet médical', 'مدرسة', 'Law office', 'Clinique'])[1 + n % 5] || ' ' || md5(n::text), 'tenant-' || n,
       (ARRAY['DZ', 'CH', 'FR', 'BE', 'CA'])[1 + n % 5], (ARRAY['free', 'pro', 'enterprise'])[1 + n % 3],
       (ARRAY['active', 'active', 'active', 'trial', 'suspended'])[1 + n % 5], 'admin-' || n || '@example.org',
       '2026-01-01'::timestamptz + (n / 7) * interval '1 minute'
  FROM generate_series(1, ${TENANTS}) AS n;
INSERT INTO public.users (email, full_name) SELECT 'user-' || n || '@example.org', 'User ' || n FROM generate_series(1, 40) AS n;
INSERT INTO public.tenant_users (tenant_id, user_id, role) SELECT md5('1')::uuid, n, CASE n WHEN 1 THEN 'owner' ELSE 'member' END FROM generate_series(1, 12) AS n;
INSERT INTO public.api_keys (tenant_id, name, key_hash, last_used_at) VALUES (md5('1')::uuid, 'mobile', repeat('ab', 32), now());
INSERT INTO public.usage_events (tenant_id, event_type, tokens_input, created_at)
SELECT md5('1')::uuid, 'chat', n, now() - (n % 10) * interval '1 day' FROM generate_series(1, 200) AS n;
INSERT INTO public.projects (tenant_id, name) SELECT md5('1')::uuid, 'P' || n FROM generate_series(1, 12000) AS n;
INSERT INTO public.projects (tenant_id, name) SELECT md5('2')::uuid, 'P' || n FROM generate_series(1, 30) AS n;
SET session_replication_role = origin;
ANALYZE;`;

export interface TenantsScene {
	cluster: PrivateCluster;
	/** The database's owner: no superuser, held by forced row-level security, may take on the superadmin's role. */
	owner: Login;
	/** Sees what the application's role sees. */
	app: Login;
	/** May log in, and no more. */
	nobody: Login;
	params: ConnectParams;
	url(login?: Login, database?: string): string;
	/** As superuser. */
	sql(text: string, database?: string): Promise<void>;
	stop(): Promise<void>;
}

export async function tenantsScene(): Promise<TenantsScene> {
	const cluster = await privateCluster();
	const [owner, app, nobody] = [await cluster.login("CREATEROLE"), await cluster.login(), await cluster.login()];
	const params = await cluster.database(owner);
	const admin = cluster.admin(params.database);
	await onServer(params, (session) => session.execute(iafactory()));
	await onServer(admin, async (session) => {
		await session.execute(FILL);
		await session.execute(`GRANT iafactory_app TO ${app.user}`);
		for (const [at, name] of Object.values(hostileNames).entries())
			await session.query(
				"INSERT INTO public.tenants (name, slug, region, plan, status, admin_email) VALUES ($1, $2, 'CH', 'pro', 'cancelled', 'h@example.org')",
				[name, `hostile-${at}`],
			);
	});
	return {
		...{ cluster, owner, app, nobody, params },
		url(login = owner, database = params.database) {
			const { host, port, user, password = "" } = as({ ...admin, database }, login);
			return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
		},
		sql: (text, database = params.database) =>
			onServer(cluster.admin(database), async (session) => void (await session.execute(text))),
		stop: () => cluster.stop(),
	};
}
