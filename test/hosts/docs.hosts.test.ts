/** Every example of docs/ is run: a page that says what is not so fails here. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, test } from "vitest";
import { differenceOf, type Example, runLine, type Step, stepsOf, worldOf } from "../helpers/doc-examples.ts";
import { onServer } from "../helpers/postgres.ts";
import { type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = join(root, "docs");
const pages = readdirSync(docs)
	.filter((name) => name.endsWith(".md"))
	.map((name) => ({ name, text: readFileSync(join(docs, name), "utf8") }))
	.filter(({ text }) => worldOf(text) !== undefined);

let folder: string;
let cluster: PrivateCluster;
let owner: Login;
let demo: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-docs-"));
	chmodSync(folder, 0o755);
	writeFileSync(
		join(folder, "bulkhead"),
		`#!/bin/sh\nexec "${process.execPath}" "${root}main/hosts/cli/bulkhead.mjs" "$@"\n`,
	);
	chmodSync(join(folder, "bulkhead"), 0o755);
	[cluster, demo] = await Promise.all([privateCluster(), startDemo()]);
	owner = await cluster.login("CREATEROLE");
});

afterAll(async () => {
	await runLine("bulkhead demo --stop", placed("demo"));
	await cluster.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe("what the pages say is what Bulkhead prints", () => {
	// Pages of the demo change it and put it back, and those with databases of their own share the server's roles: one after another.
	const lanes = new Map<string, Promise<unknown>>();
	test.concurrent.each(pages)(
		"$name",
		async ({ name, text }) => {
			const kind = worldOf(text) ?? "";
			const run = (lanes.get(kind) ?? Promise.resolve()).then(async () => runPage(text, await worldFor(kind, name)));
			lanes.set(
				kind,
				run.catch(() => {}),
			);
			return run;
		},
		// A page waits for those before it.
		180_000,
	);
});

async function worldFor(kind: string, page: string): Promise<World> {
	const { cwd, env } = placed(kind === "demo" ? "demo" : page);
	if (kind === "none") return { page, cwd, env };
	if (kind === "demo") return { page, cwd, env: { ...env, DATABASE_URL: demo } };
	if (kind !== "empty") throw new Error(`docs/${page}: there are no examples ${kind}`);
	return { page, cwd, ...(await database(env)) };
}

interface World extends Place {
	page: string;
	/** In the page's own database, by its owner. */
	sql?: (text: string) => Promise<void>;
}

async function runPage(text: string, world: World): Promise<void> {
	for (const step of stepsOf(text)) {
		if ("prepare" in step) await prepare(step, world);
		else await runExample(step, world);
	}
}

async function runExample(example: Example, world: World): Promise<void> {
	const difference = differenceOf(example, await runLine(example.command, world));
	if (difference !== undefined)
		throw new Error(`docs/${world.page}:${example.line}: ${example.command}\n${difference}`);
}

async function prepare(step: Exclude<Step, Example>, world: World): Promise<void> {
	const { prepare: how, of, line } = step;
	if (how === "run") return runExample({ line, command: of, expected: ["…"], exit: 0 }, world);
	if (how === "database") return void Object.assign(world, await database(world.env));
	if (how !== "sql") {
		const file = join(world.cwd, how.slice("file ".length));
		mkdirSync(dirname(file), { recursive: true });
		return writeFileSync(file, `${of}\n`);
	}
	if (!world.sql) throw new Error(`docs/${world.page}:${line}: the demo is nobody's to change by SQL`);
	return world.sql(of);
}

/** A database of its own, whose owner may make roles; the only one that `env` names. Its password is where the pages say to keep it. */
async function database(env: NodeJS.ProcessEnv): Promise<Pick<World, "env" | "sql">> {
	const params = await cluster.database(owner);
	const PGPASSFILE = join(folder, `${params.database}.pgpass`);
	writeFileSync(PGPASSFILE, `*:*:*:${params.user}:${params.password}\n`, { mode: 0o600 });
	const DATABASE_URL = `postgres://${params.user}@${params.host}:${params.port}/${params.database}`;
	return {
		env: { ...env, DATABASE_URL, PGPASSFILE },
		sql: (text) => onServer(params, async (session) => void (await session.execute(text))),
	};
}

interface Place {
	cwd: string;
	env: NodeJS.ProcessEnv;
}

function placed(store: string): Place {
	const { PATH = "", HOME = "" } = process.env;
	return {
		cwd: mkdtempSync(join(folder, "at-")),
		env: { PATH: `${folder}:${PATH}`, HOME, LC_ALL: "C.UTF-8", BULKHEAD_HOME: join(folder, store) },
	};
}

async function startDemo(): Promise<string> {
	const { lines } = await runLine("bulkhead demo 2>/dev/null", placed("demo"));
	return lines[0] ?? "";
}
