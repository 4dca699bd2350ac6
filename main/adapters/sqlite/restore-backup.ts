import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../core/errors.ts";
import { copyWhole, stampOf } from "./backups.ts";
import { checkFile, versionInHead } from "./check-database.ts";
import { runStep } from "./run-steps.ts";
import { latest, steps } from "./steps/steps.ts";

/**
 * Puts a backup's content in the place of the present one, in one transaction, so that other Bulkheads that have the store open see the
 * one or the other. The present content is kept beside it first, as of the same moment. Answers with that file. Errors: STORE_FAILED, BAD_INPUT.
 */
export function restoreBackup(database: Database.Database, file: string, backup: string): string {
	requireGood(backup);
	const replaced = `${file}.replaced-${stampOf(new Date())}`;
	database.pragma("foreign_keys = OFF");
	database.prepare("ATTACH ? AS backup").run(backup);
	try {
		database
			.transaction(() => {
				keepPresent(file, replaced);
				copyContent(database);
				for (const step of steps) runStep(database, step);
			})
			.immediate();
	} finally {
		database.exec("DETACH backup");
		database.pragma("foreign_keys = ON");
	}
	return replaced;
}

function requireGood(backup: string): void {
	if (!existsSync(backup)) throw new AppError("NOT_FOUND", `There is no backup ${backup}.`);
	const [fault] = checkFile(backup);
	if (fault !== undefined) {
		throw new AppError("BAD_INPUT", `The backup ${backup} is damaged: ${fault}`, {
			hint: "`bulkhead store` lists the others. Nothing was changed.",
		});
	}
	const version = versionInHead(backup) ?? 0;
	if (version > 0 && version <= latest) return;
	throw new AppError("BAD_INPUT", `${backup} is no backup that this Bulkhead can restore (version ${version}).`, {
		hint: "Restore it with the Bulkhead that wrote it. Nothing was changed.",
	});
}

/** By a reader beside the open transaction: nobody can write between the copy and what follows. */
function keepPresent(file: string, replaced: string): void {
	const reader = new Database(file, { readonly: true });
	try {
		copyWhole(reader, replaced);
	} finally {
		reader.close();
	}
}

interface Item {
	type: string;
	name: string;
	sql: string;
}

function copyContent(database: Database.Database): void {
	const items = (schema: "main" | "backup") =>
		database
			.prepare<[], Item>(
				`SELECT type, name, sql FROM ${schema}.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`,
			)
			.all();
	for (const { name } of items("main").filter(({ type }) => type === "table"))
		database.exec(`DROP TABLE main."${name}"`);
	const found = items("backup");
	for (const { name, sql } of found.filter(({ type }) => type === "table")) {
		database.exec(sql);
		const columns = stored(database, name);
		database.exec(`INSERT INTO main."${name}" (${columns}) SELECT ${columns} FROM backup."${name}"`);
	}
	for (const { sql } of found.filter(({ type }) => type !== "table")) database.exec(sql);
	copyHighest(database);
	database.pragma(`user_version = ${database.pragma("backup.user_version", { simple: true })}`);
}

/** Columns that are not computed. */
const stored = (database: Database.Database, table: string): string =>
	database
		.prepare<[string], string>("SELECT name FROM pragma_table_xinfo(?, 'backup') WHERE hidden = 0 ORDER BY cid")
		.pluck()
		.all(table)
		.map((name) => `"${name}"`)
		.join(", ");

/** Numbers are not given twice, also where the backup's last entries are missing. */
function copyHighest(database: Database.Database): void {
	const known = database.prepare("SELECT 1 FROM backup.sqlite_schema WHERE name = 'sqlite_sequence'").get();
	if (!known) return;
	database.exec(
		"DELETE FROM main.sqlite_sequence; INSERT INTO main.sqlite_sequence SELECT * FROM backup.sqlite_sequence",
	);
}
