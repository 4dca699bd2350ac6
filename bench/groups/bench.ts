import type { Client } from "../../main/hosts/local-client.ts";
import type { RunnerPlaces } from "../runners.ts";

/** What every group works with. */
export interface Bench extends RunnerPlaces {
	/** Of a Bulkhead in this process, on the same store as the commands. */
	client: Client;
	quick: boolean;
	/** A line of progress, on standard error. */
	say: (line: string) => void;
}
