import type { ScanTally } from "../../contract/index.ts";
import type { JobContext } from "../jobs.ts";

/** A scan at work. */
export interface Scanning {
	job: JobContext;
	tally: ScanTally;
	/** Ids, in the order in which they are asked as. */
	tenants: readonly string[];
	names: ReadonlyMap<string, string>;
	/** The tally has changed: it is written down soon. */
	kept(): void;
}
