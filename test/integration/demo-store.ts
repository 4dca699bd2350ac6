/** A store for a demo of its own, and the superuser's view of what is in it. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { embeddedServer } from "../../main/adapters/embedded-postgres/embedded-server.ts";
import { postgresPort } from "../../main/adapters/postgres/postgres.ts";
import type { Cell, ConnectParams, Session } from "../../main/core/ports.ts";
import { compose } from "../../main/hosts/compose.ts";
import { type Client, localClient } from "../../main/hosts/local-client.ts";

export interface DemoStore {
	/** The folder that --store names. */
	folder: string;
	/** As the server's superuser, whom no row security holds. */
	query<Row extends Record<string, Cell>>(sql: string, database?: string): Promise<Row[]>;
	/** As the demo's own login, which needs no password. */
	asOwner<T>(use: (session: Session) => Promise<T>): Promise<T>;
	/** Stops whatever runs and deletes it all. */
	remove(): Promise<void>;
}

const postgres = postgresPort();

export function makeDemoStore(): DemoStore {
	const folder = mkdtempSync(join(inject("clusters"), "demo-"));
	// The server may run as another user (see run-as.ts), who is to reach it.
	chmodSync(folder, 0o755);
	const embedded = embeddedServer(join(folder, "demo"));
	const params = async (database: string): Promise<ConnectParams> => {
		const server = await embedded.join();
		if (!server) throw new Error("the demo's server does not run");
		const { host, port, user, password } = server;
		return { host, port, user, password, database, sslMode: "disable" };
	};
	return {
		folder,
		query: async (sql, database = "iafactory") =>
			postgres.withSession(await params(database), {}, async (session) => {
				await session.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'");
				return session.query(sql);
			}),
		asOwner: async (use) => {
			const { host, port } = await params("iafactory");
			const login = { host, port, user: "iafactory", database: "iafactory", sslMode: "disable" } as const;
			return postgres.withSession(login, {}, use);
		},
		async remove() {
			await embedded.destroy();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

export interface DemoApp {
	client: Client;
	close(): Promise<void>;
}

/** A whole Bulkhead in this process, on that store. */
export function openApp({ folder }: DemoStore): DemoApp {
	const composed = compose({ store: folder });
	const { client, close } = localClient(composed.core);
	return {
		client,
		async close() {
			close();
			await composed.close();
		},
	};
}

const TABLES =
	"SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1";

/** Number of rows and a hash over all of them, by table. */
export async function digestOf(store: DemoStore): Promise<Record<string, string>> {
	const tables = await store.query<{ name: string }>(TABLES);
	const digests: Record<string, string> = {};
	for (const { name } of tables) {
		const [row] = await store.query<{ digest: string }>(
			`SELECT count(*) || ' rows, ' || md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS digest FROM public.${name} t`,
		);
		digests[name] = row?.digest ?? "";
	}
	return digests;
}
