import type { LintInput, LintResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import { loadCatalog, type MigrationDeps } from "../migrations/deps.ts";
import { judgeSet } from "./judge-set.ts";
import { Known } from "./known.ts";
import { readLive } from "./read-live.ts";
import { type LintSource, readScript, type SyntaxFault } from "./read-script.ts";
import { toResult } from "./report.ts";
import type { Premises } from "./rule.ts";
import type { Script } from "./script.ts";
import { textSources } from "./text-sources.ts";

/** Reads the files, or the connection's folder, and says what is dangerous in them. BAD_INPUT where neither is given. */
export async function lintFiles(deps: MigrationDeps, input: LintInput, signal: AbortSignal): Promise<LintResult> {
	const scripts: Script[] = [];
	const syntax: SyntaxFault[] = [];
	for (const source of await sourcesOf(deps, input)) {
		const { script, faults } = await readScript(deps.ports.sql, source);
		scripts.push(script);
		syntax.push(...faults);
	}
	const premises: Premises = {
		tenantColumn: input.tenantColumn ?? "tenant_id",
		version: input.serverVersion,
		idempotent: input.idempotent ?? false,
	};
	const set = await withLive(deps, input.connection, { scripts, premises, signal });
	return toResult({ scripts, syntax, ...judgeSet(set) });
}

async function sourcesOf(deps: MigrationDeps, { files, connection, ids, direction }: LintInput): Promise<LintSource[]> {
	if (files) return textSources(files);
	if (connection === undefined) {
		throw new AppError("BAD_INPUT", "Nothing is given to read.", {
			hint: "Give files, or a connection with a folder.",
		});
	}
	const { migrations } = await loadCatalog(deps, connection);
	const unknown = (ids ?? []).filter((id) => !migrations.some((migration) => migration.id === id));
	if (unknown.length > 0) throw new AppError("BAD_INPUT", `There is no migration ${unknown.join(", ")}.`);
	return migrations.flatMap(({ id, forward, rollback }) => {
		const asked = !ids || ids.includes(id);
		const parts = [
			{ ...forward, migration: id, rollback: false, asked: asked && direction !== "rollback" },
			...(rollback ? [{ ...rollback, migration: id, rollback: true, asked: asked && direction !== "apply" }] : []),
		];
		return parts.filter(({ manner }) => !manner?.notSql);
	});
}

interface Reading {
	scripts: Script[];
	premises: Premises;
	signal: AbortSignal;
}

async function withLive(deps: MigrationDeps, connection: string | undefined, { scripts, premises, signal }: Reading) {
	if (connection === undefined) return { scripts, premises, known: new Known() };
	return withConnection(deps, connection, { signal }, async (session) => {
		const { known, role, version } = await readLive(session, deps.ports.sql, scripts);
		return { scripts, known, premises: { ...premises, version: premises.version ?? version, role } };
	});
}
