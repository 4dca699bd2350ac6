/**
 * A disk that fills up in the middle of a run. The server's: with less room than the run takes, for its data and for its log; the log's is
 * a crash of the server, as PostgreSQL has it. The client's: while a snapshot is written.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { findRunning } from "../../main/adapters/embedded-postgres/cluster.ts";
import {
	type Breaker,
	type Breaking,
	breakScene,
	POINTS,
	report,
	sceneNames,
	withStage,
} from "../helpers/fault-matrix.ts";
import { type FullDiskCluster, withFullDiskCluster } from "../helpers/full-disk-cluster.ts";
import { onServer, paramsOf } from "../helpers/postgres.ts";
import { missingDisk } from "../helpers/small-disk.ts";

const EMPTY = Number.POSITIVE_INFINITY;
const SEGMENT = 1024 * 1024;
/** Bytes of log that a session takes that only looks. */
const LEAST = 1_000;

/** Bytes that a run takes of the data's disk and of the log, when nothing is in its way. */
interface Appetite {
	data: number;
	wal: number;
}

const log = ({ server }: FullDiskCluster) => ({
	/** Forgets what is written to the tables already, and answers with the place. */
	async clear(): Promise<void> {
		await onServer(paramsOf(server, "postgres"), (session) => session.execute("CHECKPOINT"));
	},
	async bytes(): Promise<number> {
		const rows = await onServer(paramsOf(server, "postgres"), (session) =>
			session.query<{ bytes: string }>("SELECT (pg_current_wal_insert_lsn() - '0/0')::text AS bytes"),
		);
		return Number(rows[0]?.bytes ?? 0);
	},
	/** Writes until only so many bytes fit into the segments that are there; the disk has no room for another one. */
	async leave(bytes: number): Promise<void> {
		await onServer(paramsOf(server, "postgres"), async (session) => {
			for (;;) {
				const [row] = await session.query<{ room: string }>(
					`SELECT (${SEGMENT} - (pg_current_wal_insert_lsn() - '0/0') % ${SEGMENT} + ${SEGMENT} * (SELECT count(*) FROM pg_ls_waldir()
					  WHERE name ~ '^[0-9A-F]{24}$' AND name > pg_walfile_name(pg_current_wal_insert_lsn())))::bigint::text AS room`,
				);
				const more = Number(row?.room ?? 0) - bytes;
				if (more < 512) return;
				const text = "x".repeat(Math.min(100_000, Math.max(1, more - 400)));
				await session.query("SELECT pg_logical_emit_message(false, 'ballast', $1, true)::text AS lsn", [text]);
			}
		});
	},
});

/** The server's own disk is full; an operator makes room once the server is down, for a full log takes it down. */
function fullServer(cluster: FullDiskCluster, fill: (breaking: Breaking) => Promise<void>): Breaker {
	const { data, wal, startAgain } = cluster;
	const makeRoom = async (): Promise<void> => {
		data.leave(EMPTY);
		wal.leave(EMPTY);
		await startAgain();
	};
	return async (breaking) => {
		await log(cluster).clear();
		let over = false;
		const operator = (async () => {
			while (!over) {
				await sleep(50);
				if (!findRunning(cluster.cluster)) return makeRoom();
			}
		})();
		try {
			await fill(breaking);
			return await breaking.run();
		} finally {
			over = true;
			await operator;
			await makeRoom();
		}
	};
}

/** What a run takes when nothing is in its way. The data's disk is looked at all the while: what is dropped at the end was needed. */
function taste(cluster: FullDiskCluster, appetite: Appetite): Breaker {
	return async ({ run }) => {
		const before = { free: cluster.data.free(), wal: await log(cluster).bytes() };
		const looking = setInterval(() => {
			appetite.data = Math.max(appetite.data, before.free - cluster.data.free());
		}, 2);
		try {
			return await run();
		} finally {
			clearInterval(looking);
			appetite.wal = (await log(cluster).bytes()) - before.wal;
		}
	};
}

/** Half of the points begin with too little room, more and more of it; at the others the disk fills at a moment of the conversation. */
const filling =
	(atOnce: (share: number) => Promise<void>): ((breaking: Breaking) => Promise<void>) =>
	async ({ point, proxy, moment }) => {
		if (point % 2 === 0) await atOnce((point + 1) / (POINTS + 1));
		// More may be written before the server sees that there is no room: this ends in a crash of it.
		else proxy.arm(moment, () => atOnce(0).catch(() => {}));
	};

describe.skipIf(missingDisk() !== undefined)("a full disk of the server", () => {
	test.each(sceneNames)("%s: ledger and catalogue agree, and the next run goes on", (name) =>
		withFullDiskCluster((cluster) =>
			withStage(async (stage) => {
				const appetite: Appetite = { data: 0, wal: 0 };
				const peace = await breakScene(stage, name, taste(cluster, appetite), { points: 1 });
				expect(peace).toEqual({ wrong: [], endings: { done: 1 } });
				const data = filling(async (share) => cluster.data.leave(appetite.data * share));
				report(`${name}, data's disk full`, await breakScene(stage, name, fullServer(cluster, data)));
				const wal = filling(async (share) => {
					cluster.wal.leave(0);
					await log(cluster).leave(LEAST + appetite.wal * share);
				});
				report(`${name}, log's disk full`, await breakScene(stage, name, fullServer(cluster, wal)));
			}, cluster.server),
		),
	);
});
