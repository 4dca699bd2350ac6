/** What stands in the form, and what it comes to. Pure. */
import type { ConnectionCard, ConnectionSettings, Environment, SslMode } from "../../../main/contract/index.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { emptyMore, type MoreValues, moreOf, settingsIn, withMore } from "./more-values.ts";
import type { AddressParts } from "./parse-address.ts";
import { emptyWay, type WayValues, wayFaults, wayOf, withWay } from "./way-values.ts";

export interface FormValues {
	name: string;
	environment: Environment;
	host: string;
	port: string;
	database: string;
	user: string;
	password: string;
	sslMode: SslMode;
	/** The mode was chosen by hand: it no longer follows the environment. */
	sslModeChosen: boolean;
	sslRootCert: string;
	migrations: string;
	/** How the server is reached. */
	way: WayValues;
	more: MoreValues;
	/** What a saved connection has that this form does not show: it stays. */
	rest: Partial<ConnectionSettings>;
}

export type FormErrors = Partial<Record<keyof FormValues | "ssh" | "sshJumps", string>>;

export const emptyForm: FormValues = {
	name: "",
	environment: "development",
	host: "localhost",
	port: "5432",
	database: "",
	user: "",
	password: "",
	sslMode: "prefer",
	sslModeChosen: false,
	sslRootCert: "",
	migrations: "",
	way: emptyWay,
	more: emptyMore,
	rest: {},
};

export function formOf(card: ConnectionCard): FormValues {
	const { name, environment, host, port, database, user, sslMode, sslRootCert = "", migrations = "" } = card;
	const own = { name, environment, host, database, user, sslMode, sslRootCert, migrations };
	const rest = settingsIn(card);
	return { ...own, port: String(port), password: "", sslModeChosen: true, way: wayOf(card), more: moreOf(card), rest };
}

/** A production server must prove itself unless somebody decides otherwise. */
export function withEnvironment(form: FormValues, environment: Environment): FormValues {
	if (form.sslModeChosen) return { ...form, environment };
	return { ...form, environment, sslMode: environment === "production" ? "verify-full" : "prefer" };
}

/** The form with what an address says; a name is made of it where none stands yet. */
export function withAddress(form: FormValues, parts: AddressParts): FormValues {
	const { port, sslMode, ...rest } = parts;
	const next: FormValues = { ...form, ...rest };
	if (port !== undefined) next.port = String(port);
	if (sslMode !== undefined) Object.assign(next, { sslMode, sslModeChosen: true });
	if (form.name.trim() === "" && parts.database !== undefined) next.name = `${parts.database} on ${next.host}`;
	return next;
}

const required = {
	name: "connection.name",
	host: "connection.host",
	database: "connection.database",
	user: "connection.user",
} as const satisfies Partial<Record<keyof FormValues, MessageKey>>;

/** Lengths that the contract allows. */
const longest = { name: 200, host: 1024, database: 63, user: 63 } as const;

/** Every fault at once, by field; none when the form can be saved. */
export function faultsOf(form: FormValues): FormErrors {
	const errors: FormErrors = {};
	for (const [field, word] of Object.entries(required) as [keyof typeof required, MessageKey][]) {
		if (form[field].trim() === "") errors[field] = t("connection.needs", { field: t(word) });
		else if (form[field].length > longest[field]) {
			errors[field] = t("connection.too-long", { field: t(word), n: longest[field] });
		}
	}
	const port = Number(form.port);
	if (form.more.passwordMode === "command" && form.more.command.trim() === "") {
		errors.more = t("connection.needs", { field: t("mode.command.label") });
	}
	for (const field of Object.keys(wayFaults(form.way)) as ("ssh" | "sshJumps")[]) errors[field] = t("ssh.no-place");
	if (!/^\d+$/.test(form.port.trim()) || port < 1 || port > 65_535) errors.port = t("connection.bad-port");
	return errors;
}

/** The settings that the form stands for; it has no faults. */
export function settingsOf(form: FormValues): ConnectionSettings {
	const { environment, sslMode, database, user } = form;
	const { sslRootCert: _, migrations: __, ...rest } = form.rest;
	const settings: ConnectionSettings = {
		...rest,
		name: form.name.trim(),
		environment,
		host: form.host.trim(),
		port: Number(form.port),
		database,
		user,
		sslMode,
	};
	if (asksForAuthority(sslMode) && form.sslRootCert.trim() !== "") settings.sslRootCert = form.sslRootCert.trim();
	if (form.migrations.trim() !== "") settings.migrations = form.migrations.trim();
	return withMore(withWay(settings, form.way), form.more);
}

export function asksForAuthority(mode: SslMode): boolean {
	return mode === "verify-ca" || mode === "verify-full";
}
