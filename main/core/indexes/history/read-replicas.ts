/** Counters of other nodes of the same cluster, by the connections that were named. */
import { withConnection } from "../../connections/with-connection.ts";
import { toAppError } from "../../errors.ts";
import type { LookSession } from "../../ports.ts";
import type { IndexesDeps } from "../deps.ts";
import { quoted } from "../read/print-index.ts";
import { COUNTERS, server } from "../read/queries.ts";
import { eachRow, is, maybe, number, text } from "../read/read-rows.ts";
import type { Counters } from "./moments.ts";
import type { Node } from "./windows.ts";

export interface Replicas {
	nodes: Node[];
	/** Those that could not be asked, and why. */
	problems: string[];
	unseen: string[];
}

const BEGIN =
	"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '15s'";

export async function readReplicas(
	deps: IndexesDeps,
	{ replicas, system, database }: { replicas: readonly string[]; system: string | undefined; database: string },
	signal: AbortSignal | undefined,
): Promise<Replicas> {
	const told: Replicas = { nodes: [], problems: [], unseen: [] };
	for (const id of replicas) {
		const name = nodeOf(deps, id);
		try {
			const read = await withConnection(deps, id, signal ? { signal, endsWithSignal: true } : {}, (session) =>
				readNode(session, name),
			);
			if (read.system !== undefined && read.system === system && read.database === database) told.nodes.push(read.node);
			else {
				told.unseen.push(name);
				told.problems.push(`${name} ${whyNot(read, system)}: its scans are not added.`);
			}
		} catch (caught) {
			if (signal?.aborted) throw caught;
			told.unseen.push(name);
			told.problems.push(`${name} could not be asked: ${toAppError(caught).message}`);
		}
	}
	return told;
}

function whyNot(read: { system: string | undefined }, system: string | undefined): string {
	if (read.system === undefined || system === undefined) return "does not say which cluster it belongs to";
	return read.system === system ? "is another database of the same cluster" : "belongs to another cluster";
}

/** As it is told, and as the history knows it. */
export function nodeOf({ connections }: Pick<IndexesDeps, "connections">, id: string): string {
	const { host, port } = connections.settings(id);
	return `${host}:${port}`;
}

async function readNode(session: LookSession & { execute(sql: string): Promise<unknown> }, node: string) {
	await session.execute(BEGIN);
	try {
		const [row] = await session.query(server(session.serverVersion));
		if (!row) throw new Error("the server does not say what database this is");
		const counters: Counters = {};
		await eachRow(session, COUNTERS, [], (each) => {
			counters[`${quoted(text(each, "schema"))}.${quoted(text(each, "name"))}`] = [
				number(each, "scans"),
				number(each, "rows"),
			];
		});
		const kept: Node = {
			node,
			role: is(row, "standby") ? "standby" : "primary",
			...{ reset: maybe(row, "reset"), allReset: maybe(row, "allReset"), timeline: maybe(row, "timeline") },
			counters,
		};
		return { node: kept, system: maybe(row, "system"), database: text(row, "oid") };
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}
