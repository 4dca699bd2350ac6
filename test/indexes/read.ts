/** Facts of a database as the checks judge them. */
import type { TenancyProfile } from "../../main/contract/index.ts";
import type { Facts } from "../../main/core/indexes/facts.ts";
import { readCatalogue } from "../../main/core/indexes/read/read-facts.ts";
import { readOwnFacts } from "../../main/core/indexes/read-own-facts.ts";
import type { ConnectParams, Session } from "../../main/core/ports.ts";
import { readTenancy } from "../../main/core/tenancy/read-tenancy.ts";
import { onServer } from "../helpers/postgres.ts";

export function readFactsOf(params: ConnectParams, profile?: TenancyProfile): Promise<Facts> {
	return onServer(params, (session) => readIn(session, profile));
}

export async function readIn(session: Session, profile?: TenancyProfile): Promise<Facts> {
	await session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
	try {
		const tenancy = await readTenancy(session, profile);
		const { facts } = await readCatalogue(session, tenancy);
		const own = await readOwnFacts(session, facts, () => performance.now());
		return { ...facts, ...own, use: new Map(), traffic: new Map(), windows: [] };
	} finally {
		await session.execute("ROLLBACK");
	}
}
