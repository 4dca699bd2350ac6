import type { StoreBackup, StoreCheck, StoreState } from "../../../contract/index.ts";
import type { Context } from "../context.ts";
import { type Output, printable, table } from "../output.ts";
import { confirm } from "../prompt.ts";
import { heads, say, told, when } from "../words/say.ts";

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
	const rows = check.backups.map((each) => [...backupRow(each), each.ok ? say("sound") : say("DAMAGED")]);
	out.answer(check, [...describe(out, check, rows), ...verdict(out, check)]);
	return check.ok ? 0 : 1;
}

function verdict(out: Output, { ok, problems }: StoreCheck): string[] {
	if (ok) return [out.paint("green", say("the store is sound"))];
	return [
		...problems.map((problem) => printable(told(problem))),
		out.paint("red", say("the store is DAMAGED: `bulkhead store restore` goes back to a good backup")),
	];
}

function describe(out: Output, state: StoreState, rows: string[][]): string[] {
	const { file, version, bytes, aside, troubles } = state;
	return [
		say("{file}, {bytes} bytes, version {version}", { file, bytes, version: String(version) }),
		...troubles.map(({ at, what, file: where }) =>
			what === "damaged"
				? say("on {at} it was damaged and set aside as {where}; this one is new", { at: when(at), where: where ?? "" })
				: say("on {at} it was found empty, though there are backups", { at: when(at) }),
		),
		...(troubles.length > 0
			? [
					say(
						"`bulkhead store restore` puts the newest good backup back, `bulkhead store dismiss` goes on with this one",
					),
				]
			: []),
		...(rows.length > 0 ? table(out, heads("BACKUP", "AT", "BYTES", ""), rows) : [say("there is no backup yet")]),
		...aside.map((path) => say("kept: {path}", { path })),
	].map(printable);
}

const backupRow = ({ name, at, bytes }: StoreBackup) => [name, when(at), String(bytes)];

export async function backUpStore({ client, out }: Context): Promise<number> {
	const backup = await client.store.backup();
	out.answer({ backup }, [say("wrote {path} ({bytes} bytes, checked)", { path: backup.path, bytes: backup.bytes })]);
	return 0;
}

/** Puts back the newest good backup, or the one that is named; what is there now is kept beside it. */
export async function restoreStore(context: Context, backup: string | undefined): Promise<number> {
	await confirm(
		context,
		say("Put {backup} in the place of the local store?", { backup: backup ?? say("the newest good backup") }),
	);
	const result = await context.client.store.restore(backup === undefined ? {} : { backup });
	context.out.answer(result, [
		say("restored {name}", { name: result.restored.name }),
		say("what was there is kept as {replaced}", { replaced: result.replaced }),
	]);
	return 0;
}

/** Goes on with the store as it is. */
export async function dismissTrouble({ client, out }: Context): Promise<number> {
	const result = await client.store.dismiss();
	out.answer(result, [
		result.dismissed > 0 ? say("this store is kept; it is not asked again") : say("there was nothing to answer"),
	]);
	return 0;
}
