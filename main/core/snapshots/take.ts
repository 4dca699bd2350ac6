import { type KeptSnapshot, type KeptTable, SNAPSHOT_FORMAT, type SnapshotHead } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Ports, Session, SnapshotWriter } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { withAllRows } from "./all-rows.ts";
import { describeTable } from "./describe-table.ts";
import { frameWriter } from "./format.ts";
import { inOrder } from "./in-order.ts";
import { fromClause, type LostTable } from "./lost-table.ts";
import { measureRoom } from "./measure-room.ts";
import { checkSnapshot } from "./read.ts";

export interface SnapshotRequest {
	database: string;
	reason: string;
	/** The newest first. */
	migrations: string[];
	lost: LostTable[];
}

/**
 * Keeps what a rollback is about to destroy, in the transaction that holds the locks, and reads it back before it answers.
 * Errors: DISK_FULL before anything is written, STORE_FAILED, SNAPSHOT_DAMAGED.
 */
export async function takeSnapshot(session: Session, ports: Ports, request: SnapshotRequest): Promise<KeptSnapshot> {
	await requireRoom(session, ports, request.lost);
	const { head, lost } = await headOf(session, ports, request);
	const writer = await ports.snapshots.create(head.id);
	try {
		const sha256 = await writeAll(session, writer, head, lost);
		const { path } = await writer.finish();
		const read = await checkSnapshot(ports.snapshots, head.id);
		if (read !== sha256)
			throw new AppError("SNAPSHOT_DAMAGED", `The snapshot ${path} reads back otherwise than it was written.`);
		const tables = head.tables.map(({ schema, name, rows }) => ({ table: `${schema}.${name}`, rows }));
		return { id: head.id, path, sha256, tables };
	} catch (caught) {
		await writer.abandon();
		await ports.snapshots.remove(head.id);
		throw caught;
	}
}

/** With the tables in the order in which foreign keys allow to fill them, so that a restore can do so from the file. */
async function headOf(
	session: Session,
	{ clock, who }: Ports,
	request: SnapshotRequest,
): Promise<{ head: SnapshotHead; lost: LostTable[] }> {
	const at = clock.now().toISOString();
	const described: { source: LostTable; table: KeptTable }[] = [];
	for (const each of request.lost) described.push({ source: each, table: await describeTable(session, each) });
	const order = await inOrder(
		session,
		described.map(({ table }) => table),
	);
	const sorted = order.flatMap((placed) => described[placed.at] ?? []);
	const tables = sorted.map(({ table }) => table);
	const { database, reason, migrations } = request;
	const place = database.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 40);
	const time = at.replaceAll(/[-:]|\.\d+/g, "");
	const head: SnapshotHead = {
		...{ format: SNAPSHOT_FORMAT, id: `${time}-${place}-${crypto.randomUUID().slice(0, 8)}`, at, database },
		...{ server: session.serverVersionText, by: `${who.user}@${who.host}`, version: who.version },
		...{ reason, migrations, tables },
	};
	return { head, lost: sorted.map(({ source }) => source) };
}

async function writeAll(
	session: Session,
	writer: SnapshotWriter,
	head: SnapshotHead,
	lost: LostTable[],
): Promise<string> {
	const frames = frameWriter();
	await writer.write(frames.frame("H", JSON.stringify(head)));
	for (const [at, kept] of head.tables.entries()) {
		const source = lost[at];
		if (!source) throw new AppError("INTERNAL", "A table of the snapshot has no source.");
		await writer.write(frames.frame("T", String(at)));
		const columns = kept.columns.map(({ name }) => quoteIdent(name)).join(", ");
		const copy = `COPY (SELECT ${columns} ${fromClause(source)}) TO STDOUT`;
		const rows = await withAllRows(session, quoteQualified(kept.schema, kept.name), () =>
			session.copyOut(copy, async (piece) => {
				await writer.write(frames.head("D", piece));
				await writer.write(piece);
			}),
		);
		if (rows !== kept.rows)
			throw new AppError("INTERNAL", `${kept.name} has ${kept.rows} rows, and ${rows} were read.`);
		await writer.write(frames.frame("E", JSON.stringify({ rows })));
	}
	const { frame, sha256 } = frames.end();
	await writer.write(frame);
	return sha256;
}

async function requireRoom(session: Session, ports: Ports, lost: LostTable[]): Promise<void> {
	const { needed, free } = await measureRoom(session, ports.snapshots, lost);
	if (free >= needed) return;
	throw new AppError(
		"DISK_FULL",
		`The snapshot may need ${megabytes(needed)}, and there are ${megabytes(free)} on this machine.`,
		{
			hint: "Free some space, or choose another folder with --store (or BULKHEAD_HOME). Nothing was rolled back.",
		},
	);
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;
