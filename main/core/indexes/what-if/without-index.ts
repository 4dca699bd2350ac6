import type { WhatIf } from "../../../contract/indexes.ts";
import { AppError } from "../../errors.ts";
import { quoteIdent } from "../../sql/quote.ts";
import type { IndexesDeps } from "../deps.ts";
import { hide } from "./hypopg.ts";
import { findNamed, type Supposing, supposing } from "./suppose.ts";

/** Errors: NOT_FOUND, REFUSED. */
export function withoutIndex(
	deps: IndexesDeps,
	input: Supposing & { index: string },
	signal?: AbortSignal,
): Promise<WhatIf> {
	return supposing(
		deps,
		input,
		({ facts }) => {
			const index = findNamed(facts.indexes.values(), input.index, "index");
			const table = facts.tables.get(index.table);
			if (!table) throw new AppError("NOT_FOUND", `The table of ${input.index} is not known.`);
			if (!index.valid) throw new AppError("REFUSED", `${input.index} is invalid: no plan uses it as it is.`);
			return {
				table,
				bytes: index.bytes ?? null,
				can: ({ hides }) => hides,
				imagine: async (session, hypopg) => {
					await hide(session, hypopg, index.oid);
					return null;
				},
				change: async (session) => {
					await session.execute(`DROP INDEX pg_temp.${quoteIdent(index.name)}`);
				},
			};
		},
		signal,
	);
}
