import type { PrivilegeProblem, PrivilegesResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import { readScript } from "../lint/read-script.ts";
import { loadCatalog, type MigrationDeps } from "../migrations/deps.ts";
import { quoteIdent } from "../sql/quote.ts";
import { judgePlan, type PlannedScript } from "./judge-plan.ts";
import { needsOf } from "./needs.ts";
import { readRelations, readStanding, type Standing } from "./read-rights.ts";
import { World } from "./world.ts";

export interface PrivilegesRequest {
	connection: string;
	direction: "apply" | "rollback";
	ids: string[];
}

/** Who would run these files, and whether that role may; nothing of them is run. BAD_INPUT for an id that the folder has not. */
export async function readPrivileges(
	deps: MigrationDeps,
	request: PrivilegesRequest,
	signal: AbortSignal,
): Promise<PrivilegesResult> {
	const scripts = await readPlanned(deps, request);
	return withConnection(deps, request.connection, { signal }, async (session) => {
		const standing = await readStanding(session);
		const world = new World(standing, await readRelations(session, namesIn(scripts)));
		const judged = judgePlan(scripts, world);
		return { role: standing.role, ...judged, problems: [...ledgerProblem(standing), ...judged.problems] };
	});
}

/** What cannot be read is told by the run, and by lint; here it is passed over. */
async function readPlanned(deps: MigrationDeps, { connection, direction, ids }: PrivilegesRequest) {
	const { migrations } = await loadCatalog(deps, connection);
	const scripts: PlannedScript[] = [];
	for (const id of ids) {
		const found = migrations.find((migration) => migration.id === id);
		if (!found) throw new AppError("BAD_INPUT", `There is no migration ${id}.`);
		const file = direction === "apply" ? found.forward : found.rollback;
		if (!file || file.manner?.notSql) continue;
		const source = { ...file, rollback: direction === "rollback", asked: true };
		scripts.push({ migration: id, script: (await readScript(deps.ports.sql, source)).script });
	}
	return scripts;
}

function namesIn(scripts: readonly PlannedScript[]): Set<string> {
	const names = new Set<string>();
	for (const { script } of scripts) {
		for (const { statement } of script.units) {
			for (const { need } of needsOf(statement)) {
				if ("of" in need) names.add(need.of.name);
				if (need.need === "create-in" && need.beside) names.add(need.beside.name);
			}
		}
	}
	return names;
}

/** Without its entry in the ledger no migration is committed. */
function ledgerProblem({ role, ledger, database }: Standing): PrivilegeProblem[] {
	if (role.superuser) return [];
	if (ledger === undefined && !role.createSchemas) {
		return [
			{
				certainty: "fails",
				message: `Bulkhead's ledger is a schema in this database, and ${role.name} may not make one.`,
				next: `As ${role.databaseOwner}: GRANT CREATE ON DATABASE ${quoteIdent(database)} TO ${quoteIdent(role.name)}; once is enough.`,
			},
		];
	}
	if (ledger !== false) return [];
	return [
		{
			certainty: "fails",
			table: "bulkhead.events",
			message: `${role.name} may not write into Bulkhead's ledger, which another role has made.`,
			next: "Connect as the role that ran the first migration, or as a member of it.",
		},
	];
}
