import type { LintInput, LintResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import { loadCatalog, type MigrationDeps } from "../migrations/deps.ts";
import { judgeSet } from "./judge-set.ts";
import { Known } from "./known.ts";
import { readLive } from "./read-live.ts";
import { readScript, type SyntaxFault } from "./read-script.ts";
import { toResult } from "./report.ts";
import type { Premises } from "./rule.ts";
import type { Script } from "./script.ts";

/** Reads the files, or the connection's folder, and says what is dangerous in them. BAD_INPUT where neither is given. */
export async function lintFiles(deps: MigrationDeps, input: LintInput, signal: AbortSignal): Promise<LintResult> {
	const { files, shown } = await filesOf(deps, input);
	const scripts: Script[] = [];
	const syntax: SyntaxFault[] = [];
	for (const file of files) {
		const { script, faults } = await readScript(deps.ports.sql, file);
		scripts.push(script);
		syntax.push(...faults);
	}
	const premises: Premises = {
		tenantColumn: input.tenantColumn ?? "tenant_id",
		version: input.serverVersion,
		idempotent: input.idempotent ?? false,
	};
	const set = await withLive(deps, input.connection, { scripts, premises, signal });
	const judged = judgeSet(set);
	const result = toResult({ scripts, syntax, ...judged });
	return {
		findings: result.findings.filter(({ file }) => shown.has(file)),
		waived: result.waived.filter(({ file }) => shown.has(file)),
	};
}

type LintFiles = NonNullable<LintInput["files"]>;

/** The files to read, and which of them are asked about. */
async function filesOf(deps: MigrationDeps, input: LintInput): Promise<{ files: LintFiles; shown: Set<string> }> {
	const { files, connection, ids } = input;
	if (files) return { files, shown: new Set(files.map(({ file }) => file)) };
	if (connection === undefined) {
		throw new AppError("BAD_INPUT", "Nothing is given to read.", {
			hint: "Give files, or a connection with a folder.",
		});
	}
	const { migrations } = await loadCatalog(deps, connection);
	const unknown = (ids ?? []).filter((id) => !migrations.some((migration) => migration.id === id));
	if (unknown.length > 0) throw new AppError("BAD_INPUT", `There is no migration ${unknown.join(", ")}.`);
	const parts = migrations.map(({ id, forward, rollback }) => ({
		id,
		sources: rollback ? [forward, rollback] : [forward],
	}));
	const asked = parts.filter(({ id }) => !ids || ids.includes(id));
	const all = parts.flatMap(({ sources }) => sources).map(({ path, text = "" }) => ({ file: path, text }));
	return { files: all, shown: new Set(asked.flatMap(({ sources }) => sources.map(({ path }) => path))) };
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
