import type { Catalog } from "../migrations/catalog.ts";
import { loadCatalog } from "../migrations/deps.ts";
import type { FleetDeps } from "./deps.ts";

/** Reads each folder once, however many connections use it. */
export function readingOnce(deps: FleetDeps): (connection: string) => Promise<Catalog> {
	const read = new Map<string, Promise<Catalog>>();
	return (connection) => {
		const folder = deps.connections.settings(connection).migrations ?? "";
		const known = read.get(folder);
		if (known) return known;
		const reading = loadCatalog(deps, connection);
		// Each target of a bad folder says so itself.
		reading.catch(() => {});
		read.set(folder, reading);
		return reading;
	};
}
