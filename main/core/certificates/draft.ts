/** What a run tells of itself for its certificate while it goes on. */
import type { CertificateBody, CheckResult, StatementResult } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { MigrationFile } from "../migrations/catalog.ts";
import { tokenHashOf } from "../migrations/statements.ts";
import type { ReadSession, SqlPort } from "../ports.ts";

export type Draft = ReturnType<typeof openDraft>;

type Facts = Pick<CertificateBody, "reason" | "snapshot" | "lost" | "restored" | "barrierLeft">;
type Event = CertificateBody["migrations"][number]["event"];

/** Migrations of a run whose tables are asked for while their locks are held; those of later ones are known by the catalogue alone. */
const LOOKED_AT = 50;

/** Command tags behind which rows may have changed. */
const writes = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "DO", "CALL", "SELECT"]);

/** Tables that this transaction has written to or altered: it holds their locks. */
const WRITTEN = `
SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')
   AND n.nspname NOT IN ('information_schema', 'bulkhead') AND n.nspname !~ '^pg_'`;

export function openDraft(sql: SqlPort) {
	const migrations: CertificateBody["migrations"] = [];
	const checks: CertificateBody["checks"] = [];
	const tables = new Set<string>();
	const facts: Facts = { reason: null, snapshot: null, lost: [], restored: [] };
	let looked = 0;

	const add = async (
		step: MigrationFile,
		event: Event,
		{ ms, statements }: { ms: number; statements: StatementResult[] },
		count: number,
		done: "all" | "stopped" = "all",
	): Promise<void> => {
		migrations.push({
			...{ id: step.id, name: step.name, event, done, sha256: step.forward.checksum },
			...{ tokens: await tokenHashOf(sql, step.forward), ms, statements, statementCount: count },
		});
	};

	return {
		migrations,
		checks,
		tables,
		facts,

		/** A migration is done and committed. */
		add,

		/** What could not run in one transaction stopped midway: something of it is done. Other errors leave nothing. */
		async addStopped(step: MigrationFile, caught: unknown): Promise<void> {
			if (caught instanceof AppError && caught.code === "INTERRUPTED")
				await add(step, "apply", { ms: 0, statements: [] }, 0, "stopped");
		},

		addChecks(verdicts: readonly CheckResult[]): void {
			for (const { migration, name, ok, ms, violationCount: violations } of verdicts)
				checks.push({ migration, name, ok, ms, violations });
		},

		/** Before COMMIT. The statements tell whether rows can have changed. */
		async look(session: ReadSession, statements: readonly StatementResult[]): Promise<void> {
			if (looked >= LOOKED_AT || !statements.some(({ command }) => writes.has(command ?? ""))) return;
			looked += 1;
			for (const { name } of await session.query<{ name: string }>(WRITTEN)) tables.add(name);
		},
	};
}
