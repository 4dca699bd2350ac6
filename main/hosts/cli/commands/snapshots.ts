import type { SnapshotSummary } from "../../../contract/index.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { printable, table } from "../output.ts";
import { confirmTyped } from "../prompt.ts";
import { heads, say } from "../words/say.ts";
import { certificateLines } from "./certificates.ts";

/** What rollbacks kept on this machine, the newest first; with --check every byte is read, and a damaged one makes exit 1. */
export async function listSnapshots(context: Context, options: { check?: boolean }): Promise<number> {
	const result = await context.client.snapshots.list({ check: options.check ?? false });
	const rows = result.snapshots.map((snapshot) => [
		snapshot.id,
		snapshot.head?.database ?? "",
		snapshot.head?.migrations.join(", ") ?? "",
		String(snapshot.head?.tables.reduce((sum, { rows: each }) => sum + each, 0) ?? ""),
		`${Math.ceil(snapshot.bytes / 1024)} kB`,
		soundness(snapshot),
	]);
	const head = heads("ID", "DATABASE", "ROLLED BACK", "ROWS", "SIZE", "");
	context.out.answer(result, rows.length > 0 ? table(context.out, head, rows) : [say("there is none")]);
	return result.snapshots.some(({ intact }) => intact === false) ? 1 : 0;
}

function soundness({ intact }: SnapshotSummary): string {
	if (intact === undefined) return "";
	return intact ? say("intact") : say("DAMAGED");
}

/** Puts a snapshot's data back into the database that it came from. */
export async function restoreSnapshot(
	context: Context,
	id: string,
	options: { keepPresent?: boolean },
): Promise<number> {
	const card = await connect(context);
	const typed = await confirmTyped(
		context,
		printable(say("Put the data of {id} back into {database}?", { id: String(id), database: card.database })),
		card,
	);
	const keepPresent = options.keepPresent ?? false;
	const started = context.client.snapshots.restore({ connection: card.id, id, keepPresent, ...typed });
	const result = await followJob(context, "restore", started);
	const lines = result.restored.map(({ table: name, rows, absent, kept }) =>
		printable(
			[
				say("{name}: {rows} rows put back", { name, rows }),
				...(absent ? [say("{absent} are there no more", { absent })] : []),
				...(kept ? [say("{kept} kept as they are", { kept })] : []),
			].join(", "),
		),
	);
	context.out.answer(result, [...lines, ...certificateLines(result.certificate)]);
	return 0;
}
