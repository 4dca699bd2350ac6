import { AppError, DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import { healthDefects, invalidIndex } from "./health-defects.ts";
import { isolationDefects } from "./isolation-defects.ts";
import { makeWorkshop } from "./workshop.ts";

const planted = [...isolationDefects, ...healthDefects];

/** What `demo --with-defects` plants, each in one sentence. */
export const defectSentences: readonly string[] = [...planted, invalidIndex].map(({ sentence }) => sentence);

const WHOLE = `
SELECT (count(*) = 5)::text AS whole
  FROM unnest(ARRAY['tenants', 'crm_leads', 'pme_analyses', 'usage_events', 'api_keys']) AS name
 WHERE pg_catalog.to_regclass('public.' || name) IS NOT NULL AND pg_catalog.to_regrole('iafactory_app') IS NOT NULL`;

/** Plants them all, anew where some are there. `session`: the superuser's, on the demo's database. REFUSED where migrations were rolled back. */
export async function plantDefects(session: Session): Promise<void> {
	const [row] = await session.query<{ whole: string }>(WHOLE);
	if (row?.whole !== "true") {
		throw new AppError(
			"REFUSED",
			"The faults are planted in tables that are not there any more: migrations were rolled back.",
			{
				hint: "Apply the migrations first, or make the demo anew: `bulkhead demo --reset --with-defects`.",
			},
		);
	}
	await session.execute(`BEGIN; ${[makeWorkshop, ...planted.map(({ sql }) => sql)].join("\n")} COMMIT`);
	await breakIndexBuild(session);
	await session.execute("ANALYZE");
}

async function breakIndexBuild(session: Session): Promise<void> {
	try {
		await session.execute(invalidIndex.sql);
	} catch (caught) {
		if (caught instanceof DatabaseError && caught.sqlstate === invalidIndex.fails) return;
		throw caught;
	}
}
