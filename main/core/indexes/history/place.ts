import type { IndexesDeps } from "../deps.ts";
import type { Facts } from "../facts.ts";

/** Of a database, whichever node is asked and whichever connection leads there; by its address where the server does not say. */
export function placeOf(
	{ connections }: Pick<IndexesDeps, "connections">,
	connection: string,
	{ system, database }: { system: Facts["system"]; database: Pick<Facts["database"], "oid"> },
): string {
	if (system !== undefined) return `${system}/${database.oid}`;
	const { host, port, database: name } = connections.settings(connection);
	return `${host}:${port}/${name}`;
}
