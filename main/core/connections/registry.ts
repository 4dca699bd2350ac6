/** Every connection that this Bulkhead knows: saved ones, those given for this run only, and the demo's. */
import {
	type ConnectionCard,
	type ConnectionSecrets,
	type ConnectionSettings,
	connectionSettings,
} from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { ConnectParams, Ports } from "../ports.ts";
import { toParams } from "./to-params.ts";

export type Connections = ReturnType<typeof createConnections>;

interface Known {
	id: string;
	origin: ConnectionCard["origin"];
	settings: ConnectionSettings;
	lastUsedAt?: Date;
}

export interface OpenRequest {
	url?: string | undefined;
	/** What the address does not say. */
	settings?: { [Key in keyof ConnectionSettings]?: ConnectionSettings[Key] | undefined } | undefined;
	password?: string | undefined;
	secrets?: ConnectionSecrets | undefined;
}

/** The demo's connection, there while its server runs. */
export const DEMO = "demo";

export function createConnections({
	postgres,
	store,
	clock,
	who,
}: Pick<Ports, "postgres" | "store" | "clock" | "who">) {
	const forThisRun = new Map<string, Known>();
	/** In memory only: gone when Bulkhead ends. */
	const passwords = new Map<string, string>();
	/** What opens keys and tunnels, likewise. */
	const secrets = new Map<string, ConnectionSecrets>();
	/** Servers that asked for a password that nobody knows yet. */
	const asking = new Set<string>();
	/** Saved ones whose use in this run is noted in the store. */
	const used = new Set<string>();

	const saved = (): Known[] =>
		store.connections.list().map(({ id, settings, lastUsedAt }) => ({
			id,
			origin: "saved",
			settings: connectionSettings.parse(settings),
			...(lastUsedAt ? { lastUsedAt } : {}),
		}));

	const find = (id: string): Known => {
		const known = forThisRun.get(id) ?? saved().find((each) => each.id === id);
		if (known) return known;
		throw new AppError("NOT_FOUND", `There is no connection ${id}.`, { hint: "Choose one from the list, or add it." });
	};

	const passwordFor = async ({
		id,
		settings,
	}: Known): Promise<{ from: ConnectionCard["password"]; password?: string }> => {
		const given = passwords.get(id);
		if (given !== undefined) return { from: "session", password: given };
		const { host, port, database, user, sslMode } = settings;
		const fromFile = await postgres.pgpass({ host, port, database, user, sslMode });
		if (fromFile !== undefined) return { from: "pgpass", password: fromFile };
		return { from: asking.has(id) ? "needed" : "none" };
	};

	const cardOf = async (known: Known): Promise<ConnectionCard> => {
		const { from } = await passwordFor(known);
		const { id, origin, settings, lastUsedAt } = known;
		return { ...settings, id, origin, password: from, ...(lastUsedAt ? { lastUsedAt } : {}) };
	};

	const remember = (id: string, password: string | undefined, others?: ConnectionSecrets): void => {
		if (others !== undefined) secrets.set(id, { ...secrets.get(id), ...others });
		if (password === undefined) return;
		passwords.set(id, password);
		asking.delete(id);
	};

	return {
		list: (): Promise<ConnectionCard[]> => Promise.all([...forThisRun.values(), ...saved()].map(cardOf)),

		settings: (id: string): ConnectionSettings => find(id).settings,

		/** Writes to the local store. BAD_INPUT for a name that another has: the command line chooses by name. */
		async save(
			id: string | undefined,
			settings: ConnectionSettings,
			{ password, secrets: opening }: Pick<OpenRequest, "password" | "secrets"> = {},
		): Promise<ConnectionCard> {
			const others = saved().filter((each) => each.id !== id);
			if (others.some((each) => each.settings.name === settings.name)) {
				throw new AppError("BAD_INPUT", `Another saved connection is named ${settings.name}.`, {
					hint: "Choose another name, or change that one.",
				});
			}
			const before = saved().find((each) => each.id === id);
			const known: Known = { ...before, id: id ?? crypto.randomUUID(), origin: "saved", settings };
			store.connections.put(known);
			remember(known.id, password, opening);
			return cardOf(known);
		},

		/** For this run only. BAD_INPUT for an address that cannot be read or settings that are none. */
		async open({ url, settings, password, secrets: others }: OpenRequest): Promise<ConnectionCard> {
			const parsed = url === undefined ? {} : postgres.parseUrl(url);
			const { password: inUrl, sslKeyPassword, ...address } = parsed;
			const merged = { host: "localhost", user: who.user, ...defined(settings ?? {}), ...address };
			const database = merged.database ?? merged.user;
			const whole = connectionSettings.safeParse({ name: `${database} on ${merged.host}`, ...merged, database });
			if (!whole.success) throw badSettings(whole.error.issues);
			const known: Known = { id: crypto.randomUUID(), origin: "session", settings: whole.data };
			forThisRun.set(known.id, known);
			remember(known.id, password ?? inUrl, { ...(sslKeyPassword ? { sslKeyPassword } : {}), ...others });
			return cardOf(known);
		},

		/** Puts the demo's connection on the list. */
		openDemo(settings: ConnectionSettings): void {
			forThisRun.set(DEMO, { id: DEMO, origin: "demo", settings });
		},

		closeDemo: (): boolean => forThisRun.delete(DEMO),

		async unlock(id: string, password?: string, others?: ConnectionSecrets): Promise<ConnectionCard> {
			const known = find(id);
			remember(id, password, others);
			return cardOf(known);
		},

		remove(id: string): boolean {
			passwords.delete(id);
			secrets.delete(id);
			asking.delete(id);
			return forThisRun.delete(id) || store.connections.remove(id);
		},

		/** What the PostgreSQL port needs. The application's name tells others who is there. */
		async params(id: string): Promise<ConnectParams> {
			const known = find(id);
			const { password } = await passwordFor(known);
			if (known.origin === "saved" && !used.has(id)) {
				store.connections.put({ id, settings: known.settings, lastUsedAt: clock.now() });
				used.add(id);
			}
			const applicationName = `bulkhead ${who.user}@${who.host}`.slice(0, 63);
			return {
				...toParams(known.settings, secrets.get(id)),
				applicationName,
				...(password === undefined ? {} : { password }),
			};
		},

		/** The server asked for a password, or refused the one that was given. */
		noteRefusedPassword(id: string): void {
			passwords.delete(id);
			asking.add(id);
		},
	};
}

/** Without the keys whose value is undefined: they would hide a default. */
function defined<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

function badSettings(issues: { path: PropertyKey[]; message: string }[]): AppError {
	const faults = issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
	return new AppError("BAD_INPUT", `The connection's settings cannot be used: ${faults.join("; ")}.`);
}
