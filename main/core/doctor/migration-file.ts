/** Fixes as the next migration of a folder: forward, rollback, checks. */
import type { DoctorFiles } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { chooseFixes, comment, nextMigration, verifyFile } from "../migrations/write-next.ts";
import type { Finding, Fix } from "./check.ts";
import type { DoctorDeps } from "./deps.ts";
import { allFindings, type Look, readScene } from "./examine.ts";

export interface MigrationFileRequest extends Look {
	findings: { check: string; object: string }[];
	name?: string | undefined;
	write?: boolean | undefined;
}

interface Fixed extends Finding {
	fix: Fix;
}

export async function makeMigrationFile(
	deps: DoctorDeps,
	request: MigrationFileRequest,
	signal?: AbortSignal,
): Promise<DoctorFiles> {
	const { folder, id } = await nextMigration(deps, request.connection);
	const scene = await withConnection(deps, request.connection, signal ? { signal } : {}, (session) =>
		readScene(deps, session, request),
	);
	const fixed = chooseFixes(allFindings(scene), request.findings);
	const name = `${id}_${request.name ?? nameOf(fixed)}.sql`;
	const holds = fixed.map(({ fix }) => fix.holds);
	const files = [
		{ path: name, text: forward(id, fixed) },
		{ path: `rollback/${name}`, text: rollback(id, fixed) },
		{ path: `verify/${name}`, text: verifyFile(id, holds) },
	];
	if (request.write) await deps.ports.newFiles.create(folder, files);
	return { id, files, folder, written: request.write ?? false };
}

function nameOf(fixed: readonly Fixed[]): string {
	const names = new Set(fixed.map(({ check }) => check));
	const [only] = names;
	return names.size === 1 && only ? `close_${only.replaceAll("-", "_")}` : "close_isolation_gaps";
}

function forward(id: string, fixed: readonly Fixed[]): string {
	return [
		comment(`${id}: closes ways around row security that the doctor has found. Running this again changes nothing.`),
		...fixed.flatMap(({ object, detail, fix }) => [
			"",
			comment(`${object}: ${detail}`),
			comment(`Locks: ${fix.lock}`),
			comment(`Risk: ${fix.risk}`),
			fix.sql,
		]),
		"",
	].join("\n");
}

function rollback(id: string, fixed: readonly Fixed[]): string {
	return [
		comment(`Undoes ${id}: what it closed is open again. No row is lost.`),
		...fixed.toReversed().flatMap(({ object, fix }) => ["", comment(object), fix.undo]),
		"",
	].join("\n");
}
