/** How each table is guarded, beside what the last scan of this database saw. */
import type { CoverageResult, CoveredTable, TenancyProfile } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { tenancyOf } from "../tenancy/profile-of.ts";
import { PIECE } from "./pieces.ts";
import { placeOfScans } from "./place.ts";
import { readTargets, type Target, type TargetPolicy } from "./read-targets.ts";
import { readLast } from "./record.ts";

export interface CoverageInput {
	connection: string;
	tenancy?: TenancyProfile | undefined;
}

export async function readCoverage(
	deps: MigrationDeps,
	input: CoverageInput,
	{ live, signal }: { live: ReadonlySet<string>; signal: AbortSignal | undefined },
): Promise<CoverageResult> {
	const { connection } = input;
	const read = await withConnection(
		deps,
		connection,
		signal ? { signal, endsWithSignal: true } : {},
		async (session) => {
			const tenancy = await tenancyOf(deps, session, input);
			const [login] = await session.query<{ name: string; known: string }>(
				"SELECT current_user AS name, (EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = $1))::text AS known",
				[tenancy.profile.role ?? ""],
			);
			const role = login?.known === "true" ? tenancy.profile.role : undefined;
			return { tenancy, role, targets: await readTargets(session, tenancy, role ?? login?.name ?? "") };
		},
	);
	const { tenancy, role, targets } = read;
	const unknown = tenancy.profile.role !== undefined && role === undefined;
	return {
		...(role === undefined ? {} : { role }),
		tables: targets.map(describe),
		problems: [...tenancy.problems, ...(unknown ? [`There is no role ${tenancy.profile.role} here.`] : [])],
		...(await readLast(deps.ports, placeOfScans(deps.connections.settings(connection)), { live, piece: PIECE })),
	};
}

function describe(target: Target): CoveredTable {
	const { label, kind, parent, rls, forced, owner, policies, tenantIndex, readable } = target;
	const of = (command: string): string[] => namesOf(policies, command);
	return {
		...{ table: label, kind, ...(parent === undefined ? {} : { parent }), rls, forced, owner },
		policies: { select: of("r"), insert: of("a"), update: of("w"), delete: of("d") },
		...{ tenantColumn: pathWords(target), tenantIndex, readable },
	};
}

function namesOf(policies: readonly TargetPolicy[], command: string): string[] {
	return policies
		.filter((each) => each.holds && (each.command === command || each.command === "*"))
		.map(({ name }) => name);
}

/** `order_id → sales.orders.account_id` */
function pathWords({ path, tenant }: Target): string {
	const last = path.at(-1);
	if (!last) return tenant.name;
	return `${path.map(({ column }) => column).join(" → ")} → ${last.schema}.${last.table}.${tenant.name}`;
}
