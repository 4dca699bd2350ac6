/** IAFactory with two tenants and rows of both, on a server of its own: roles belong to the whole cluster. */
import type { ConnectParams } from "../../main/core/ports.ts";
import { type Bulkhead, finish, withBulkhead } from "../helpers/bulkhead.ts";
import { catalogFingerprint } from "../helpers/catalog-fingerprint.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { onServer } from "../helpers/postgres.ts";
import { type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";

export const ALPHA = "11111111-1111-4111-8111-111111111111";
export const BETA = "22222222-2222-4222-8222-222222222222";

const ROWS = `
INSERT INTO public.users (email, full_name) VALUES ('a@example.org', 'A'), ('b@example.org', 'B');
INSERT INTO public.tenants (id, name, slug, region, admin_email) VALUES
	('${ALPHA}', 'Alpha', 'alpha', 'CH', 'a@example.org'), ('${BETA}', 'Beta', 'beta', 'DZ', 'b@example.org');
INSERT INTO public.tenant_users (tenant_id, user_id) SELECT t.id, u.id FROM public.tenants t, public.users u WHERE t.slug IN ('alpha', 'beta');
INSERT INTO public.projects (tenant_id, name) SELECT id, 'Project of ' || name FROM public.tenants, generate_series(1, 3);
INSERT INTO public.knowledge_base (tenant_id, title, content, language) SELECT id, name, name, 'fr' FROM public.tenants;
INSERT INTO public.bolt_workflows (tenant_id, name) SELECT id, name FROM public.tenants;
INSERT INTO public.orchestrator_state (tenant_id, step) SELECT id, 'one' FROM public.tenants;
INSERT INTO public.api_keys (tenant_id, name, key_hash) SELECT id, name, encode(sha256(id::text::bytea), 'hex') FROM public.tenants;
INSERT INTO public.usage_events (tenant_id, event_type) SELECT id, 'call' FROM public.tenants;
INSERT INTO public.crm_leads (tenant_id, contact_name, email) SELECT id, name, slug || '@example.org' FROM public.tenants;
INSERT INTO public.crm_deals (tenant_id, title) SELECT id, name FROM public.tenants;
INSERT INTO public.pme_analyses (tenant_id, company) SELECT id, name FROM public.tenants;
ANALYZE;`;

export interface DoctorServer {
	cluster: PrivateCluster;
	/** Owns the databases, has CREATEROLE, and migrated them. */
	owner: Login;
	/** Lends a copy of the migrated database, to the client's connection of the superuser, or of the owner. */
	withCopy<T>(use: (copy: Copy) => Promise<T>): Promise<T>;
	stop(): Promise<void>;
}

export interface Copy {
	admin: ConnectParams;
	client: Bulkhead["client"];
	open: Bulkhead["open"];
	/** Ids of connections: as superuser, and as the owner. */
	asSuperuser: string;
	asOwner: string;
	sql(text: string): Promise<void>;
	/** The catalogue, and how many rows each table has: what a demonstration must leave as it was. */
	state(): Promise<string[]>;
}

export async function doctorServer(version: PostgresVersion): Promise<DoctorServer> {
	const cluster = await privateCluster(version);
	const owner = await cluster.login("CREATEROLE");
	const made = await cluster.database(owner);
	await withBulkhead(async ({ client, open }) => {
		const connection = await open(urlOf(made));
		const { error } = await finish(client, "apply", client.migrations.apply({ connection, checks: false }));
		if (error) throw new Error(error.message);
	});
	await onServer(cluster.admin(made.database), (session) => session.execute(ROWS));
	let copies = 0;
	return {
		cluster,
		owner,
		async withCopy(use) {
			copies += 1;
			const name = `copy_${copies}`;
			const run = (sql: string) => onServer(cluster.admin(), (session) => session.execute(sql));
			await run(`CREATE DATABASE ${name} TEMPLATE ${made.database} OWNER ${owner.user}`);
			const admin = cluster.admin(name);
			try {
				return await withBulkhead(async ({ client, open }) =>
					use({
						...{ admin, client, open },
						asSuperuser: await open(urlOf(admin)),
						asOwner: await open(urlOf({ ...admin, ...owner })),
						sql: async (text) => {
							await onServer(admin, (session) => session.execute(text));
						},
						state: () => stateOf(admin),
					}),
				);
			} finally {
				await run(`DROP DATABASE ${name}`);
			}
		},
		stop: () => cluster.stop(),
	};
}

/** With its password. */
export function urlOf({ user, password = "", host, port, database }: ConnectParams): string {
	return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}

function stateOf(admin: ConnectParams): Promise<string[]> {
	return onServer(admin, async (session) => {
		const tables = await session.query<{ name: string }>(
			`SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind IN ('r', 'm') AND c.relnamespace IN ('public'::regnamespace) ORDER BY 1`,
		);
		const counts: string[] = [];
		for (const { name } of tables) {
			const [row] = await session.query<{ n: string }>(`SELECT count(*)::text AS n FROM ${name}`);
			counts.push(`${name} ${row?.n}`);
		}
		const roles = await session.query<{ line: string }>(
			`SELECT concat_ws(' ', rolname, rolsuper, rolbypassrls, rolcreaterole) AS line FROM pg_roles ORDER BY 1`,
		);
		return [...(await catalogFingerprint(session)), ...counts, ...roles.map(({ line }) => line)];
	});
}
