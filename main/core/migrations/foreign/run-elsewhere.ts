import type { Session } from "../../ports.ts";
import type { Catalog, MigrationFile } from "../catalog.ts";
import { readHistories } from "./read-histories.ts";

/** Migrations that are named in a sentence. */
const SHOWN = 5;

/**
 * Why migrations of another tool's folder must not run: the tool's own history says that it has run them. One that inserts rows would
 * do it twice, and nothing in the database would object.
 */
export async function runElsewhere(
	session: Session,
	catalog: Catalog,
	steps: readonly MigrationFile[],
): Promise<string[]> {
	if (!catalog.format || steps.length === 0) return [];
	const { histories } = await readHistories(session, catalog, { from: catalog.format });
	return histories.flatMap(({ history, table, tool }) => {
		const ids = steps.filter((step) => history.entryOf(step, catalog.migrations)).map(({ id }) => id);
		if (ids.length === 0) return [];
		const shown = ids.length > SHOWN ? `${ids[0]} to ${ids.at(-1)}` : ids.join(", ");
		return [
			`${table.shown} says that ${tool.title} has run ${shown}: record ${ids.length === 1 ? "it" : "them"} with \`bulkhead adopt\` first.`,
		];
	});
}
