/** One look at a database's indexes: everything read in one transaction, then judged. */
import type { IndexWindow, TenancyProfile } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { tenancyOf } from "../tenancy/profile-of.ts";
import type { IndexesDeps } from "./deps.ts";
import type { Facts } from "./facts.ts";
import { countersOf, countersOfNode, definitionsOf, listMoments, type Moment } from "./history/moments.ts";
import { placeOf } from "./history/place.ts";
import { nodeOf, readReplicas } from "./history/read-replicas.ts";
import { measure, measureTraffic, type Node, type Past } from "./history/windows.ts";
import { type ReadCatalogue, readCatalogue } from "./read/read-facts.ts";
import { readOwnFacts } from "./read-own-facts.ts";

export interface Look {
	connection: string;
	tenancy?: TenancyProfile | undefined;
	replicas?: readonly string[] | undefined;
}

export interface Looked extends Pick<ReadCatalogue, "sight" | "locked"> {
	facts: Facts;
	nodes: Node[];
	windows: IndexWindow[];
	firstSeen: Map<string, string>;
	place: string;
	moments: Moment[];
	/** ISO, of the server's clock. */
	now: string;
	problems: string[];
}

const BEGIN =
	"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '15s'; SET LOCAL row_security = on; SET LOCAL jit = off";

/** Whoever took a lock between our looking at the locks and our reading, and what went away meanwhile. */
const AGAIN: ReadonlySet<string> = new Set(["55P03", "XX000", "42P01", "42704"]);
const TRIES = 3;

export async function look(deps: IndexesDeps, request: Look, signal?: AbortSignal): Promise<Looked> {
	const read = await withConnection(
		deps,
		request.connection,
		signal ? { signal, endsWithSignal: true } : {},
		(session) => readAll(deps, session, request),
	);
	return judgeUse(deps, request, read, signal);
}

type Read = ReadCatalogue & Pick<Facts, "plans" | "sizes" | "upkeep">;

export async function readAll(deps: IndexesDeps, session: Session, request: Look): Promise<Read> {
	for (let tries = 1; ; tries += 1) {
		await session.execute(BEGIN);
		try {
			const tenancy = await tenancyOf(deps, session, request);
			await session.query("SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)");
			const catalogue = await readCatalogue(session, tenancy);
			return { ...catalogue, ...(await readOwnFacts(session, catalogue.facts, () => deps.ports.clock.monotonic())) };
		} catch (caught) {
			if (tries === TRIES || !(caught instanceof DatabaseError) || !AGAIN.has(caught.sqlstate)) throw caught;
		} finally {
			await session.execute("ROLLBACK").catch(() => {});
		}
	}
}

/** Adds what other nodes and the history know. */
async function judgeUse(deps: IndexesDeps, request: Look, read: Read, signal?: AbortSignal): Promise<Looked> {
	const { facts: found, node, sight, locked, plans, sizes, upkeep } = read;
	const replicas = request.replicas ?? [];
	const asked = { replicas, system: found.system, database: found.database.oid };
	const others = await readReplicas(deps, asked, signal);
	const history = deps.ports.store.indexHistory;
	const place = placeOf(deps, request.connection, found);
	const moments = listMoments(history, place);
	const own: Node = {
		node: nodeOf(deps, request.connection),
		role: found.standby ? "standby" : "primary",
		...{ reset: node.reset, allReset: node.allReset, timeline: node.timeline },
		counters: countersOfNode(found),
	};
	const nodes = [own, ...others.nodes];
	const past: Past = {
		moments,
		counters: (id) => countersOf(history, id),
		definitions: (id) => definitionsOf(history, id),
	};
	const unseen = [...others.unseen, ...unasked(found.standby, node.standbys, others.nodes)];
	const measured = measure(found, { nodes, past, now: node.now, unseen });
	const facts: Facts = {
		...found,
		...{ plans, sizes, upkeep, use: measured.use, windows: measured.windows, traffic: new Map() },
	};
	facts.traffic = measureTraffic(facts, own, past, node.now);
	const sightOfNodes = {
		what: "scans of every node",
		seen: unseen.length === 0,
		...(unseen.length === 0 ? {} : { cure: `Name connections to ${unseen.join(", ")}: --replica NAME.` }),
	};
	return {
		...{ facts, nodes, windows: measured.windows, firstSeen: measured.firstSeen, place, moments, locked },
		...{ now: node.now, sight: [...sight, sightOfNodes], problems: others.problems },
	};
}

/** Nodes that are known to be there, and that no connection was named for. */
function unasked(standby: boolean, standbys: number, nodes: readonly Node[]): string[] {
	if (standby) return nodes.some(({ role }) => role === "primary") ? [] : ["the primary"];
	const missing = standbys - nodes.filter(({ role }) => role === "standby").length;
	return missing > 0 ? [missing === 1 ? "a standby" : `${missing} standbys`] : [];
}
