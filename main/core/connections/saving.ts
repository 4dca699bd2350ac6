/** What changes the list of saved connections. */
import type {
	ConnectionCard,
	ConnectionSecrets,
	ConnectionSettings,
	ImportResult,
	TenancyProfile,
} from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Known } from "./known.ts";
import type { Parts } from "./parts.ts";

export interface SaveRequest {
	id?: string | undefined;
	settings: ConnectionSettings;
	password?: string | undefined;
	/** The password that was given to this connection in this run. */
	passwordFrom?: string | undefined;
	secrets?: ConnectionSecrets | undefined;
}

export type NewConnection = Pick<SaveRequest, "settings" | "password" | "secrets">;

export function saving(parts: Parts) {
	const { known, policy, passwords } = parts;
	const counting = (one: Known): Known => ({ ...one, settings: policy.govern(one.settings).settings });

	return {
		/**
		 * Writes to the local store. BAD_INPUT for a name that another has: the command line chooses by name. A kept password stays with
		 * its host, port and user. Errors: REFUSED, VAULT_LOCKED, before anything is written.
		 */
		async save({ id, settings, password, passwordFrom, secrets }: SaveRequest): Promise<ConnectionCard> {
			const before = id !== undefined && known.isSaved(id) ? known.find(id) : undefined;
			await parts.requireAllowed(settings, before?.settings);
			requireFreeName(settings.name, id);
			const after: Known = { ...before, id: id ?? crypto.randomUUID(), origin: "saved", settings };
			const given = password ?? (passwordFrom === undefined ? undefined : passwords.typed(passwordFrom));
			if (given !== undefined) await passwords.requireKeeper(counting(after).settings);
			known.put(after);
			if (before) passwords.settle(counting(before), counting(after));
			if (given !== undefined) await passwords.keep(counting(after), given);
			parts.rememberSecrets(after.id, secrets);
			return parts.card(after.id);
		},

		/**
		 * How its database keeps tenants apart, instead of a file; without a profile it is detected again. False for one that is not saved: it
		 * is known for this run.
		 */
		keepTenancy(id: string, profile: TenancyProfile | undefined): boolean {
			const before = known.find(id);
			const { tenancy: _, tenancyProfile: __, ...settings } = before.settings;
			const after: Known = { ...before, settings: profile ? { ...settings, tenancyProfile: profile } : settings };
			const saved = known.isSaved(id);
			if (saved) known.put(after);
			else known.add(after);
			return saved;
		},

		/** New ones, in one step. Errors: as `save`. */
		async addAll(all: readonly NewConnection[]): Promise<ImportResult["imported"]> {
			for (const { settings, password } of all) {
				await parts.requireAllowed(settings);
				if (password !== undefined) await passwords.requireKeeper(policy.govern(settings).settings);
			}
			const added = all.map((each) => {
				const one: Known = { id: crypto.randomUUID(), origin: "saved", settings: each.settings };
				return { ...each, one };
			});
			known.put(...added.map(({ one }) => one));
			const imported: ImportResult["imported"] = [];
			for (const { one, password, secrets } of added) {
				const kept = password === undefined ? "none" : await passwords.keep(counting(one), password);
				parts.rememberSecrets(one.id, secrets);
				imported.push({ id: one.id, name: one.settings.name, password: kept });
			}
			return imported;
		},

		/** A copy under another name, without its password. */
		async duplicate(id: string): Promise<ConnectionCard> {
			const { settings } = known.find(id);
			const name = freeName(settings.name, new Set(known.saved().map((each) => each.settings.name)));
			const copy: Known = { id: crypto.randomUUID(), origin: "saved", settings: { ...settings, name } };
			await parts.requireAllowed(copy.settings, settings);
			known.put(copy);
			return parts.card(copy.id);
		},

		/** Puts a saved one before another, or last. */
		move(id: string, before?: string): void {
			const others = known.saved().filter((each) => each.id !== id);
			const found = others.findIndex((each) => each.id === before);
			const at = found < 0 ? others.length : found;
			known.put({ ...known.find(id), position: between(others[at - 1]?.position, others[at]?.position) });
		},
	};

	function requireFreeName(name: string, id: string | undefined): void {
		if (!known.saved().some((each) => each.id !== id && each.settings.name === name)) return;
		throw new AppError("BAD_INPUT", `Another saved connection is named ${name}.`, {
			hint: "Choose another name, or change that one.",
		});
	}
}

function between(left: number | undefined, right: number | undefined): number {
	if (left === undefined) return (right ?? 1) - 1;
	return right === undefined ? left + 1 : (left + right) / 2;
}

/** "Shop (2)", "Shop (3)" … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
	const stem = name.replace(/ \(\d+\)$/, "").slice(0, 190);
	for (let n = 2; ; n++) if (!taken.has(`${stem} (${n})`)) return `${stem} (${n})`;
}
