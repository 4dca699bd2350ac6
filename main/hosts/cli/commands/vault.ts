import type { VaultState } from "../../../contract/index.ts";
import type { Context } from "../context.ts";
import { printable } from "../output.ts";
import { confirm } from "../prompt.ts";
import { newSecretWord, nobodyToAsk, secretWord } from "../secret-words.ts";
import { say, told } from "../words/say.ts";

export async function showVault({ client, out }: Context): Promise<number> {
	const state = await client.vault.status();
	out.answer(state, describe(state));
	return 0;
}

export async function createVault(context: Context): Promise<number> {
	const state = await context.client.vault.create({ password: await newSecretWord(context, "MASTER_PASSWORD") });
	context.out.answer(state, [say("made the vault: there is no way in without this master password")]);
	return 0;
}

/** The present master password as always; the new one is the passphrase. */
export async function changeVault(context: Context): Promise<number> {
	const password = await secretWord(context, "MASTER_PASSWORD");
	if (password === undefined) throw nobodyToAsk("MASTER_PASSWORD");
	context.out.note(say("The new one:"));
	const state = await context.client.vault.change({ password, next: await newSecretWord(context, "PASSPHRASE") });
	context.out.answer(state, [
		say("changed the master password: everything is encrypted anew"),
		...state.unopened.map((name) =>
			printable(
				say("warning: the password of {name} did not open; it is kept as it was, and asked for when it is needed", {
					name,
				}),
			),
		),
	]);
	return 0;
}

export async function destroyVault(context: Context): Promise<number> {
	const { entries } = await context.client.vault.status();
	await confirm(context, say("Throw the vault away, with {entries} passwords in it?", { entries }));
	const gone = await context.client.vault.destroy();
	context.out.answer(gone, [say("threw the vault away: {entries} passwords", { entries: gone.entries })]);
	return 0;
}

function describe({ state, entries, idleMinutes, keyStore }: VaultState): string[] {
	if (state === "none") return [say("no vault yet: `bulkhead vault create` makes one"), told(keyStore.says)];
	return [
		say("the vault holds {entries} passwords, and locks after {idleMinutes} idle minutes", { entries, idleMinutes }),
		told(keyStore.says),
	];
}
