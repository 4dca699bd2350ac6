import type { StoreBackup, StoreCheck, StoreState } from "../../../contract/index.ts";
import type { Context } from "../context.ts";
import { type Output, printable, table } from "../output.ts";
import { confirm } from "../prompt.ts";

/** Where the local store is, its backups, and what was set aside. */
export async function showStore({ client, out }: Context): Promise<number> {
	const state = await client.store.state();
	out.answer(
		state,
		describe(
			out,
			state,
			state.backups.map((each) => backupRow(each)),
		),
	);
	return 0;
}

/** Reads every page of the store and of its backups; exits 1 when the store is damaged. */
export async function checkStore({ client, out }: Context): Promise<number> {
	const check = await client.store.check();
	const rows = check.backups.map((each) => [...backupRow(each), each.ok ? "sound" : "DAMAGED"]);
	out.answer(check, [...describe(out, check, rows), ...verdict(out, check)]);
	return check.ok ? 0 : 1;
}

function verdict(out: Output, { ok, problems }: StoreCheck): string[] {
	if (ok) return [out.paint("green", "the store is sound")];
	return [
		...problems.map(printable),
		out.paint("red", "the store is DAMAGED: `bulkhead store restore` goes back to a good backup"),
	];
}

function describe(out: Output, state: StoreState, rows: string[][]): string[] {
	const { file, version, bytes, aside, troubles } = state;
	return [
		`${file}, ${bytes} bytes, version ${version}`,
		...troubles.map(({ at, what, file: where }) =>
			what === "damaged"
				? `on ${at.toISOString()} it was damaged and set aside as ${where}; this one is new`
				: `on ${at.toISOString()} it was found empty, though there are backups`,
		),
		...(troubles.length > 0
			? ["`bulkhead store restore` puts the newest good backup back, `bulkhead store dismiss` goes on with this one"]
			: []),
		...(rows.length > 0 ? table(out, ["BACKUP", "AT", "BYTES", ""], rows) : ["there is no backup yet"]),
		...aside.map((path) => `kept: ${path}`),
	].map(printable);
}

const backupRow = ({ name, at, bytes }: StoreBackup) => [name, at.toISOString(), String(bytes)];

export async function backUpStore({ client, out }: Context): Promise<number> {
	const backup = await client.store.backup();
	out.answer({ backup }, [`wrote ${backup.path} (${backup.bytes} bytes, checked)`]);
	return 0;
}

/** Puts back the newest good backup, or the one that is named; what is there now is kept beside it. */
export async function restoreStore(context: Context, backup: string | undefined): Promise<number> {
	await confirm(context, `Put ${backup ?? "the newest good backup"} in the place of the local store?`);
	const result = await context.client.store.restore(backup === undefined ? {} : { backup });
	context.out.answer(result, [`restored ${result.restored.name}`, `what was there is kept as ${result.replaced}`]);
	return 0;
}

/** Goes on with the store as it is. */
export async function dismissTrouble({ client, out }: Context): Promise<number> {
	const result = await client.store.dismiss();
	out.answer(result, [
		result.dismissed > 0 ? "this store is kept; it is not asked again" : "there was nothing to answer",
	]);
	return 0;
}
