/** Where the password of each connection comes from, by its mode; and what is kept of one that somebody typed. */
import type { ConnectionSettings, PasswordMode, PasswordNow } from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import type { Ports } from "../../ports.ts";
import type { Policy } from "../guard/policy.ts";
import type { Known } from "../known.ts";
import { createAnswers } from "./answers.ts";
import { createKeptByOs } from "./kept-by-os.ts";
import { parsePgpass, pgpassLookup, type Target } from "./pgpass.ts";
import { placeOf } from "./place.ts";
import type { Vault } from "./vault.ts";

export type Passwords = ReturnType<typeof createPasswords>;

export const modeOf = ({ passwordMode = "session" }: ConnectionSettings): PasswordMode => passwordMode;

const keeps = (mode: PasswordMode): mode is "os" | "vault" => mode === "os" || mode === "vault";

type Deps = {
	ports: Pick<Ports, "store" | "keyStore" | "commands" | "userFiles" | "clock">;
	vault: Vault;
	policy: Policy;
};

export function createPasswords({ ports, vault, policy }: Deps) {
	const { secrets } = ports.store;
	const byOs = createKeptByOs(ports.keyStore, secrets);
	const answers = createAnswers(ports);
	/** In memory only: gone when Bulkhead ends. */
	const typed = new Map<string, string>();
	/** Servers that asked for a password that nobody knows, or refused the one that was known. */
	const asking = new Set<string>();

	const fromFile = async (): Promise<(target: Target) => string | undefined> => {
		const { text } = await ports.userFiles.read("pgpass");
		return text === undefined ? () => undefined : pgpassLookup(parsePgpass(text));
	};
	const readsFile = (settings: ConnectionSettings): boolean =>
		modeOf(settings) === "pgpass" || (modeOf(settings) === "session" && policy.allowsMode("pgpass"));

	/** Errors: REFUSED. */
	const requireMode = (settings: ConnectionSettings): void => {
		if (policy.allowsMode(modeOf(settings))) return;
		throw policy.refusal(`does not allow passwords by ${modeOf(settings)}, only by ${policy.modes?.join(", ")}.`);
	};

	const kept = async ({ id, settings }: Known): Promise<string | undefined> => {
		const secret = secrets.get(id);
		if (secret?.kind !== modeOf(settings)) return undefined;
		const place = placeOf(settings);
		return secret.kind === "vault" ? vault.read(secret, place) : byOs.read(secret, place);
	};

	return {
		requireMode,

		/** What was given for it in this run. */
		typed: (id: string): string | undefined => typed.get(id),

		/** Where each one's password would come from. Reads the password file once, asks nobody and runs nothing. */
		async lookUp(): Promise<(known: Known) => PasswordNow> {
			const [lookup, keyStore] = [await fromFile(), await ports.keyStore.state()];
			const inVault = secrets.of("vault");
			const inOs = secrets.of("os");
			const vaultNow: PasswordNow = vault.isOpen() ? "vault" : "vault-locked";
			const byMode: Record<PasswordMode, (known: Known) => PasswordNow> = {
				command: () => "command",
				ask: () => "ask",
				vault: ({ id }) => (inVault.has(id) ? vaultNow : "needed"),
				os: ({ id }) => (inOs.has(id) && keyStore.available ? "os" : "needed"),
				pgpass: ({ settings }) => (lookup(settings) === undefined ? "none" : "pgpass"),
				session: ({ settings }) => (readsFile(settings) && lookup(settings) !== undefined ? "pgpass" : "none"),
			};
			return (known) => {
				if (typed.has(known.id)) return "session";
				return asking.has(known.id) ? "needed" : byMode[modeOf(known.settings)](known);
			};
		},

		/** Undefined where none is known: some servers ask for none. Errors: VAULT_LOCKED, REFUSED, PASSWORD_NEEDED. */
		async give(known: Known): Promise<string | undefined> {
			const { id, settings } = known;
			requireMode(settings);
			const given = typed.get(id);
			if (given !== undefined || asking.has(id)) return given;
			const { passwordCommand } = settings;
			if (modeOf(settings) === "command" && passwordCommand) return answers.ask(id, passwordCommand);
			if (keeps(modeOf(settings))) return kept(known);
			return readsFile(settings) ? (await fromFile())(settings) : undefined;
		},

		/** In memory, for this run. */
		remember(id: string, password: string): void {
			typed.set(id, password);
			asking.delete(id);
		},

		/** Errors: VAULT_LOCKED, NOT_FOUND, REFUSED: before anything is written. */
		async requireKeeper(settings: ConnectionSettings): Promise<void> {
			requireMode(settings);
			if (modeOf(settings) === "vault") vault.requireOpen();
			if (modeOf(settings) !== "os") return;
			const { available, says } = await ports.keyStore.state();
			if (!available) throw new AppError("REFUSED", says, { hint: "Choose another way to keep the password." });
		},

		/** As its mode says: sealed in the store, or in memory. */
		async keep({ id, settings }: Known, password: string): Promise<"stored" | "session"> {
			const mode = modeOf(settings);
			if (mode === "vault") vault.write(id, { place: placeOf(settings), password });
			else if (mode === "os") await byOs.write(id, { place: placeOf(settings), password });
			else this.remember(id, password);
			if (!keeps(mode)) return "session";
			typed.delete(id);
			asking.delete(id);
			return "stored";
		},

		/** What was kept, in clear; for an export under a passphrase. Undefined where it cannot be read now. */
		async reveal(known: Known): Promise<string | undefined> {
			if (modeOf(known.settings) === "vault" && !vault.isOpen()) return undefined;
			return kept(known);
		},

		/** What goes with a change of settings: a kept password goes to one place, by one mode. */
		settle(before: Known, after: Known): void {
			const moved = placeOf(before.settings) !== placeOf(after.settings);
			if (moved || modeOf(before.settings) !== modeOf(after.settings)) secrets.remove(after.id);
			if (moved) typed.delete(after.id);
			answers.forget(after.id);
			asking.delete(after.id);
		},

		/** What was typed, not what is kept. */
		forgetTyped(id: string): void {
			typed.delete(id);
			answers.forget(id);
		},

		forget(id: string): void {
			this.forgetTyped(id);
			asking.delete(id);
		},

		/** The server refused what it was given, or asked for what nobody knows. A command is run anew the next time. */
		refused({ id, settings }: Known): void {
			this.forgetTyped(id);
			if (modeOf(settings) !== "command") asking.add(id);
		},
	};
}
