import type { AdoptionPreview } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { JobContext } from "../jobs.ts";
import { sentenceOf } from "../preflight/obstacle.ts";
import { findObstacle } from "../preflight/own-session.ts";
import { countVerdicts } from "./check-result.ts";
import { chooseAdoptions, withoutFile } from "./choose-adoptions.ts";
import { checkDeps, loadCatalog, type MigrationDeps } from "./deps.ts";
import { type Evidence, isOnlyHistory, lookUpHistory, reasonsAgainst } from "./look-up-history.ts";
import { readStates } from "./state.ts";
import { weighAdoption } from "./weigh-adoption.ts";

interface PreviewRequest extends Evidence {
	connection: string;
	ids?: string[] | undefined;
}

/** What `adopt` would do with the same choice, and what would stop it. Changes nothing. Errors: as `adopt`. */
export async function previewAdoption(
	deps: MigrationDeps,
	request: PreviewRequest,
	signal: AbortSignal,
): Promise<AdoptionPreview> {
	const catalog = await loadCatalog(deps, request.connection);
	const job: JobContext = { signal, report: () => {} };
	return withConnection(deps, request.connection, { signal }, async (session) => {
		const { obstacle } = await findObstacle(deps, request.connection, session);
		const known = await readStates(session, checkDeps(deps, job), catalog);
		const { found, notes } = await lookUpHistory(session, catalog, request);
		const { ready, skipped } = chooseAdoptions(known, { ids: request.ids, found, only: isOnlyHistory(request) });
		const refusals = [...(obstacle ? [sentenceOf(obstacle)] : []), ...(found ? reasonsAgainst(found) : [])];
		const adopt: AdoptionPreview["adopt"] = [];
		for (const adoption of ready) {
			const { file, entry } = adoption;
			const { checks, failing, history, differences } = await weighAdoption(session, { deps, job, found }, adoption);
			if (!entry && failing.length > 0)
				refusals.push(`The checks of ${file.id} hold no longer: somebody is changing the schema.`);
			adopt.push({ id: file.id, name: file.name, checks: countVerdicts(checks), ...history, differences });
		}
		return {
			...{ adopt, skipped, notes, refusals },
			...(found
				? { history: { tool: found.tool.name, table: found.table.shown, withoutFile: withoutFile(found) } }
				: {}),
		};
	});
}
