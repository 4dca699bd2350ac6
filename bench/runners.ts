/** Each runner's command over a set of small migrations, as its documentation says; one transaction a file. */
import { join } from "node:path";
import { bulkheadCommand } from "./bulkhead.ts";
import { dbmateBinary, type Peers } from "./peers.ts";
import type { Command } from "./run-process.ts";
import type { Server } from "./server.ts";
import {
	type Migration,
	writeDbmate,
	writeGraphile,
	writeNodePgMigrate,
	writePlain,
	writePsqlScript,
	writeSqitch,
} from "./sets.ts";

export interface Runner {
	name: string;
	/** Undefined: not installed here. */
	command: ((database: string) => Command) | undefined;
	/** False for what keeps no record, and so has no second run. */
	records: boolean;
	slow?: boolean;
}

export interface RunnerPlaces {
	server: Server;
	peers: Peers;
	/** Where each runner's files go. */
	folder: string;
	/** The bundled floor. */
	floor: string;
	store: string;
}

export const FLOOR = "floor";
export const BULKHEAD = "Bulkhead";

export function runners(places: RunnerPlaces, migrations: readonly Migration[]): Runner[] {
	const { server, folder, floor, store } = places;
	const plain = writePlain(join(folder, "plain"), migrations);
	const environment = (database: string) => ({ DATABASE_URL: server.url(database) });
	return [
		{
			...{ name: FLOOR, records: true },
			command: (database) => ({ file: process.execPath, args: [floor, plain], env: environment(database) }),
		},
		{
			...{ name: BULKHEAD, records: true },
			command: (database) => bulkheadCommand(["migrate", "--migrations", plain], { url: server.url(database), store }),
		},
		...packaged(places, migrations, environment),
		...fromDebian(places, migrations, plain),
	];
}

function packaged(
	{ peers: { modules }, folder }: RunnerPlaces,
	migrations: readonly Migration[],
	environment: (database: string) => Record<string, string>,
): Runner[] {
	const dbmate = writeDbmate(join(folder, "dbmate"), migrations);
	const nodePgMigrate = writeNodePgMigrate(join(folder, "node-pg-migrate"), migrations);
	const graphile = writeGraphile(join(folder, "graphile-migrate"), migrations);
	const node = (name: string, args: string[], env: Record<string, string>, cwd = folder): Command => ({
		...{ file: process.execPath, args: [join(modules ?? "", name), ...args], env, cwd },
	});
	return [
		{
			...{ name: "dbmate", records: true },
			command: modules
				? (database) => ({
						file: dbmateBinary(modules),
						args: ["--migrations-dir", dbmate, "--no-dump-schema", "migrate"],
						...{ env: environment(database), cwd: folder },
					})
				: undefined,
		},
		{
			...{ name: "node-pg-migrate", records: true },
			command: modules
				? (database) =>
						node(
							"node-pg-migrate/bin/node-pg-migrate.js",
							["up", "--migrations-dir", nodePgMigrate, "--no-single-transaction", "--no-verbose"],
							environment(database),
						)
				: undefined,
		},
		{
			...{ name: "graphile-migrate", records: true },
			command: modules
				? (database) => node("graphile-migrate/dist/cli.js", ["migrate"], environment(database), graphile)
				: undefined,
		},
	];
}

function fromDebian(
	{ server, peers, folder }: RunnerPlaces,
	migrations: readonly Migration[],
	plain: string,
): Runner[] {
	const script = writePsqlScript(plain, migrations);
	const project = writeSqitch(join(folder, "sqitch"), migrations);
	const { psql, sqitch } = peers;
	const { port, user, password } = server;
	const target = (database: string) => `db:pg://${user}@127.0.0.1:${port}/${database}`;
	return [
		{
			...{ name: "psql, one process, \\ir each file", records: false },
			command: psql
				? (database) => ({
						file: psql,
						args: ["--no-psqlrc", "--quiet", "--file", script],
						env: { PGHOST: "127.0.0.1", PGPORT: `${port}`, PGUSER: user, PGPASSWORD: password, PGDATABASE: database },
					})
				: undefined,
		},
		{
			...{ name: "Sqitch", records: true, slow: true },
			command: sqitch
				? (database) => ({
						file: sqitch,
						args: ["deploy", target(database)],
						env: { PGPASSWORD: password, SQITCH_FULLNAME: "Bench", SQITCH_EMAIL: "bench@example.org" },
						cwd: project,
					})
				: undefined,
		},
	];
}
