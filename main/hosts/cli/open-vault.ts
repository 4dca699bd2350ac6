import type { ConnectionCard } from "../../contract/index.ts";
import type { Context } from "./context.ts";
import { secretWord } from "./secret-words.ts";

/** Opens the vault for this command, where it is locked and the master password is given or can be asked for. */
export async function openVault(context: Context): Promise<void> {
	const { state } = await context.client.vault.status();
	if (state !== "locked") return;
	const password = await secretWord(context, "MASTER_PASSWORD");
	if (password !== undefined) await context.client.vault.unlock({ password });
}

export async function openVaultFor(context: Context, { password }: ConnectionCard): Promise<void> {
	if (password === "vault-locked") await openVault(context);
}
