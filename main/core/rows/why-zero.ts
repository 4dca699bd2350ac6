import type { ReadSetting, ZeroRows } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError } from "../errors.ts";
import { quoteIdent } from "../sql/quote.ts";
import { belongsTo } from "../tenancy/tenant-of.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { RowDeps } from "./deps.ts";
import { countsFor } from "./judge.ts";
import { ALIAS } from "./keep-row.ts";
import { atPlace, chooseTenant, type Place, type PlaceInput, tableFacts, takeRole, viewerOf } from "./place.ts";
import { readFully } from "./read-fully.ts";
import { missingPrivileges, readPrivileges } from "./read-privileges.ts";
import { readSettingNames, readSettings } from "./read-settings.ts";
import { readRowSecurity } from "./row-security.ts";
import { zeroCauses } from "./zero-causes.ts";

export interface WhyZeroInput extends PlaceInput {
	atMost?: number | undefined;
}

const AT_MOST = 100_000;
/** Milliseconds that a count may take; then it is not told. */
const COUNT_MS = 8_000;

/** Why a tenant sees nothing in a table: every cause there is, the first to look at first. Errors: NOT_FOUND, BAD_INPUT, REFUSED. */
export function whyZero(deps: RowDeps, input: WhyZeroInput, signal: AbortSignal | undefined): Promise<ZeroRows> {
	const began = deps.ports.clock.monotonic();
	return atPlace(deps, input, { signal }, async (place) => {
		const told = await lookAt(place, input.atMost ?? AT_MOST);
		return { ...told, ms: elapsed(deps.ports.clock, began) };
	});
}

async function lookAt(place: Place, atMost: number): Promise<Omit<ZeroRows, "ms">> {
	const { session, guarded, tenant, table, policies, from } = place;
	await session.query(`SELECT pg_catalog.set_config('statement_timeout', '${COUNT_MS}', true)`);
	const missing = missingPrivileges("SELECT", place, await readPrivileges(place), { found: [], set: undefined });
	const administrator = valueOr(await count(place, atMost), null);
	const condition = guarded && ` WHERE ${belongsTo(guarded, ALIAS, "$1")}`;
	const ofTenant = condition ? valueOr(await count(place, atMost, condition, [tenant.id]), null) : null;
	const names = await readFully(session, () => readSettingNames(session, table.oid, policies));
	const context = await chosen(place);
	await takeRole(place);
	const rowSecurity = await readRowSecurity(session, table);
	const counting = policies.filter(
		(policy) => policy.applies && countsFor(policy, "SELECT") && policy.using !== undefined,
	);
	const reads = counting.flatMap(({ name }) => names.get(name) ?? []);
	const settings: ReadSetting[] = await readSettings(session, reads);
	const seen = await count(place, atMost);
	const counts = { tenant: valueOr(seen, null), administrator, ofTenant };
	return {
		table: tableFacts(place),
		viewer: await viewerOf(place, rowSecurity),
		...{ counts, settings, administratorIsFiltered: !place.adminSeesAll },
		causes: zeroCauses({
			...{ table, from, role: quoteIdent(place.role), tenant, missing, counts, settings, rowSecurity, policies },
			...{ contextError: context, contextKnown: place.tenancy.profile.context !== undefined },
			adminSeesAll: place.adminSeesAll,
			countError: "error" in seen ? seen.error : undefined,
		}),
	};
}

/** What is said against choosing the tenant; undefined where it is chosen. */
async function chosen(place: Place): Promise<string | undefined> {
	await place.session.query("SAVEPOINT bulkhead_context");
	try {
		await chooseTenant(place);
		return undefined;
	} catch (caught) {
		if (!(caught instanceof AppError) || caught.code !== "REFUSED") throw caught;
		await place.session.query("ROLLBACK TO SAVEPOINT bulkhead_context");
		return caught.message;
	}
}

function count(
	{ session, from }: Place,
	atMost: number,
	condition = "",
	values: string[] = [],
): Promise<Attempt<{ rows: number; more: boolean }>> {
	return attempt(session, async () => {
		const [row] = await session.query<{ rows: string }>(
			`SELECT pg_catalog.count(*)::text AS rows FROM (SELECT FROM ${from} AS ${ALIAS}${condition} LIMIT ${atMost + 1}) AS bounded`,
			values,
		);
		const rows = Number(row?.rows ?? 0);
		return { rows: Math.min(rows, atMost), more: rows > atMost };
	});
}

const valueOr = <T, Other>(told: Attempt<T>, other: Other): T | Other => ("value" in told ? told.value : other);
