/** Fixes as the next migration of a folder: forward, rollback, checks. */
import type { DoctorFiles } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import { readCatalog } from "../migrations/catalog.ts";
import { readForeign } from "../migrations/foreign/read-foreign.ts";
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
	const folder = ownFolder(deps, request.connection);
	await notForeign(deps, folder);
	const { migrations } = await readCatalog(deps.ports.files, folder);
	const scene = await withConnection(deps, request.connection, signal ? { signal } : {}, (session) =>
		readScene(deps, session, request),
	);
	const fixed = chooseFixes(allFindings(scene), request.findings);
	const last = migrations.at(-1)?.id ?? "0";
	const id = String(BigInt(last) + 1n).padStart(Math.max(3, last.length), "0");
	const name = `${id}_${request.name ?? nameOf(fixed)}.sql`;
	const files = [
		{ path: name, text: forward(id, fixed) },
		{ path: `rollback/${name}`, text: rollback(id, fixed) },
		{ path: `verify/${name}`, text: verify(id, fixed) },
	];
	if (request.write) await deps.ports.newFiles.create(folder, files);
	return { id, files, folder, written: request.write ?? false };
}

function ownFolder({ connections }: DoctorDeps, connection: string): string {
	const folder = connections.settings(connection).migrations;
	if (folder !== undefined) return folder;
	throw new AppError("REFUSED", "This connection uses the bundled set, which is not added to.", {
		hint: "Name a folder of your own in the connection's settings, or with --migrations DIR. A copy of the bundled one will do.",
	});
}

async function notForeign({ ports }: DoctorDeps, folder: string): Promise<void> {
	const foreign = await readForeign(ports.files, folder);
	if (foreign?.format === undefined) return;
	throw new AppError(
		"REFUSED",
		`The folder is written in the form of ${foreign.format}; its files are for that tool to number.`,
		{
			hint: "Copy the statements into a migration of that tool.",
		},
	);
}

function chooseFixes(all: readonly Finding[], wanted: MigrationFileRequest["findings"]): Fixed[] {
	return wanted.map(({ check, object }) => {
		const finding = all.find((each) => each.check === check && each.object === object);
		if (!finding) {
			throw new AppError("NOT_FOUND", `${check} finds nothing on ${object} any more.`, { hint: "Look again." });
		}
		if (!finding.fix) {
			throw new AppError("REFUSED", `${check} on ${object} has no statement that mends it: ${finding.detail}`, {
				hint: "Leave it out of the file.",
			});
		}
		return { ...finding, fix: finding.fix };
	});
}

function nameOf(fixed: readonly Fixed[]): string {
	const names = new Set(fixed.map(({ check }) => check));
	const [only] = names;
	return names.size === 1 && only ? `close_${only.replaceAll("-", "_")}` : "close_isolation_gaps";
}

/** A comment must not end before its line does, whatever an object is called. */
const comment = (text: string): string => `-- ${text.replaceAll(/[\r\n\u2028\u2029]+/g, " ")}`;

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

function verify(id: string, fixed: readonly Fixed[]): string {
	return [
		comment(`What ${id} promises, read from the catalogue alone. A check holds when it returns no row.`),
		"",
		comment("Names mean PostgreSQL's own, whatever the session's search_path says."),
		"SET LOCAL search_path = pg_catalog, pg_temp;",
		...fixed.flatMap(({ fix }) => ["", comment(`check: ${fix.holds.name}`), `${fix.holds.violations};`]),
		"",
	].join("\n");
}
