import type { ConnectionSettings, SslMode } from "../../../contract/index.ts";
import type { Draft } from "./draft.ts";
import { fromUrl, type ReadUrl } from "./from-url.ts";
import { parseEnv } from "./parse-env.ts";

/** The variables of one family, by the setting that they fill; the first that is set counts. */
const families = [
	{
		name: "DB_…",
		of: {
			host: ["DB_HOST"],
			port: ["DB_PORT"],
			database: ["DB_NAME", "DB_DATABASE"],
			user: ["DB_USER", "DB_USERNAME"],
			password: ["DB_PASSWORD", "DB_PASS"],
			sslMode: ["DB_SSLMODE", "PGSSLMODE"],
			sslRootCert: ["PGSSLROOTCERT"],
		},
	},
	{
		name: "PG…",
		of: {
			host: ["PGHOST"],
			port: ["PGPORT"],
			database: ["PGDATABASE"],
			user: ["PGUSER"],
			password: ["PGPASSWORD"],
			sslMode: ["PGSSLMODE"],
			sslRootCert: ["PGSSLROOTCERT"],
		},
	},
	{
		name: "POSTGRES_…",
		of: {
			host: ["POSTGRES_HOST"],
			port: ["POSTGRES_PORT"],
			database: ["POSTGRES_DB"],
			user: ["POSTGRES_USER"],
			password: ["POSTGRES_PASSWORD"],
			sslMode: [],
			sslRootCert: [],
		},
	},
] as const;

/** Each address in a variable such as DATABASE_URL, and each family of variables that names a server. */
export function fromEnv(text: string, readUrl: ReadUrl): Draft[] {
	const variables = parseEnv(text);
	const addresses = [...variables].filter(([name, value]) => /URL$/.test(name) && /^postgres(ql)?:\/\//i.test(value));
	return [
		...addresses.map(([name, value]) => fromUrl(value, name, readUrl)),
		...families.flatMap((family) => fromFamily(variables, family)),
	];
}

function fromFamily(variables: ReadonlyMap<string, string>, { name, of }: (typeof families)[number]): Draft[] {
	const first = (names: readonly string[]): string | undefined =>
		names.map((each) => variables.get(each)).find(Boolean);
	const [host, database, user] = [first(of.host), first(of.database), first(of.user)];
	if (!(host || database || user)) return [];
	const port = first(of.port);
	const settings: Draft["settings"] = {
		host: host ?? "localhost",
		port: port === undefined ? undefined : Number(port),
		user: user ?? "postgres",
		database: database ?? user ?? "postgres",
		// The contract says whether it is one.
		sslMode: first(of.sslMode) as SslMode | undefined,
		sslRootCert: first(of.sslRootCert) as ConnectionSettings["sslRootCert"],
	};
	return [{ from: name, settings, password: first(of.password) }];
}
