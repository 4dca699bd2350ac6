/** A rehearsal in lines for people; `--json` has all of it. */
import type { RehearsedMigration, ScratchFacts, TenantEffect, TenantRows } from "../../../contract/index.ts";
import { type Message, say, told } from "../words/say.ts";
import { failingChecks } from "./verify.ts";

/** Lines of a difference, and tenants of a statement, that are shown. */
const SHOWN = 20;
/** Bytes and milliseconds from which a scan, and a statement's time, are worth a line. */
const LARGE = 1024 * 1024;
const LONG = 100;

const keptOut = {
	everything: "everybody waits",
	"row-locks": "writers and row locks wait",
	writes: "writers wait",
	"schema-changes": "reading and writing go on",
} as const satisfies Record<string, Message>;

export function describeScratch({ server, database, version, copiedBy, ...facts }: ScratchFacts): string[] {
	const { equalsTarget, differences, notes } = facts;
	const where = server === "same" ? say("on the same server") : say("on an embedded server");
	const how = copiedBy === "replay" ? say("the recorded migrations run anew") : "pg_dump";
	return [
		say("scratch database {database} {where} (PostgreSQL {version}), copied by {how}, dropped", {
			database,
			where,
			version: String(version),
			how,
		}),
		equalsTarget
			? say("its catalogue was the target's")
			: say("ITS CATALOGUE WAS NOT THE TARGET'S ({differences} lines):", { differences: differences.length }),
		...shortened(differences).map((line) => `  ${line}`),
		...notes.map(told),
	];
}

export function describeRehearsed(migration: RehearsedMigration): string[] {
	const { id, on, ms, statements, schemaDiff, rows, checks, walBytes, blockedSessions } = migration;
	const left = on === "live" ? say("rolled back") : say("in a scratch database");
	const lines = (sign: string): number => schemaDiff.filter((line) => line.startsWith(sign)).length;
	return [
		say("{id}: {statements} statements, {ms} ms, {walBytes} of WAL, {left}", {
			id: String(id),
			statements: statements.length,
			ms: Math.round(ms),
			walBytes: kilobytes(walBytes),
			left,
		}),
		...statements
			.filter((each) => each.ms >= LONG)
			.map((each) => say("  time      {ms} ms in line {line}", { ms: Math.round(each.ms), line: String(each.line) })),
		...locks(migration),
		...(blockedSessions > 0 ? [say("  blocked   {blockedSessions} sessions waited for it", { blockedSessions })] : []),
		...Object.entries(rows).map(([table, { inserted, updated, deleted }]) =>
			say("  rows      {table}: +{inserted} ~{updated} -{deleted}", { table, inserted, updated, deleted }),
		),
		...tenants(migration),
		say("  catalogue {came} lines came, {went} went", { came: lines("+"), went: lines("-") }),
		...back(migration),
		...failingChecks(checks).map((line) => say("  check     {line}", { line: String(line) })),
	];
}

function locks({ on, locks: taken, rewrites, scans, outsideTransaction = [] }: RehearsedMigration): string[] {
	const measured = (ms: number): string => (on === "live" ? say(", {ms} ms measured", { ms: Math.round(ms) }) : "");
	return [
		...outsideTransaction.map((line) =>
			say("  alone     line {line} runs outside of a transaction", { line: String(line) }),
		),
		...taken.map(({ table, mode, line, bytes, blocks, heldMs }) =>
			say("  lock      {mode} on {table} ({bytes}) from line {line}: {keptOut}{measured}", {
				mode,
				table,
				bytes: kilobytes(bytes),
				line: String(line),
				keptOut: say(keptOut[blocks]),
				measured: measured(heldMs),
			}),
		),
		...rewrites.map(({ object, line, bytes, ms }) =>
			say("  rewrite   {object} ({bytes}) in line {line}{measured}", {
				object,
				bytes: kilobytes(bytes),
				line: String(line),
				measured: measured(ms),
			}),
		),
		...scans
			.filter(({ bytes }) => bytes >= LARGE)
			.map(({ table, line, bytes, rows, ms }) =>
				say("  scan      {table} ({bytes}, {rows} rows) in line {line}{measured}", {
					table,
					bytes: kilobytes(bytes),
					rows,
					line: String(line),
					measured: measured(ms),
				}),
			),
	];
}

function tenants({ tenants: effects, tenantsMissing }: RehearsedMigration): string[] {
	return [
		...effects.flatMap(effect),
		...(tenantsMissing === undefined
			? []
			: [say("  tenants   {tenantsMissing}", { tenantsMissing: told(tenantsMissing) })]),
	];
}

function effect({ line, table, tenants: rows, others, moved, movedOthers = 0, warnings }: TenantEffect): string[] {
	return [
		say("  tenants   line {line}, {table}: {rows}{more}", {
			line: String(line),
			table,
			rows: rows.slice(0, 3).map(tenant).join("; "),
			more: more(rows.length - 3 + (others?.tenants ?? 0)),
		}),
		...moved
			.slice(0, 3)
			.map(({ from, to, rows: n }) =>
				say("            {n} rows from {from} to {to}", { n, from: from ?? say("nobody"), to: to ?? say("nobody") }),
			),
		...(moved.length + movedOthers > 3
			? [say("            and {moved} more such pairs", { moved: moved.length + movedOthers - 3 })]
			: []),
		...warnings.map((warning) =>
			say("  WARNING   line {line}: {warning}", { line: String(line), warning: told(warning) }),
		),
	];
}

const tenant = ({ tenant: id, name, inserted, updated, deleted }: TenantRows): string =>
	`${name ?? id ?? say("nobody")} +${inserted} ~${updated} -${deleted}`;

const more = (n: number): string => (n > 0 ? say("; and {n} others", { n }) : "");

function back({ on, comesBack, comesBackDiff = [] }: RehearsedMigration): string[] {
	if (comesBack === undefined) return [say("  rollback  there is no file")];
	const proof =
		on === "live"
			? say("gives the catalogue back")
			: say("gives the catalogue back, and a second run the same as the first");
	return [
		say("  rollback  {more}", { more: comesBack ? proof : say("DOES NOT COME BACK") }),
		...shortened(comesBackDiff).map((line) => `            ${line}`),
	];
}

function shortened(lines: readonly string[]): string[] {
	return lines.length <= SHOWN
		? [...lines]
		: [...lines.slice(0, SHOWN), say("… and {lines} more (--json has them)", { lines: lines.length - SHOWN })];
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} kB`;
