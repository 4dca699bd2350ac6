/**
 * The server's own log is the measure of where statements end: psql runs a script on a server that logs every statement, and the list is
 * what Bulkhead reads in it. PostgreSQL's regression scripts do so when their folder is named in BULKHEAD_SQL_CORPUS.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlPort } from "../../main/adapters/sql/sql.ts";
import { type BreakableCluster, withBreakableCluster } from "../helpers/breakable-cluster.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { libpqVariables, missingPsql, runProgram } from "../helpers/psql.ts";
import { setFolder } from "../helpers/run-files.ts";
import { type Read, tokensOf, whatWeRead, withoutRefused } from "../helpers/sent.ts";

const missing = await missingPsql();
const corpus = process.env.BULKHEAD_SQL_CORPUS;
/** Without a corpus: the bundled set, its rollbacks and its checks. */
const own = ["", "rollback", "verify"].flatMap((part) => scriptsIn(join(setFolder, part)));
const scripts = corpus === undefined ? own : scriptsIn(corpus);

function scriptsIn(folder: string): [name: string, path: string][] {
	const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
	return names.sort().map((name) => [name, join(folder, name)]);
}

const LOGGING = {
	...{ log_statement: "all", log_min_messages: "error", log_min_error_statement: "error" },
	...{
		logging_collector: "on",
		log_destination: "jsonlog",
		log_directory: "log",
		log_filename: "all",
		log_rotation_size: "0",
	},
};

let cluster: BreakableCluster;
let stop = () => {};
let stopped: Promise<void>;
beforeAll(async () => {
	if (missing !== undefined) return;
	const ready = Promise.withResolvers<void>();
	stopped = withBreakableCluster((made) => {
		cluster = made;
		ready.resolve();
		return new Promise<void>((done) => {
			stop = done;
		});
	}, LOGGING);
	await Promise.race([ready.promise, stopped]);
}, 120_000);
afterAll(async () => {
	stop();
	await stopped;
});

interface Entry {
	dbname?: string;
	application_name?: string;
	error_severity?: string;
	message?: string;
	statement?: string;
}

/** One query as the server heard it. */
interface Heard {
	text: string;
	/** The server refused it. */
	failed: boolean;
}

const log = (): string => readFileSync(join(cluster.cluster.folder, "data/log/all.json"), "utf8");

/** The log is written by a process of its own, in the order of what was said. */
async function untilLogged({ sql, database }: TestDatabase): Promise<void> {
	const end = `the end of ${database}`;
	await sql(`SELECT '${end}' AS words`);
	while (!log().includes(end)) await sleep(20);
}

/** What it logged of psql in this database, in its order. */
function heardIn(database: TestDatabase): Heard[] {
	const entries = log()
		.split("\n")
		.filter((line) => line.includes(database.database))
		.map((line) => JSON.parse(line) as Entry);
	const heard: Heard[] = [];
	for (const entry of entries) {
		if (entry.dbname === database.database && entry.application_name === "psql") hear(heard, entry);
	}
	return heard;
}

/** What the server could not parse is logged by its error alone. */
function hear(heard: Heard[], { message = "", error_severity: severity, statement }: Entry): void {
	const [, text] = /^statement: ([\s\S]*)$/.exec(message) ?? [];
	if (text !== undefined) heard.push({ text, failed: false });
	if (severity !== "ERROR" || statement === undefined) return;
	const last = heard.at(-1);
	if (last?.text === statement && !last.failed) last.failed = true;
	else heard.push({ text: statement, failed: true });
}

const sql = sqlPort();

/** By tokens; what psql sends together (\;) is taken apart. */
async function apart({ text, failed }: Heard): Promise<Heard[]> {
	const statements = await sql.statements(text).catch(() => [{ text }]);
	return statements.map((statement) => ({ text: tokensOf(statement.text), failed }));
}

interface Compared {
	differences: string[];
	/** Heard of rows that psql took for SQL, since the server had refused their COPY. */
	asRows: number;
	/** Heard of what \gexec made. */
	made: number;
}

/**
 * Holds what we read against what was heard, in order. More may be heard in two places: after a COPY that the server refused, whose rows psql
 * takes for SQL up to a statement of ours or one that ends with it; and after a \gexec.
 */
function compare(ours: Read[], heard: Heard[]): Compared {
	const walk: Walk = { ours, heard, tried: new Set(), furthest: { at: 0, place: 0 } };
	const whole = follow(walk, 0, 0);
	if (whole) return whole;
	const { at, place } = walk.furthest;
	const differences = [`ours: ${ours[at]?.tokens.slice(0, 300)}`, `heard: ${heard[place]?.text.slice(0, 300)}`];
	return { differences, asRows: 0, made: 0 };
}

interface Walk {
	ours: Read[];
	heard: Heard[];
	/** Pairs from which it does not go on. */
	tried: Set<string>;
	/** Where they part. */
	furthest: { at: number; place: number };
}

/** From these two on; undefined where they part. */
function follow(walk: Walk, from: number, start: number): Compared | undefined {
	for (let [at, place] = [from, start]; ; at += 1, place += 1) {
		const [one, other] = [walk.ours[at], walk.heard[place]];
		if (at > walk.furthest.at) walk.furthest = { at, place };
		if (!one || !other) return one === other ? { differences: [], asRows: 0, made: 0 } : undefined;
		if (!isSame(one, other, at === from)) return undefined;
		const what = moreAfter(one, other);
		if (what) return leap(walk, { at: at + 1, place: place + 1, what });
	}
}

/** The same, over as much as need be. */
function leap(
	walk: Walk,
	{ at, place, what }: { at: number; place: number; what: "asRows" | "made" },
): Compared | undefined {
	if (walk.tried.has(`${at} ${place}`)) return undefined;
	walk.tried.add(`${at} ${place}`);
	for (let over = 0; place + over <= walk.heard.length; over += 1) {
		const rest = follow(walk, at, place + over);
		if (rest) return { ...rest, [what]: rest[what] + over };
	}
	return undefined;
}

const isSame = ({ tokens }: Read, { text }: Heard, afterRows: boolean): boolean =>
	tokens === text || (afterRows && text.endsWith(` ${tokens}`));

function moreAfter({ data, makes }: Read, { failed }: Heard): "asRows" | "made" | undefined {
	if (data !== undefined && failed) return "asRows";
	return makes ? "made" : undefined;
}

test.for(scripts)("%s", { timeout: 180_000 }, async ([name, path], { skip }) => {
	if (missing !== undefined) return skip(missing);
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-log-"));
	try {
		const refused = await withoutRefused(folder, name, readFileSync(path));
		if (refused !== undefined) return skip(refused);
		const ours = await whatWeRead(folder, name);
		await withDatabase(
			async (database) => {
				const env = { ...libpqVariables(database.params), PGAPPNAME: "psql", PGCLIENTENCODING: "UTF8" };
				await runProgram("psql", ["-X", "-q", "-f", name], { cwd: folder, env, timeout: 120_000 });
				await untilLogged(database);
				const heard = (await Promise.all(heardIn(database).map(apart))).flat();
				const { differences, asRows, made } = compare(ours, heard);
				process.stdout.write(`${name}: statements ${ours.length} rows-as-SQL ${asRows} made ${made}\n`);
				expect(differences).toEqual([]);
			},
			{ server: cluster.server },
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
