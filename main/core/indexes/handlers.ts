import { AppError } from "../errors.ts";
import { procedures } from "../procedures.ts";
import type { IndexesDeps } from "./deps.ts";

const soon = (): never => {
	throw new AppError("REFUSED", "This is not there yet.");
};

export function indexesHandlers(_: IndexesDeps) {
	const own = procedures.indexes;
	return {
		examine: own.examine.handler(soon),
		table: own.table.handler(soon),
		builds: own.builds.handler(soon),
		slow: own.slow.handler(soon),
		history: own.history.handler(soon),
		difference: own.difference.handler(soon),
		withoutIndex: own.withoutIndex.handler(soon),
		withIndex: own.withIndex.handler(soon),
		exact: own.exact.handler(soon),
		migrationFile: own.migrationFile.handler(soon),
	};
}
