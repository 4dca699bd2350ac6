/**
 * Sqitch: a plan of named changes, for each a script to deploy, to revert and to verify; a registry of what is deployed, with the hash of
 * each script. Ids are places in the plan, which only grows at its end.
 */
import { createHash } from "node:crypto";
import { migrationIdOf } from "../../../contract/index.ts";
import type { ReadSession } from "../../ports.ts";
import { quoteQualified } from "../../sql/quote.ts";
import type { MigrationFile } from "../catalog.ts";
import type { SourceFile } from "../read/source-file.ts";
import { type FolderReading, isEmptySql } from "./folder-reading.ts";
import { type PlannedChange, readPlan } from "./sqitch-plan.ts";
import type { Draft, History, HistoryEntry, HistoryTable, Tool } from "./tool.ts";

const PLAN = "sqitch.plan";
const who = { committer_name: "text", committer_email: "text", planner_name: "text", planner_email: "text" };
const when = { committed_at: "timestamp with time zone", planned_at: "timestamp with time zone" };

export const sqitch: Tool = {
	name: "sqitch",
	title: "Sqitch",
	isFolder: ({ names }) => names.includes(PLAN),
	readFolder,
	shape: {
		table: "changes",
		columns: { change_id: "text", script_hash: "text", change: "text", project: "text", note: "text", ...who, ...when },
		optional: ["script_hash"],
		beside: ["projects", "tags", "events", "dependencies"],
	},
	readHistory,
};

async function readFolder(reading: FolderReading): Promise<Draft[]> {
	const plan = (await reading.read([PLAN])).get(PLAN);
	if (!plan) return [];
	const { project, changes } = readPlan(PLAN, plan.text ?? "", reading.faults);
	const scripts = reading.paths.filter((path) => /^(?:deploy|revert|verify)\/.*\.sql$/.test(path));
	const sources = await reading.read(scripts);
	const drafts = changes.flatMap((change) => draftOf(change, project, sources, reading));
	reportStrangers(changes, scripts, reading);
	return drafts;
}

function draftOf(
	change: PlannedChange,
	project: string,
	sources: ReadonlyMap<string, SourceFile>,
	{ faults, leftOut }: FolderReading,
): Draft[] {
	const script = scriptName(change, sources);
	const forward = sources.get(`deploy/${script}`);
	if (!forward) {
		const hint = `Put deploy/${script} there.`;
		faults.push({ file: PLAN, line: change.line, message: `The change ${change.name} has no deploy script.`, hint });
		return [];
	}
	for (const need of change.elsewhere) {
		leftOut.push({ file: PLAN, reason: `that ${change.name} needs ${need} of another project is not looked at` });
	}
	const revert = sources.get(`revert/${script}`);
	const verify = sources.get(`verify/${script}`);
	return [
		{
			...{ id: migrationIdOf(String(change.place)), name: script.replace(/\.sql$/, ""), undoneBy: `revert/${script}` },
			...{ key: [project, change.name, change.changeId].join("\n"), forward },
			...(revert && !isEmptySql(revert.text) ? { rollback: revert } : {}),
			// Sqitch runs it after the change; whether the change is there it never asks it, and it need not fail where it is not.
			...(verify && !isEmptySql(verify.text)
				? { verify: { ...verify, manner: { ownTransaction: true, asOneCheck: true } } }
				: {}),
		},
	];
}

/** Of a change that was reworked later, name@tag.sql. */
function scriptName({ name, reworkedAt }: PlannedChange, sources: ReadonlyMap<string, SourceFile>): string {
	const names = reworkedAt.map((tag) => `${name}@${tag}.sql`);
	return names.find((each) => sources.has(`deploy/${each}`)) ?? names[0] ?? `${name}.sql`;
}

/** A script of no change: the plan, or the script, is misnamed. */
function reportStrangers(
	changes: readonly PlannedChange[],
	scripts: readonly string[],
	{ leftOut }: FolderReading,
): void {
	const planned = new Set(
		changes.flatMap(({ name, reworkedAt }) => [name, ...reworkedAt.map((tag) => `${name}@${tag}`)]),
	);
	for (const path of scripts) {
		const name = path.slice(path.indexOf("/") + 1, -".sql".length);
		if (!planned.has(name)) leftOut.push({ file: path, reason: `the plan has no change ${name}` });
	}
}

type Row = Record<"change_id" | "change" | "project" | "at" | "by", string> & { script_hash: string | null };

async function readHistory(session: ReadSession, table: HistoryTable): Promise<History> {
	const hashed = table.columns.has("script_hash") ? "script_hash" : "NULL::text AS script_hash";
	const rows = await session.query<Row>(
		`SELECT change_id, change, project, ${hashed}, committed_at::text AS at, committer_name || ' <' || committer_email || '>' AS by
  FROM ${table.sql} ORDER BY committed_at, change_id`,
	);
	const deployed = rows.map((row) => ({ row, entry: entryOf(row) }));
	const byId = new Map(deployed.map(({ row, entry }) => [row.change_id, entry]));
	const projects = new Map(deployed.map(({ row, entry }) => [entry, row.project]));
	return {
		entries: deployed.map(({ entry }) => entry),
		entryOf: (migration, all) =>
			byId.get(migration.foreign?.key.split("\n")[2] ?? "") ?? byNameAndPlace(migration, all, deployed),
		isElsewhere: (entry, all) =>
			!all.some(({ foreign }) => foreign?.tool === "sqitch" && foreign.key.startsWith(`${projects.get(entry)}\n`)),
		difference: (entry, _, bytes) => difference(entry, bytes),
		...(await readFailures(session, table, byId)),
	};
}

/** A change whose last event is a failure: not deployed, or, where the registry still has it, left midway by a revert. */
async function readFailures(
	session: ReadSession,
	{ schema }: HistoryTable,
	deployed: ReadonlyMap<string, HistoryEntry>,
): Promise<Pick<History, "refusals" | "notes">> {
	const failed = await session.query<{ change_id: string; change: string; at: string }>(
		`SELECT change_id, change, at FROM (SELECT DISTINCT ON (change_id) change_id, change, event, committed_at::text AS at
  FROM ${quoteQualified(schema, "events")} ORDER BY change_id, committed_at DESC) AS latest WHERE event = 'fail' ORDER BY at`,
	);
	const midway = failed.filter((each) => deployed.has(each.change_id));
	return {
		refusals: midway.map(
			({ change, at }) =>
				`${schema}.changes has ${change}, and the last that ${schema}.events says of it is that something failed at ${at}: see what is there, and mend it with Sqitch.`,
		),
		notes: failed
			.filter((each) => !midway.includes(each))
			.map(
				({ change, at }) =>
					`${schema}.events says that ${change} failed at ${at}: it is not deployed, and not adopted.`,
			),
	};
}

function entryOf({ change, change_id, script_hash, at, by }: Row): HistoryEntry {
	// A registry that was upgraded has the id where the hash was not known.
	const known = script_hash !== null && script_hash !== change_id;
	return { version: `${change} ${change_id}`, at, by, ...(known ? { checksum: script_hash } : {}) };
}

/** Where the plan's line was edited since, its id is another: then the n-th of a name in the plan is the n-th in the registry. */
function byNameAndPlace(
	migration: MigrationFile,
	all: readonly MigrationFile[],
	deployed: readonly { row: Row; entry: HistoryEntry }[],
): HistoryEntry | undefined {
	const named = ({ foreign }: MigrationFile) => foreign?.key.split("\n").slice(0, 2).join("\n");
	const key = named(migration);
	if (migration.foreign?.tool !== "sqitch") return undefined;
	const place = all.filter((each) => named(each) === key).indexOf(migration);
	return deployed.filter(({ row }) => `${row.project}\n${row.change}` === key)[place]?.entry;
}

async function difference({ checksum }: HistoryEntry, bytes: AsyncIterable<Uint8Array>): Promise<string | undefined> {
	if (checksum === undefined) return undefined;
	const sum = createHash("sha1");
	for await (const piece of bytes) sum.update(piece);
	const now = sum.digest("hex");
	return now === checksum
		? undefined
		: `its hash was ${checksum} when Sqitch deployed it, and is ${now} now: it was edited since`;
}
