/** Reading what people have at hand: a postgres:// address, or lines of a .env file. Pure; nothing is kept or logged. */
import type { SslMode } from "../../../main/contract/index.ts";

export interface AddressParts {
	host?: string;
	port?: number;
	database?: string;
	user?: string;
	password?: string;
	sslMode?: SslMode;
	sslRootCert?: string;
}

export type ParsedAddress = { parts: AddressParts } | { problem: "unknown" | "several" };

const sslModes: readonly SslMode[] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/** Variables by the part that they fill; the first that is set wins. */
const variables: Record<Exclude<keyof AddressParts, "sslMode" | "port">, readonly string[]> = {
	host: ["DB_HOST", "PGHOST"],
	database: ["DB_NAME", "DB_DATABASE", "PGDATABASE"],
	user: ["DB_USER", "DB_USERNAME", "PGUSER"],
	password: ["DB_PASSWORD", "PGPASSWORD"],
	sslRootCert: ["PGSSLROOTCERT"],
};

export function parseAddress(text: string): ParsedAddress {
	const trimmed = text.trim();
	if (isUrl(trimmed)) return parseUrl(trimmed);
	const lines = readLines(trimmed);
	const address = lines.get("DATABASE_URL");
	if (address !== undefined && isUrl(address)) return parseUrl(address);
	return fromVariables(lines);
}

function isUrl(text: string): boolean {
	return /^postgres(ql)?:\/\//i.test(text);
}

/** Login, password, host (an IPv6 address in brackets), port, database, query. */
const url =
	/^postgres(?:ql)?:\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?(\[[^\]]*\]|[^:/?,]*)(?::(\d*))?(?:\/([^?]*))?(?:\?(.*))?$/i;

function parseUrl(text: string): ParsedAddress {
	const match = url.exec(text);
	if (!match) return { problem: /^[^?]*,/.test(text) ? "several" : "unknown" };
	const [, user, password, host, port, database] = match;
	const query = new URLSearchParams(match[6] ?? "");
	return {
		parts: compact({
			host: query.get("host") ?? decoded(host?.replace(/^\[(.*)\]$/, "$1")),
			port: portOf(query.get("port") ?? port),
			database: query.get("dbname") ?? decoded(database),
			user: query.get("user") ?? decoded(user),
			password: query.get("password") ?? decoded(password),
			sslMode: sslModes.find((mode) => mode === query.get("sslmode")),
			sslRootCert: query.get("sslrootcert") ?? undefined,
		}),
	};
}

function fromVariables(lines: ReadonlyMap<string, string>): ParsedAddress {
	const first = (names: readonly string[]) => names.map((name) => lines.get(name)).find((value) => value);
	const parts = compact({
		...Object.fromEntries(Object.entries(variables).map(([part, names]) => [part, first(names)])),
		port: portOf(first(["DB_PORT", "PGPORT"])),
		sslMode: sslModes.find((mode) => mode === first(["DB_SSLMODE", "PGSSLMODE"])),
	});
	return Object.keys(parts).length === 0 ? { problem: "unknown" } : { parts };
}

/** `KEY=value` lines, with or without `export` and quotes; other lines are passed over. */
function readLines(text: string): Map<string, string> {
	const found = new Map<string, string>();
	for (const line of text.split(/\r?\n/)) {
		const match = /^\s*(?:export\s+)?([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line);
		if (match?.[1] && match[2] !== undefined) found.set(match[1], match[2].replace(/^(["'])(.*)\1$/, "$2"));
	}
	return found;
}

function portOf(text: string | undefined): number | undefined {
	const port = Number(text);
	return text && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

function decoded(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Without what is missing or empty. */
function compact(parts: { [Part in keyof AddressParts]?: AddressParts[Part] | undefined }): AddressParts {
	return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ""));
}
