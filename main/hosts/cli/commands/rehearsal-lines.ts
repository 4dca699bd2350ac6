/** A rehearsal in lines for people; `--json` has all of it. */
import type { RehearsedMigration, ScratchFacts, TenantEffect, TenantRows } from "../../../contract/index.ts";
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
} as const;

export function describeScratch({ server, database, version, copiedBy, ...facts }: ScratchFacts): string[] {
	const { equalsTarget, differences, notes } = facts;
	const where = server === "same" ? "on the same server" : "on an embedded server";
	const how = copiedBy === "replay" ? "the recorded migrations run anew" : "pg_dump";
	return [
		`scratch database ${database} ${where} (PostgreSQL ${version}), copied by ${how}, dropped`,
		equalsTarget
			? "its catalogue was the target's"
			: `ITS CATALOGUE WAS NOT THE TARGET'S (${differences.length} lines):`,
		...shortened(differences).map((line) => `  ${line}`),
		...notes,
	];
}

export function describeRehearsed(migration: RehearsedMigration): string[] {
	const { id, on, ms, statements, schemaDiff, rows, checks, walBytes, blockedSessions } = migration;
	const left = on === "live" ? "rolled back" : "in a scratch database";
	const lines = (sign: string): number => schemaDiff.filter((line) => line.startsWith(sign)).length;
	return [
		`${id}: ${statements.length} statements, ${Math.round(ms)} ms, ${kilobytes(walBytes)} of WAL, ${left}`,
		...statements
			.filter((each) => each.ms >= LONG)
			.map((each) => `  time      ${Math.round(each.ms)} ms in line ${each.line}`),
		...locks(migration),
		...(blockedSessions > 0 ? [`  blocked   ${blockedSessions} sessions waited for it`] : []),
		...Object.entries(rows).map(
			([table, { inserted, updated, deleted }]) => `  rows      ${table}: +${inserted} ~${updated} -${deleted}`,
		),
		...tenants(migration),
		`  catalogue ${lines("+")} lines came, ${lines("-")} went`,
		...back(migration),
		...failingChecks(checks).map((line) => `  check     ${line}`),
	];
}

function locks({ on, locks: taken, rewrites, scans, outsideTransaction = [] }: RehearsedMigration): string[] {
	const measured = (ms: number): string => (on === "live" ? `, ${Math.round(ms)} ms measured` : "");
	return [
		...outsideTransaction.map((line) => `  alone     line ${line} runs outside of a transaction`),
		...taken.map(
			({ table, mode, line, bytes, blocks, heldMs }) =>
				`  lock      ${mode} on ${table} (${kilobytes(bytes)}) from line ${line}: ${keptOut[blocks]}${measured(heldMs)}`,
		),
		...rewrites.map(
			({ object, line, bytes, ms }) => `  rewrite   ${object} (${kilobytes(bytes)}) in line ${line}${measured(ms)}`,
		),
		...scans
			.filter(({ bytes }) => bytes >= LARGE)
			.map(
				({ table, line, bytes, rows, ms }) =>
					`  scan      ${table} (${kilobytes(bytes)}, ${rows} rows) in line ${line}${measured(ms)}`,
			),
	];
}

function tenants({ tenants: effects, tenantsMissing }: RehearsedMigration): string[] {
	return [...effects.flatMap(effect), ...(tenantsMissing === undefined ? [] : [`  tenants   ${tenantsMissing}`])];
}

function effect({ line, table, tenants: rows, others, moved, movedOthers = 0, warnings }: TenantEffect): string[] {
	return [
		`  tenants   line ${line}, ${table}: ${rows.slice(0, 3).map(tenant).join("; ")}${more(rows.length - 3 + (others?.tenants ?? 0))}`,
		...moved
			.slice(0, 3)
			.map(({ from, to, rows: n }) => `            ${n} rows from ${from ?? "nobody"} to ${to ?? "nobody"}`),
		...(moved.length + movedOthers > 3 ? [`            and ${moved.length + movedOthers - 3} more such pairs`] : []),
		...warnings.map((warning) => `  WARNING   line ${line}: ${warning}`),
	];
}

const tenant = ({ tenant: id, name, inserted, updated, deleted }: TenantRows): string =>
	`${name ?? id ?? "nobody"} +${inserted} ~${updated} -${deleted}`;

const more = (n: number): string => (n > 0 ? `; and ${n} others` : "");

function back({ on, comesBack, comesBackDiff = [] }: RehearsedMigration): string[] {
	if (comesBack === undefined) return ["  rollback  there is no file"];
	const proof =
		on === "live" ? "gives the catalogue back" : "gives the catalogue back, and a second run the same as the first";
	return [
		`  rollback  ${comesBack ? proof : "DOES NOT COME BACK"}`,
		...shortened(comesBackDiff).map((line) => `            ${line}`),
	];
}

function shortened(lines: readonly string[]): string[] {
	return lines.length <= SHOWN
		? [...lines]
		: [...lines.slice(0, SHOWN), `… and ${lines.length - SHOWN} more (--json has them)`];
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} kB`;
