/** What changed between two looks: findings by check and object, definitions by name. */
import type { IndexDifference, IndexFinding, IndexMoment } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { IndexesDeps } from "./deps.ts";
import { definitionsOf, findingsOf, listMoments, type Moment, toldMoment } from "./history/moments.ts";
import { placeOf } from "./history/place.ts";
import { server } from "./read/queries.ts";
import { maybe, text } from "./read/read-rows.ts";

/** Which history is a database's, only the server says. */
async function readPlace(deps: IndexesDeps, connection: string, signal?: AbortSignal): Promise<string> {
	return withConnection(deps, connection, signal ? { signal, endsWithSignal: true } : {}, async (session) => {
		const [row] = await session.query(server(session.serverVersion));
		if (!row) throw new Error("the server does not say what database this is");
		return placeOf(deps, connection, { system: maybe(row, "system"), database: { oid: text(row, "oid") } });
	});
}

export async function readHistory(deps: IndexesDeps, connection: string, signal?: AbortSignal): Promise<IndexMoment[]> {
	return listMoments(deps.ports.store.indexHistory, await readPlace(deps, connection, signal)).map(toldMoment);
}

export async function compareMoments(
	deps: IndexesDeps,
	{ connection, from, to }: { connection: string; from: string; to: string },
	signal?: AbortSignal,
): Promise<IndexDifference> {
	const moments = listMoments(deps.ports.store.indexHistory, await readPlace(deps, connection, signal));
	return differ(deps, find(moments, from), find(moments, to));
}

function find(moments: readonly Moment[], id: string): Moment {
	const found = moments.find((moment) => moment.id === id);
	if (found) return found;
	throw new AppError("NOT_FOUND", `This database has no look ${id}.`, {
		hint: "`bulkhead indexes --history` lists them.",
	});
}

const keyOf = ({ check, object }: IndexFinding): string => `${check} ${object}`;

export function differ({ ports }: Pick<IndexesDeps, "ports">, from: Moment, to: Moment): IndexDifference {
	const history = ports.store.indexHistory;
	const [before, after] = [findingsOf(history, from.id), findingsOf(history, to.id)];
	const [was, is] = [definitionsOf(history, from.id), definitionsOf(history, to.id)];
	const [old, fresh] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
	return {
		...{ from: toldMoment(from), to: toldMoment(to) },
		appeared: after.filter((finding) => !old.has(keyOf(finding))),
		gone: before.filter((finding) => !fresh.has(keyOf(finding))),
		added: Object.keys(is).filter((name) => !(name in was)),
		dropped: Object.keys(was).filter((name) => !(name in is)),
		changed: Object.entries(is).flatMap(([index, [definition]]) => {
			const earlier = was[index]?.[0];
			return earlier === undefined || earlier === definition ? [] : [{ index, before: earlier, after: definition }];
		}),
	};
}
