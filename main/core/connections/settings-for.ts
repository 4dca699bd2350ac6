import {
	type ConnectionSecrets,
	type ConnectionSettings,
	connectionSettings,
	type SslMode,
} from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { type Fault, faultWords } from "../fault-words.ts";
import type { Ports } from "../ports.ts";
import { splitHosts } from "./import/from-url.ts";

export interface SettingsRequest {
	url?: string | undefined;
	/** What the address does not say. */
	settings?: { [Key in keyof ConnectionSettings]?: ConnectionSettings[Key] | undefined } | undefined;
}

interface Found {
	settings: ConnectionSettings;
	password?: string | undefined;
	secrets: ConnectionSecrets;
}

/** An address and settings together, whole, with libpq's defaults. Errors: BAD_INPUT, with every fault and no value. */
export function settingsFor(
	{ url, settings }: SettingsRequest,
	{ postgres, who }: Pick<Ports, "postgres" | "who">,
): Found {
	const { first, others } = url === undefined ? { first: undefined, others: [] } : splitHosts(url);
	const { password, sslKeyPassword, ...address } = first === undefined ? {} : postgres.parseUrl(first);
	const otherHosts = others.length > 0 ? { otherHosts: others } : {};
	const merged = { host: "localhost", user: who.user, ...defined(settings ?? {}), ...address, ...otherHosts };
	const database = merged.database ?? merged.user;
	const whole = connectionSettings.safeParse({
		name: `${database} on ${merged.host}`,
		...merged,
		database,
		sslMode: merged.sslMode ?? usualSslMode(merged),
	});
	if (!whole.success) throw badSettings(whole.error.issues);
	return { settings: whole.data, password, secrets: sslKeyPassword ? { sslKeyPassword } : {} };
}

/** A production server has to prove itself, but for one whose link does not leave this machine. */
function usualSslMode({ environment, host, ssh }: Partial<ConnectionSettings>): SslMode {
	const stays = ssh === undefined && (host === "localhost" || host === "::1" || /^(127\.|\/)/.test(host ?? ""));
	return environment === "production" && !stays ? "verify-full" : "prefer";
}

/** Without the keys whose value is undefined: they would hide a default. */
function defined<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

function badSettings(faults: readonly Fault[]): AppError {
	return new AppError("BAD_INPUT", `The connection's settings cannot be used: ${faults.map(faultWords).join("; ")}.`);
}
