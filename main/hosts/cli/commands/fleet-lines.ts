/** What people are shown of the fleet. */
import type {
	FleetEntry,
	FleetRun,
	FleetRunSummary,
	FleetStatusResult,
	FleetTargetStatus,
	MigrationState,
} from "../../../contract/index.ts";
import { type Output, printable, type Style, type TableCell, table } from "../output.ts";

/** One letter a state, so that fifty migrations fit a line. */
const signs: Record<MigrationState, string> = {
	applied: "=",
	pending: "·",
	unrecorded: "u",
	changed: "C",
	missing: "M",
	interrupted: "I",
};

function styleOf(migrations: FleetTargetStatus["migrations"]): Style {
	const states = new Set(migrations.map(({ state }) => state));
	if (states.has("interrupted") || states.has("changed") || states.has("missing")) return "red";
	return states.has("pending") || states.has("unrecorded") ? "yellow" : "green";
}

export function statusLines(out: Output, result: FleetStatusResult): string[] {
	const { migrations, targets, summary } = result;
	const head = ["TARGET", "ENVIRONMENT", "VERSION", "MIGRATIONS", "DRIFT", ""];
	const rows = targets.map((each) => row(each, migrations));
	const span = migrations.length > 0 ? `${migrations[0]?.id} to ${migrations.at(-1)?.id}` : "none";
	return [
		...(rows.length > 0 ? table(out, head, rows) : ["no connection fits"]),
		"",
		`migrations, from left to right: ${span}; = applied  · pending  u unrecorded  C changed  M missing  I interrupted`,
		`${summary.targets} targets: ${summary.settled} settled, ${summary.pending} with pending migrations, ${summary.drift} changed outside Bulkhead, ${summary.interrupted} interrupted, ${summary.unreachable} not reached`,
	];
}

function row(status: FleetTargetStatus, columns: FleetStatusResult["migrations"]): TableCell[] {
	const { target, error, version, drift, driftLines, runner } = status;
	const states = new Map(status.migrations.map(({ id, state }) => [id, state]));
	const drawn = columns.map(({ id }) => {
		const state = states.get(id);
		return state === undefined ? " " : signs[state];
	});
	const notes = [
		...(error ? [`${error.data?.reason ?? error.code}: ${error.message}`] : []),
		...(runner ? [`another runner is at work: ${runner.user}`] : []),
	].join("; ");
	const drifted =
		drift === "drift" ? `drift${driftLines === undefined ? "" : ` (${driftLines} lines)`}` : (drift ?? "");
	return [
		target.name,
		target.environment,
		version ?? "",
		{ text: error ? "" : drawn.join(""), style: styleOf(status.migrations) },
		{ text: drifted, style: drift === "drift" ? "red" : "dim" },
		{ text: notes, style: error ? "red" : "yellow" },
	];
}

const styles: Record<FleetEntry["state"], Style> = {
	waiting: "dim",
	rehearsing: "cyan",
	running: "cyan",
	done: "green",
	"checks-failed": "red",
	failed: "red",
	cancelled: "yellow",
	"not-reached": "yellow",
};

export function runLines(out: Output, run: FleetRun): string[] {
	const head = ["TARGET", "WAVE", "STATE", "APPLIED", "CERTIFICATE", ""];
	const rows = run.entries.map((entry): TableCell[] => [
		entry.target.name,
		run.waves[entry.wave]?.label ?? String(entry.wave + 1),
		{ text: entry.state, style: styles[entry.state] },
		entry.applied.length > 0 ? range(entry.applied) : "",
		entry.certificate === undefined ? "" : String(entry.certificate),
		told(entry),
	]);
	const counts = countStates(run.entries);
	const left = run.entries.filter(({ state }) => state !== "done" && state !== "checks-failed").length;
	return [
		...table(out, head, rows),
		"",
		`run ${run.id}: ${run.state}${run.why === undefined ? "" : `. ${run.why}`}`,
		counts,
		...(left > 0
			? [`next: see why, then \`bulkhead fleet migrate --resume ${run.id}\` takes up the ${left} that are left`]
			: []),
	];
}

function told({ error, checksFailed }: FleetEntry): string {
	if (error) return `${error.data?.reason ?? error.code}: ${error.message}`;
	return checksFailed > 0 ? `${checksFailed} checks fail` : "";
}

const range = (ids: readonly string[]): string => (ids.length > 2 ? `${ids[0]} to ${ids.at(-1)}` : ids.join(" "));

function countStates(entries: readonly FleetEntry[]): string {
	const counts = new Map<string, number>();
	for (const { state } of entries) counts.set(state, (counts.get(state) ?? 0) + 1);
	return [...counts].map(([state, count]) => `${count} ${state}`).join(", ");
}

export function summaryRow(run: FleetRunSummary): TableCell[] {
	const began = run.startedAt.toISOString();
	return [
		run.id,
		began,
		printable(`${run.by}@${run.host}`),
		run.state,
		...[run.targets, run.done, run.left].map(String),
	];
}
