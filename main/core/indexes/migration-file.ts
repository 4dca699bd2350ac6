/** The fixes of some findings as the next migration. What PostgreSQL takes in no transaction is run statement by statement by the engine. */
import type { IndexFiles } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { chooseFixes, comment, nextMigration, verifyFile } from "../migrations/write-next.ts";
import type { Named } from "./agree.ts";
import type { Fix } from "./check.ts";
import type { IndexesDeps } from "./deps.ts";
import { judge } from "./judge.ts";
import { type Look, look } from "./look.ts";

export interface MigrationFileRequest extends Look {
	findings: { check: string; object: string }[];
	name?: string | undefined;
	write?: boolean | undefined;
}

interface Fixed extends Named {
	fix: Fix;
}

export async function makeMigrationFile(
	deps: IndexesDeps,
	request: MigrationFileRequest,
	signal?: AbortSignal,
): Promise<IndexFiles> {
	const { folder, id } = await nextMigration(deps, request.connection);
	const { facts } = await look(deps, request, signal);
	const fixed = chooseFixes(judge(facts).found, request.findings);
	const [byHand] = fixed.filter(({ fix }) => fix.byHand !== undefined);
	if (byHand) {
		throw new AppError("REFUSED", `${byHand.check} on ${byHand.object} is for a person to do: ${byHand.fix.byHand}`, {
			hint: "Leave it out of the file.",
		});
	}
	const name = `${id}_${request.name ?? nameOf(fixed)}.sql`;
	// Two findings may be mended by one statement.
	const once = [...new Map(fixed.map((each) => [each.fix.sql, each])).values()];
	const files = [
		{ path: name, text: forward(id, once) },
		{ path: `rollback/${name}`, text: rollback(id, once) },
		{ path: `verify/${name}`, text: verifyFile(id, distinct(fixed.map(({ fix }) => fix.holds))) },
	];
	if (request.write) await deps.ports.newFiles.create(folder, files);
	return { id, files, folder, written: request.write ?? false };
}

/** Two checks of one name would be one check. */
function distinct(holds: readonly Fix["holds"][]): Fix["holds"][] {
	return [...new Map(holds.map((each) => [each.name, each])).values()];
}

function nameOf(fixed: readonly Fixed[]): string {
	const names = new Set(fixed.map(({ check }) => check));
	const [only] = names;
	return names.size === 1 && only ? `mend_${only.replaceAll("-", "_")}` : "mend_indexes";
}

function forward(id: string, fixed: readonly Fixed[]): string {
	return [
		comment(`${id}: mends what \`bulkhead indexes\` has found.`),
		...fixed.flatMap(({ object, detail, fix }) => [
			"",
			comment(`${object}: ${detail}`),
			comment(`Locks: ${fix.lock}`),
			comment(`Cost: ${fix.cost}`),
			fix.sql,
		]),
		"",
	].join("\n");
}

/** A rollback is one transaction, which takes no CONCURRENTLY. */
const together = (undo: string): string =>
	undo.replace(/^(CREATE (?:UNIQUE )?INDEX|DROP INDEX|REINDEX INDEX) CONCURRENTLY /, "$1 ");

function rollback(id: string, fixed: readonly Fixed[]): string {
	const undone = fixed.toReversed().filter(({ fix }) => fix.undo !== "");
	return [
		comment(`Undoes ${id}. No row is lost. It is one transaction: writers of the tables wait while an index is made.`),
		...(undone.length === 0 ? ["", comment("Nothing has to be undone."), "SELECT 1;"] : []),
		...undone.flatMap(({ object, fix }) => ["", comment(object), together(fix.undo)]),
		"",
	].join("\n");
}
