/** Whom the tables are asked as: those that were named, or those that the database lists, or whose rows there are. */
import type { NotEvaluated } from "../../contract/index.ts";
import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { asSupport, inSavepoint } from "../tenancy/as-support.ts";
import { findKnownTenant } from "../tenancy/find-known-tenant.ts";
import type { Tenancy } from "../tenancy/model.ts";
import { seesAll } from "./sees-all.ts";

export interface ChosenTenants {
	ids: string[];
	names: ReadonlyMap<string, string>;
	/** How many there are. */
	there: number;
	/** Why they may not be all. */
	missed: NotEvaluated[];
}

export interface Choice {
	/** Ids or slugs. */
	tenants?: readonly string[] | undefined;
	sample?: number | undefined;
}

/** For a session that is in no transaction. Errors: NOT_FOUND for a tenant that was named and is not there. */
export async function chooseTenants(session: Session, tenancy: Tenancy, choice: Choice): Promise<ChosenTenants> {
	await session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
	try {
		return await choose(session, tenancy, choice);
	} finally {
		await session.execute("ROLLBACK");
	}
}

async function choose(session: Session, tenancy: Tenancy, choice: Choice): Promise<ChosenTenants> {
	if (choice.tenants) return chooseNamed(session, tenancy, choice.tenants);
	const listed = tenancy.tenants ? await readListed(session, tenancy) : await readFromRows(session, tenancy);
	return { ...listed, ids: choice.sample === undefined ? listed.ids : listed.ids.slice(0, choice.sample) };
}

async function chooseNamed(session: Session, tenancy: Tenancy, wanted: readonly string[]): Promise<ChosenTenants> {
	const names = new Map<string, string>();
	for (const each of wanted) {
		const { id, name } = await findKnownTenant(session, tenancy, each);
		names.set(id, name ?? "");
	}
	const ids = [...names.keys()];
	return { ids, names: new Map([...names].filter(([, name]) => name !== "")), there: ids.length, missed: [] };
}

/** Spread over all, and each time the same: a sample is the beginning of it. */
const spread = (id: string): string =>
	`pg_catalog.hashtextextended(${id} COLLATE pg_catalog."C", 0), ${id} COLLATE pg_catalog."C"`;

async function readListed(session: Session, tenancy: Tenancy): Promise<ChosenTenants> {
	const { tenants } = tenancy;
	if (!tenants) return nobody("No table of tenants is known.");
	const label = `${tenants.schema}.${tenants.name}`;
	const { id, columns } = tenants;
	const key = `t.${quoteIdent(id.name)}::pg_catalog.text`;
	const name = columns.name === undefined ? "NULL" : `t.${quoteIdent(columns.name)}::pg_catalog.text`;
	try {
		const { rows, all } = await asSupport(session, tenancy, async (support) => ({
			all: await support.seesAll(),
			rows: await session.query<{ id: string; name: string | null }>(
				`SELECT ${key} AS id, pg_catalog.left(${name}, 200) AS name FROM ${quoteQualified(tenants.schema, tenants.name)} AS t
				  WHERE t.${quoteIdent(id.name)} IS NOT NULL ORDER BY ${spread(key)}`,
			),
		}));
		const part = `This login sees only a part of ${label}: row-level security holds it. Which tenants there are is not known.`;
		return {
			ids: rows.map((row) => row.id),
			names: new Map(rows.flatMap((row) => (row.name === null ? [] : [[row.id, row.name] as const]))),
			...{ there: rows.length, missed: all ? [] : [whole(part)] },
		};
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return nobody(`The tenants cannot be read from ${label}: ${caught.message}`);
	}
}

/** Where nothing lists them, they are those that have rows. */
async function readFromRows(session: Session, { tables }: Tenancy): Promise<ChosenTenants> {
	const ids = new Set<string>();
	const missed: NotEvaluated[] = [];
	const asked = tables.filter(
		({ kind, path, parent }) => (kind === "r" || kind === "p") && path.length === 0 && !parent,
	);
	for (const { oid, schema, name, tenant } of asked) {
		try {
			if (!(await seesAll(session, oid))) {
				missed.push(whole(`Nothing lists the tenants, and row-level security holds this login on ${schema}.${name}.`));
				continue;
			}
			const rows = await inSavepoint(session, () =>
				session.query<{ id: string }>(
					`SELECT DISTINCT ${quoteIdent(tenant.name)}::pg_catalog.text AS id FROM ${quoteQualified(schema, name)}
					  WHERE ${quoteIdent(tenant.name)} IS NOT NULL`,
				),
			);
			for (const { id } of rows) ids.add(id);
		} catch (caught) {
			if (!(caught instanceof DatabaseError)) throw caught;
			missed.push(
				whole(`Nothing lists the tenants, and they cannot be read from ${schema}.${name}: ${caught.message}`),
			);
		}
	}
	const rows = await session.query<{ id: string }>(
		`SELECT x.id FROM pg_catalog.json_array_elements_text($1::json) AS x (id) ORDER BY ${spread("x.id")}`,
		[JSON.stringify([...ids])],
	);
	return { ids: rows.map(({ id }) => id), names: new Map(), there: ids.size, missed };
}

/** Of all tables and tenants. */
export const whole = (reason: string): NotEvaluated => ({ tenants: 0, reason });

const nobody = (reason: string): ChosenTenants => ({ ids: [], names: new Map(), there: 0, missed: [whole(reason)] });
