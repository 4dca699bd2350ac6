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
import { counted, heads, listed, say, told, when, word } from "../words/say.ts";

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
	const head = heads("TARGET", "ENVIRONMENT", "VERSION", "MIGRATIONS", "DRIFT", "");
	const rows = targets.map((each) => row(each, migrations));
	const span =
		migrations.length > 0
			? say("{from} to {to}", { from: String(migrations[0]?.id), to: String(migrations.at(-1)?.id) })
			: say("none");
	return [
		...(rows.length > 0 ? table(out, head, rows) : [say("no connection fits")]),
		"",
		say(
			"migrations, from left to right: {span}; = applied  · pending  u unrecorded  C changed  M missing  I interrupted",
			{ span },
		),
		say(
			"{targets} targets: {settled} settled, {pending} with pending migrations, {drift} changed outside Bulkhead, {interrupted} interrupted, {unreachable} not reached",
			{
				targets: summary.targets,
				settled: summary.settled,
				pending: summary.pending,
				drift: summary.drift,
				interrupted: summary.interrupted,
				unreachable: summary.unreachable,
			},
		),
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
		...(error ? [`${error.data?.reason ?? error.code}: ${told(error.message)}`] : []),
		...(runner ? [say("another runner is at work: {user}", { user: runner.user })] : []),
	].join("; ");
	const drifted =
		drift === "drift"
			? say("drift{more}", { more: driftLines === undefined ? "" : say(" ({driftLines} lines)", { driftLines }) })
			: word(drift ?? "");
	return [
		target.name,
		word(target.environment),
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
	const head = heads("TARGET", "WAVE", "STATE", "APPLIED", "CERTIFICATE", "");
	const rows = run.entries.map((entry): TableCell[] => [
		entry.target.name,
		run.waves[entry.wave]?.label ?? String(entry.wave + 1),
		{ text: word(entry.state), style: styles[entry.state] },
		entry.applied.length > 0 ? range(entry.applied) : "",
		entry.certificate === undefined ? "" : String(entry.certificate),
		outcome(entry),
	]);
	const counts = countStates(run.entries);
	const left = run.entries.filter(({ state }) => state !== "done" && state !== "checks-failed").length;
	return [
		...table(out, head, rows),
		"",
		say("run {id}: {state}{more}", {
			id: run.id,
			state: word(run.state),
			more: run.why === undefined ? "" : `. ${told(run.why)}`,
		}),
		counts,
		...(left > 0
			? [
					say("next: see why, then `bulkhead fleet migrate --resume {id}` takes up the {left} that are left", {
						id: String(run.id),
						left,
					}),
				]
			: []),
	];
}

function outcome({ error, checksFailed }: FleetEntry): string {
	if (error) return `${error.data?.reason ?? error.code}: ${told(error.message)}`;
	return checksFailed > 0 ? say("{checksFailed} checks fail", { checksFailed }) : "";
}

const range = (ids: readonly string[]): string =>
	ids.length > 2 ? say("{from} to {to}", { from: ids[0] ?? "", to: ids.at(-1) ?? "" }) : ids.join(" ");

function countStates(entries: readonly FleetEntry[]): string {
	const counts = new Map<string, number>();
	for (const { state } of entries) counts.set(state, (counts.get(state) ?? 0) + 1);
	return listed([...counts].map(([state, count]) => counted(count, state)));
}

export function summaryRow(run: FleetRunSummary): TableCell[] {
	const began = when(run.startedAt);
	return [
		run.id,
		began,
		printable(`${run.by}@${run.host}`),
		word(run.state),
		...[run.targets, run.done, run.left].map(String),
	];
}
