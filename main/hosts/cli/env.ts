/** Where to connect, from variables: DATABASE_URL, or DB_*, or libpq's own. */
import type { ConnectionSecrets, ConnectionSettings } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";

export type Variables = Record<string, string | undefined>;

/** What `connections.open` takes. */
export interface OpenInput {
	url?: string;
	settings?: Partial<ConnectionSettings>;
	password?: string;
	secrets?: ConnectionSecrets;
}

/** libpq's variables of TLS, which go with DB_* as well. Values are checked by the contract, by name. */
const tls = {
	sslMode: "PGSSLMODE",
	sslRootCert: "PGSSLROOTCERT",
	sslCrl: "PGSSLCRL",
	sslCert: "PGSSLCERT",
	sslKey: "PGSSLKEY",
	sslNegotiation: "PGSSLNEGOTIATION",
	channelBinding: "PGCHANNELBINDING",
} as const satisfies { [Name in keyof ConnectionSettings]?: string };

/** Undefined when the variables say nothing of a server. Throws BAD_INPUT for a port that is none. */
export function connectionFromVariables(variables: Variables): OpenInput | undefined {
	if (variables.DATABASE_URL) return { url: variables.DATABASE_URL };
	return fromNamed(variables, "DB_") ?? fromNamed(variables, "PG");
}

const names = {
	DB_: { host: "DB_HOST", port: "DB_PORT", database: "DB_NAME", user: "DB_USER", password: "DB_PASSWORD" },
	PG: { host: "PGHOST", port: "PGPORT", database: "PGDATABASE", user: "PGUSER", password: "PGPASSWORD" },
} as const;

function fromNamed(variables: Variables, family: keyof typeof names): OpenInput | undefined {
	const name = names[family];
	const host = variables[name.host];
	const database = variables[name.database];
	const user = variables[name.user];
	if (!(host || database || user)) return undefined;
	const port = variables[name.port];
	const password = variables[name.password];
	const ofTls = Object.entries(tls).flatMap(([setting, variable]) =>
		variables[variable] ? [[setting, variables[variable]]] : [],
	);
	return {
		settings: {
			host: host || "localhost",
			port: port ? portNumber(port, name.port) : 5432,
			user: user || "postgres",
			database: database || user || "postgres",
			...(Object.fromEntries(ofTls) as Partial<ConnectionSettings>),
		},
		...(password ? { password } : {}),
	};
}

function portNumber(text: string, name: string): number {
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new AppError("BAD_INPUT", `${name} is not a port: ${text}`, { hint: "A port is a number from 1 to 65535." });
}
