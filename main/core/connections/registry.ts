/** Every connection that this Bulkhead knows: saved ones, those given for this run only, and the demo's. */
import type { ConnectionCard, ConnectionSecrets, ConnectionSettings } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Lock } from "./guard/guard.ts";
import type { Known } from "./known.ts";
import { createParts, type RegistryPorts } from "./parts.ts";
import { placeOf } from "./passwords/place.ts";
import { reaching } from "./reaching.ts";
import { saving } from "./saving.ts";
import { type SettingsRequest, settingsFor } from "./settings-for.ts";

export type Connections = ReturnType<typeof createConnections>;

interface Given {
	password?: string | undefined;
	secrets?: ConnectionSecrets | undefined;
}

/** The demo's connection, there while its server runs. */
export const DEMO = "demo";

export function createConnections(ports: RegistryPorts) {
	const parts = createParts(ports);
	const { known, policy, guard, vault, passwords, secrets, idle } = parts;

	const passwordOf = async (base: Known, { host, port, user }: ConnectionSettings): Promise<string | undefined> =>
		placeOf(base.settings) === placeOf({ host, port, user }) ? passwords.give(base) : undefined;

	return {
		...{ policy, vault, passwords },
		...saving(parts),
		...reaching(parts),

		async list(): Promise<ConnectionCard[]> {
			const from = await passwords.lookUp();
			return known.all().map((each) => parts.toCard(each, from(each)));
		},
		async page(limit: number, after?: string): Promise<{ connections: ConnectionCard[]; next?: string }> {
			const from = await passwords.lookUp();
			const { all, ...rest } = known.page(limit, after);
			return { connections: all.map((each) => parts.toCard(each, from(each))), ...rest };
		},
		/** The saved one of this name, else of this id. Errors: NOT_FOUND. */
		async named(name: string): Promise<ConnectionCard> {
			const found = known.named(name);
			if (found) return parts.card(found.id);
			throw new AppError("NOT_FOUND", `There is no saved connection ${name}.`, {
				hint: "`bulkhead connections list` shows them; `bulkhead connections add` saves one.",
			});
		},
		saved: known.saved,

		/** As they count under the machine's policy. */
		settings: (id: string): ConnectionSettings => parts.governed(id).settings,

		/** For this run only. BAD_INPUT for an address that cannot be read or settings that are none. */
		async open({
			url,
			from,
			settings,
			...given
		}: SettingsRequest & Given & { from?: string | undefined }): Promise<ConnectionCard> {
			const base = from === undefined ? undefined : parts.governed(from);
			const found = settingsFor({ url, settings: { ...base?.settings, ...settings } }, ports);
			await parts.requireAllowed(found.settings, base?.settings);
			const opened: Known = { id: crypto.randomUUID(), origin: "session", settings: found.settings };
			known.add(opened);
			const password = given.password ?? found.password ?? (base && (await passwordOf(base, found.settings)));
			if (password !== undefined) passwords.remember(opened.id, password);
			parts.rememberSecrets(opened.id, { ...found.secrets, ...given.secrets });
			return parts.card(opened.id);
		},

		/** Puts the demo's connection on the list. */
		openDemo: (settings: ConnectionSettings): void => known.add({ id: DEMO, origin: "demo", settings }),
		closeDemo: (): boolean => known.remove(DEMO),

		/** A password, and what opens keys and tunnels. `keep` false: for this run, whatever its mode. */
		async unlock(
			id: string,
			{ password, secrets: others, keep }: Given & { keep?: boolean | undefined },
		): Promise<ConnectionCard> {
			const found = parts.governed(id);
			passwords.requireMode(found.settings);
			parts.rememberSecrets(id, others);
			if (password !== undefined && keep === false) passwords.remember(id, password);
			else if (password !== undefined) await passwords.keep(found, password);
			idle.wait(id, parts.idleOf(found.settings));
			return parts.card(id);
		},

		remove(id: string): boolean {
			passwords.forget(id);
			secrets.delete(id);
			idle.stop(id);
			guard.lock(id);
			return known.remove(id);
		},

		/** Lets it be written to for some minutes. Errors: REFUSED by the machine's policy. */
		unlockWrites(id: string, minutes?: number): Promise<ConnectionCard> {
			const { settings } = parts.governed(id);
			guard.lift(id, settings, minutes);
			idle.wait(id, parts.idleOf(settings));
			return parts.card(id);
		},
		lockWrites(id: string): Promise<ConnectionCard> {
			guard.lock(id);
			return parts.card(id);
		},
		/** Why nothing can be written through it now; undefined where it can. */
		lockOf: (id: string): Lock | undefined => guard.lockOf(id, parts.governed(id).settings),
		/** Errors: REFUSED while it is locked. */
		requireWritable: (id: string): void => guard.require(id, parts.governed(id).settings),
		/** As `requireWritable`; and CONFIRMATION_NEEDED where the database's name has to be typed and was not, or another. */
		requireTyped(id: string, typed: string | undefined): void {
			const { settings } = parts.governed(id);
			guard.require(id, settings);
			if (typed === settings.database || !policy.asksTyped(settings)) return;
			throw new AppError(
				"CONFIRMATION_NEEDED",
				`This asks for the database's name, ${settings.database}, to be typed.`,
				{
					hint:
						typed === undefined
							? "Type it (or say --yes on the command line)."
							: "What was typed is not its name: look at where you are.",
					data: { state: "Nothing was done." },
				},
			);
		},
		/** Work that was allowed to begin may write to its end. */
		writing: <T>(id: string, work: () => Promise<T>): Promise<T> => guard.during(id, work),

		/** Forgets what is in memory, and waits for nothing any more. */
		stop(): void {
			idle.stopAll();
			vault.lock();
		},
	};
}
