/** Fixes as the next migration of a folder: forward, rollback, checks. */
import type { Connections } from "../connections/registry.ts";
import { AppError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { readCatalog } from "./catalog.ts";
import { readForeign } from "./foreign/read-foreign.ts";

/** Where the next file goes, and what number it has. */
export interface NextMigration {
	folder: string;
	id: string;
}

interface Deps {
	ports: Pick<Ports, "files">;
	connections: Pick<Connections, "settings">;
}

/** Errors: REFUSED for the bundled set, and for a folder that another tool numbers. */
export async function nextMigration(deps: Deps, connection: string): Promise<NextMigration> {
	const folder = ownFolder(deps, connection);
	await notForeign(deps, folder);
	const { migrations } = await readCatalog(deps.ports.files, folder);
	const last = migrations.at(-1)?.id ?? "0";
	return { folder, id: String(BigInt(last) + 1n).padStart(Math.max(3, last.length), "0") };
}

function ownFolder({ connections }: Deps, connection: string): string {
	const folder = connections.settings(connection).migrations;
	if (folder !== undefined) return folder;
	throw new AppError("REFUSED", "This connection uses the bundled set, which is not added to.", {
		hint: "Name a folder of your own in the connection's settings, or with --migrations DIR. A copy of the bundled one will do.",
	});
}

async function notForeign({ ports }: Deps, folder: string): Promise<void> {
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

interface Fixable {
	check: string;
	object: string;
	detail: string;
}

/** The findings that were named, each with its fix. Errors: NOT_FOUND for one that is gone, REFUSED for one without a statement. */
export function chooseFixes<Finding extends Fixable & { fix?: unknown }>(
	all: readonly Finding[],
	wanted: readonly { check: string; object: string }[],
): (Finding & { fix: NonNullable<Finding["fix"]> })[] {
	return wanted.map(({ check, object }) => {
		const finding = all.find((each) => each.check === check && each.object === object);
		if (!finding) {
			throw new AppError("NOT_FOUND", `${check} finds nothing on ${object} any more.`, { hint: "Look again." });
		}
		const { fix } = finding;
		if (fix === undefined || fix === null) {
			throw new AppError("REFUSED", `${check} on ${object} has no statement that mends it: ${finding.detail}`, {
				hint: "Leave it out of the file.",
			});
		}
		return { ...finding, fix: fix as NonNullable<Finding["fix"]> };
	});
}

/** A comment must not end before its line does, whatever an object is called. */
export const comment = (text: string): string => `-- ${text.replaceAll(/[\r\n\u2028\u2029]+/g, " ")}`;

/** What a migration promises, read from the catalogue alone. */
export function verifyFile(id: string, holds: readonly { name: string; violations: string }[]): string {
	return [
		comment(`What ${id} promises, read from the catalogue alone. A check holds when it returns no row.`),
		"",
		comment("Names mean PostgreSQL's own, whatever the session's search_path says."),
		"SET LOCAL search_path = pg_catalog, pg_temp;",
		...holds.flatMap(({ name, violations }) => ["", comment(`check: ${name}`), `${violations};`]),
		"",
	].join("\n");
}
