import { createHash } from "node:crypto";
import type { ConnectionSettings } from "../../contract/index.ts";

/** Of a server's database, whichever connection leads there. */
export function placeOfScans({ host, port, database }: ConnectionSettings): string {
	return createHash("sha256")
		.update(JSON.stringify([host, port, database]))
		.digest("hex");
}
