/** The eight migrations of the bundled set on an empty database, with their checks and without. */
import { join } from "node:path";
import { packageFolder } from "../../main/hosts/compose.ts";
import { applyThrough, bulkheadCommand } from "../bulkhead.ts";
import { applyFloor } from "../floor.ts";
import { type Contender, interleave, timed } from "../measure.ts";
import { type Row, rowOf, type Section } from "../report.ts";
import { type Command, runProcess, sampleOf } from "../run-process.ts";
import { type Server, withDatabase } from "../server.ts";
import type { Bench } from "./bench.ts";

const set = join(packageFolder, "migrations");

const names = {
	floor: "floor",
	bare: "Bulkhead, checks left out",
	checked: "Bulkhead, checks run",
	psql: "psql (run_migrations.sh), nothing recorded",
	floorHere: "floor, in process",
	bareHere: "Bulkhead, checks left out, in process",
	checkedHere: "Bulkhead, checks run, in process",
};

export async function apply(bench: Bench): Promise<Section[]> {
	const results = await interleave(contendersOf(bench), bench.quick ? 3 : 11, bench.say);
	const target = { ratio: 1.15 };
	const psql: Row = bench.peers.psql
		? rowOf(results, names.psql, "ms", { to: names.floor })
		: { name: names.psql, note: "not installed" };
	return [
		{
			title: "The eight migrations of the bundled set",
			text: [
				"On an empty database. After each migration Bulkhead runs its checks, 008's by trying to break the isolation as two tenants; nobody else does, so there is a row without them (`--no-checks`). The process rows are from start to end of the process; the others are inside a process that has done it before.",
			],
			rows: [
				rowOf(results, names.floor, "ms"),
				rowOf(results, names.bare, "ms", { to: names.floor, target }),
				rowOf(results, names.checked, "ms", { to: names.floor }),
				psql,
				rowOf(results, names.floorHere, "ms"),
				rowOf(results, names.bareHere, "ms", { to: names.floorHere, target }),
				rowOf(results, names.checkedHere, "ms", { to: names.floorHere }),
			],
		},
	];
}

function contendersOf({ server, floor, store, client, peers, folder }: Bench): Contender[] {
	const env = (database: string) => ({ DATABASE_URL: server.url(database) });
	const bulkhead =
		(...options: string[]) =>
		(database: string) =>
			bulkheadCommand(["migrate", ...options], { url: server.url(database), store });
	const inProcess = (checks: boolean) => (database: string) => applyThrough(client, server.url(database), { checks });
	return [
		asProcess(server, names.floor, (database) => ({
			...{ file: process.execPath, args: [floor, set], env: env(database) },
		})),
		asProcess(server, names.bare, bulkhead("--no-checks")),
		asProcess(server, names.checked, bulkhead()),
		...(peers.psql ? [asProcess(server, names.psql, psqlCommand(server, folder))] : []),
		here(server, names.floorHere, (database) => applyFloor(server.url(database), set)),
		here(server, names.bareHere, inProcess(false)),
		here(server, names.checkedHere, inProcess(true)),
	];
}

const psqlCommand =
	({ port, user, password }: Server, cwd: string) =>
	(database: string): Command => ({
		file: "bash",
		args: [join(set, "run_migrations.sh")],
		env: { DB_HOST: "127.0.0.1", DB_PORT: `${port}`, DB_USER: user, DB_PASSWORD: password, DB_NAME: database },
		cwd,
	});

function asProcess(server: Server, name: string, command: (database: string) => Command): Contender {
	const once = () =>
		withDatabase(server, async (database) => {
			const ran = await runProcess(command(database));
			await requireApplied(server, database);
			return sampleOf("ms", ran);
		});
	return { name, once };
}

function here(server: Server, name: string, work: (database: string) => Promise<unknown>): Contender {
	const once = () =>
		withDatabase(server, async (database) => {
			const ms = await timed(() => work(database));
			await requireApplied(server, database);
			return { ms };
		});
	return { name, once };
}

/** A run that did not do the work has no time. */
async function requireApplied(server: Server, database: string): Promise<void> {
	const [found] = await server.query<{ policies: number }>(
		database,
		"SELECT count(*)::int AS policies FROM pg_policies",
	);
	if (found?.policies !== 80) throw new Error(`${found?.policies} policies are there where 008 makes 80`);
}
