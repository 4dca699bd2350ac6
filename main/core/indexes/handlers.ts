import { withConnection } from "../connections/with-connection.ts";
import { procedures } from "../procedures.ts";
import { readExact } from "./bloat/read-exact.ts";
import { compareMoments, readHistory } from "./compare-moments.ts";
import type { IndexesDeps } from "./deps.ts";
import { describeTable } from "./describe-table.ts";
import { examine } from "./examine.ts";
import { makeMigrationFile } from "./migration-file.ts";
import { readBuilds } from "./read-builds.ts";
import { readSlowness } from "./read-slowness.ts";
import { withIndex } from "./what-if/with-index.ts";
import { withoutIndex } from "./what-if/without-index.ts";

export function indexesHandlers(deps: IndexesDeps) {
	const own = procedures.indexes;
	return {
		examine: own.examine.handler(({ input, signal }) => examine(deps, input, signal)),
		table: own.table.handler(({ input, signal }) => describeTable(deps, input, signal)),
		builds: own.builds.handler(({ input, signal }) =>
			withConnection(deps, input.connection, signal ? { signal, endsWithSignal: true } : {}, readBuilds),
		),
		slow: own.slow.handler(({ input, signal }) => readSlowness(deps, input, signal)),
		history: own.history.handler(({ input, signal }) => readHistory(deps, input.connection, signal)),
		difference: own.difference.handler(({ input, signal }) => compareMoments(deps, input, signal)),
		withoutIndex: own.withoutIndex.handler(({ input, signal }) => withoutIndex(deps, input, signal)),
		withIndex: own.withIndex.handler(({ input, signal }) => withIndex(deps, input, signal)),
		exact: own.exact.handler(({ input, signal }) => readExact(deps, input, signal)),
		migrationFile: own.migrationFile.handler(({ input, signal }) => makeMigrationFile(deps, input, signal)),
	};
}
