/**
 * Before a policy is offered anew it is shown to let the same rows through: both forms are asked, as the application's role, for each of some
 * tenants, of rows of each of many tenants and of nobody. What a policy asks is a matter of the tenant alone, or it is not offered.
 */
import { DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import type { Tenancy } from "../../tenancy/model.ts";
import { castName } from "../../tenancy/tenant-type.ts";
import { voidingArms } from "./or-arms.ts";
import { type PolicyFact, type Probe, policyKey, type Rewrite } from "./plan-facts.ts";
import type { Known } from "./probe-tables.ts";
import { type Draft, draftRewrite } from "./rewrite-policy.ts";
import { anyTenant, asApplication, someTenants } from "./take-part.ts";

/** Tenants that look, and tenants whose rows are looked at. */
const LOOKING = 3;
const SEEN = 50;
/** Shapes of policies that are compared in one look: most tables share theirs. */
const SHAPES = 50;

export interface Offer {
	policies: ReadonlyMap<string, PolicyFact[]>;
	probes: ReadonlyMap<string, Probe>;
	role: string;
}

interface Wanted {
	key: string;
	draft: Draft;
	/** The tenant's column and its type. */
	column: string;
	type: string;
	/** The table as sub-selects of the policy call it. */
	table: string;
}

/** By `policyKey`, for the policies of tables whose index the plan does not reach. */
export async function offerRewrites(session: Session, known: Known, offer: Offer): Promise<Map<string, Rewrite>> {
	const wanted = [...offer.probes].flatMap(([oid, { outcome }]) =>
		outcome === "reached" ? [] : draftsOf(known, offer, oid),
	);
	if (wanted.length === 0) return new Map();
	const { tenancy } = known;
	const seen = await someTenants(session, tenancy, SEEN);
	const shapes = new Map<string, Promise<Pick<Rewrite, "verified" | "refused">>>();
	const rewrites = new Map<string, Rewrite>();
	for (const each of wanted) {
		const { draft, column, type, key } = each;
		const shape = JSON.stringify([draft.before, draft.after, column, type]);
		const compared =
			shapes.get(shape) ??
			(shapes.size < SHAPES ? compare(session, { tenancy, role: offer.role, seen, wanted: each }) : tooMany());
		shapes.set(shape, compared);
		rewrites.set(key, { sql: draft.sql, undo: draft.undo, cost: draft.cost, still: draft.still, ...(await compared) });
	}
	return rewrites;
}

const tooMany = async (): Promise<{ refused: string }> => ({
	refused: `Only ${SHAPES} different policies are compared in one look.`,
});

function draftsOf({ tables, guarded, tenancy }: Known, { policies }: Offer, oid: string): Wanted[] {
	const table = tables.get(oid);
	const own = guarded.get(oid);
	const of = policies.get(oid) ?? [];
	if (!table || !own) return [];
	const around = { table, guarded: own, policies: of, tenants: tenancy.tenants, support: supportOf(policies) };
	const guilty = new Set(voidingArms(table, of).map(({ policy }) => policy));
	return [...guilty].flatMap((policy) => {
		const draft = draftRewrite(policy, around);
		if (!draft) return [];
		return {
			key: policyKey(oid, policy.name),
			draft,
			column: own.tenant.name,
			type: castName(own.tenant.type),
			table: table.name,
		};
	});
}

/** Roles that policies of this database are for, and that the application is not. */
const supportOf = (policies: Offer["policies"]): string[] => [
	...new Set(
		[...policies.values()]
			.flat()
			.filter(({ counts, permissive }) => !counts && permissive)
			.flatMap(({ roles }) => roles)
			.filter((role) => !role.startsWith("bulkhead_")),
	),
];

interface Comparison {
	tenancy: Tenancy;
	role: string;
	seen: readonly string[];
	wanted: Wanted;
}

async function compare(
	session: Session,
	{ tenancy, role, seen, wanted }: Comparison,
): Promise<Pick<Rewrite, "verified" | "refused">> {
	const { draft, column, type, table } = wanted;
	const rows = seen.length > 0 ? seen : [anyTenant(tenancy)];
	const looking = rows.slice(0, LOOKING);
	const sql = `
SELECT pg_catalog.count(*) FILTER (WHERE (${draft.before}) IS TRUE AND (${draft.after}) IS NOT TRUE)::text AS lost,
       pg_catalog.count(*) FILTER (WHERE (${draft.after}) IS TRUE AND (${draft.before}) IS NOT TRUE)::text AS gained
  FROM (SELECT x::${type} AS ${quoteIdent(column)} FROM pg_catalog.json_array_elements_text($1::json) AS x
        UNION ALL SELECT NULL::${type}) AS ${quoteIdent(table)}`;
	for (const tenant of looking) {
		try {
			const told = await asApplication(session, { tenancy, role, tenant, asTenant: true }, () =>
				session.query<Record<"lost" | "gained", string>>(sql, [JSON.stringify(rows)]),
			);
			if ("reason" in told) return { refused: told.reason };
			const [row] = told.done;
			if (row?.lost !== "0" || row.gained !== "0")
				return { refused: `A tenant would lose ${row?.lost} and gain ${row?.gained} of ${rows.length + 1} rows.` };
		} catch (caught) {
			if (!(caught instanceof DatabaseError)) throw caught;
			return { refused: `Whether it lets the same rows through cannot be asked: ${caught.message}` };
		}
	}
	return {
		verified: `the same rows for ${looking.length} tenants, asked of ${rows.length} tenants' rows and of nobody's`,
	};
}
