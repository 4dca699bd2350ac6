/** Folders of migrations, made for a run: the same SQL in the form that each runner reads. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A small migration, as most are: one table. */
export interface Migration {
	/** 1 and up. */
	number: number;
	sql: string;
}

export function smallMigrations(count: number): Migration[] {
	return Array.from({ length: count }, (_, at) => ({
		number: at + 1,
		sql: `CREATE TABLE public.bench_${padded(at + 1)} (
	id bigint PRIMARY KEY,
	name text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
`,
	}));
}

/** One file's SQL: a table, then rows in statements of their own until there are `count` statements. */
export function manyStatements(count: number): string[] {
	const rows = Array.from(
		{ length: count - 1 },
		(_, at) => `INSERT INTO public.bench_rows (id, name) VALUES (${at + 1}, 'the name of row ${at + 1}');`,
	);
	return ["CREATE TABLE public.bench_rows (id bigint PRIMARY KEY, name text NOT NULL);", ...rows];
}

const padded = (number: number): string => String(number).padStart(4, "0");

/** NNNN_name.sql: Bulkhead's form, and the floor's, and psql's. */
export function writePlain(folder: string, migrations: readonly Migration[]): string {
	return write(folder, migrations, ({ number, sql }) => [`${padded(number)}_bench.sql`, sql]);
}

export function writeDbmate(folder: string, migrations: readonly Migration[]): string {
	return write(folder, migrations, ({ number, sql }) => [
		`2026010100${padded(number)}_bench.sql`,
		`-- migrate:up\n${sql}\n-- migrate:down\nDROP TABLE public.bench_${padded(number)};\n`,
	]);
}

export function writeNodePgMigrate(folder: string, migrations: readonly Migration[]): string {
	return write(folder, migrations, ({ number, sql }) => [
		`${1_767_225_600_000 + number}_bench.sql`,
		`-- Up Migration\n${sql}\n-- Down Migration\nDROP TABLE public.bench_${padded(number)};\n`,
	]);
}

/** Committed migrations, each with the hash of the one before it. */
export function writeGraphile(folder: string, migrations: readonly Migration[]): string {
	let previous: string | undefined;
	write(join(folder, "migrations", "committed"), migrations, ({ number, sql }) => {
		const hash = `sha1:${createHash("sha1")
			.update(`${`${previous ?? ""}\n${sql.trim()}`.trim()}\n`)
			.digest("hex")}`;
		const file = `--! Previous: ${previous ?? "-"}\n--! Hash: ${hash}\n\n${sql}`;
		previous = hash;
		return [`00${padded(number)}.sql`, file];
	});
	writeFileSync(join(folder, ".gmrc"), "{}\n");
	return folder;
}

/** A plan and a deploy script each, which opens and ends its own transaction, as `sqitch add` writes it. */
export function writeSqitch(folder: string, migrations: readonly Migration[]): string {
	write(join(folder, "deploy"), migrations, ({ number, sql }) => [
		`bench_${padded(number)}.sql`,
		`-- Deploy bench_${padded(number)} to pg\n\nBEGIN;\n\n${sql}\nCOMMIT;\n`,
	]);
	const changes = migrations.map(
		({ number }) => `bench_${padded(number)} 2026-01-01T00:00:00Z Bench <bench@example.org> # one table`,
	);
	writeFileSync(
		join(folder, "sqitch.plan"),
		["%syntax-version=1.0.0", "%project=bench", "", ...changes, ""].join("\n"),
	);
	writeFileSync(join(folder, "sqitch.conf"), "[core]\n\tengine = pg\n");
	return folder;
}

/** A script for one psql that runs each file in a transaction of its own. */
export function writePsqlScript(folder: string, migrations: readonly Migration[]): string {
	const file = join(folder, "all.psql");
	const each = migrations.map(({ number }) => `BEGIN;\n\\ir ${padded(number)}_bench.sql\nCOMMIT;\n`);
	writeFileSync(file, `\\set ON_ERROR_STOP 1\n${each.join("")}`);
	return file;
}

function write(
	folder: string,
	migrations: readonly Migration[],
	file: (migration: Migration) => [name: string, text: string],
): string {
	mkdirSync(folder, { recursive: true });
	for (const migration of migrations) {
		const [name, text] = file(migration);
		writeFileSync(join(folder, name), text);
	}
	return folder;
}
