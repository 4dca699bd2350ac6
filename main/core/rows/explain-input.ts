import type { ColumnValue, KeyPart } from "../../contract/index.ts";
import type { errorFacts } from "./attempt.ts";
import type { PlaceInput } from "./place.ts";

/** Which row: one of `key`, `where`, `ctid` for a row that is there, or `row`; and what an UPDATE would set. */
export interface ExplainInput extends PlaceInput {
	key?: KeyPart[] | undefined;
	where?: ColumnValue[] | undefined;
	ctid?: string | undefined;
	row?: ColumnValue[] | undefined;
	set?: ColumnValue[] | undefined;
}

/** What the role found by the same condition. */
export interface Look {
	/** Undefined where the server raised an error. */
	seen: boolean | undefined;
	error?: ReturnType<typeof errorFacts>;
}
