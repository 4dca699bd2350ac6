/** A fleet on a cluster of its own: many small databases, saved as connections, and servers that are none. */
import { createServer, type Socket } from "node:net";
import type { ConnectionSettings } from "../../main/contract/index.ts";
import type { ConnectParams } from "../../main/core/ports.ts";
import type { Client } from "../../main/hosts/local-client.ts";
import { onServer } from "./postgres.ts";
import { type PrivateCluster, privateCluster } from "./private-cluster.ts";

export interface FleetScene {
	cluster: PrivateCluster;
	/** Databases `NAME 1` … `NAME n`, saved. Answers with their ids. */
	save(client: Client, name: string, count: number, more?: Partial<ConnectionSettings>): Promise<string[]>;
	/** As superuser, in the database of a saved connection of this name. */
	sql(name: string, text: string): Promise<void>;
	stop(): Promise<void>;
}

/** `passwords` false: they are left to ~/.pgpass. */
export async function fleetScene({ passwords = true } = {}): Promise<FleetScene> {
	const cluster = await privateCluster();
	const databases = new Map<string, ConnectParams>();
	return {
		cluster,
		async save(client, name, count, more = {}) {
			const ids: string[] = [];
			for (let at = 1; at <= count; at += 1) {
				const params = await cluster.database();
				const full = `${name} ${at}`;
				databases.set(full, params);
				const { password: _password, ...rest } = params;
				ids.push(await saveOne(client, full, passwords ? params : rest, more));
			}
			return ids;
		},
		async sql(name, text) {
			const params = databases.get(name);
			if (!params) throw new Error(`no database ${name}`);
			await onServer(params, (session) => session.execute(text));
		},
		stop: () => cluster.stop(),
	};
}

export async function saveOne(
	client: Client,
	name: string,
	{
		host,
		port,
		database,
		user,
		password = "",
	}: Pick<ConnectParams, "host" | "port" | "database" | "user" | "password">,
	more: Partial<ConnectionSettings> = {},
): Promise<string> {
	const settings = { name, host, port, database, user, sslMode: "disable" as const, ...more };
	const { id } = await client.connections.save({ settings, ...(password === undefined ? {} : { password }) });
	return id;
}

/** Takes connections, and never says a word. */
export async function blackHole(): Promise<{ port: number; stop(): Promise<void> }> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const address = server.address();
	return {
		port: typeof address === "object" && address ? address.port : 0,
		stop: () =>
			new Promise((done) => {
				for (const socket of sockets) socket.destroy();
				server.close(() => done());
			}),
	};
}
