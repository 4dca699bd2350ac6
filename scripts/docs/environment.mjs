/** The variables of the environment that Bulkhead reads, for docs/cli.md; held against the code by `faultsOfEnvironment`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export const environment = [
	{ names: ["DATABASE_URL"], use: "where to connect; goes before `DB_…`, and these before `PG…`" },
	{
		names: ["DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASSWORD"],
		use: "where to connect, in parts; `localhost`, 5432 and `postgres` where one is missing",
	},
	{ names: ["PGHOST", "PGPORT", "PGDATABASE", "PGUSER"], use: "where to connect, as psql reads them" },
	{ names: ["PGPASSWORD"], use: "the password, also with `--url` and `--connection` where these have none" },
	{ names: ["PGPASSFILE"], use: "instead of `~/.pgpass`; not used where others may read it" },
	{ names: ["PGSERVICEFILE"], use: "instead of `~/.pg_service.conf`, for `connections import --from service`" },
	{
		names: ["PGSSLMODE", "PGSSLROOTCERT", "PGSSLCRL", "PGSSLCERT", "PGSSLKEY", "PGSSLNEGOTIATION", "PGCHANNELBINDING"],
		use: "TLS, as libpq reads them, beside `DB_…` and `PG…`: [Connecting](connecting.md)",
	},
	{ names: ["BULKHEAD_SSL_KEY_PASSWORD"], use: "opens the client certificate's key" },
	{ names: ["BULKHEAD_SSH_PASSWORD", "BULKHEAD_SSH_KEY_PASSWORD"], use: "log in at an SSH server, or open its key" },
	{ names: ["SSH_AUTH_SOCK"], use: "the SSH agent" },
	{
		names: ["BULKHEAD_MASTER_PASSWORD_FILE", "BULKHEAD_MASTER_PASSWORD_FD"],
		use: "a file for its owner alone, or an open descriptor, whose first line opens the vault",
	},
	{
		names: ["BULKHEAD_PASSPHRASE_FILE", "BULKHEAD_PASSPHRASE_FD"],
		use: "the same for the passphrase of a sealed export",
	},
	{ names: ["BULKHEAD_HOME"], use: "Bulkhead's own folder, as `--store`: [Configuration](configuration.md)" },
	{ names: ["BULKHEAD_CACHE"], use: "where the single file lays what it is made of: [Install](install.md)" },
	{ names: ["XDG_DATA_HOME"], use: "where that folder is without it (Linux)" },
	{
		names: ["LOCALAPPDATA", "APPDATA", "PROGRAMDATA"],
		use: "the same on Windows, for the store, libpq's files and the policy",
	},
	{ names: ["BULKHEAD_POLICY"], use: "a policy file, where the machine has none" },
	{ names: ["PATH"], use: "where `pg_dump` is looked for, for a rehearsal in a scratch database" },
	{
		names: ["BULKHEAD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"],
		use: "language of what is said to people, as `--lang`; the first that is set",
	},
	{ names: ["NO_COLOR"], use: "no colours" },
];

/** Read, and nobody's to set: what the launcher hands to the program. */
const internal = new Set(["BULKHEAD_ARGUMENTS"]);
/** Read inside of Node, by `styleText`. */
const byNode = new Set(["NO_COLOR"]);

/** Sentences: what the code reads and the list has not, and what the list has and nothing reads. */
export function faultsOfEnvironment() {
	const listed = new Set(environment.flatMap(({ names }) => names));
	// What a file to import may hold is not what Bulkhead reads for itself.
	const parts = ["main/adapters", "main/hosts", "scripts/dist/single-file"];
	const files = parts.flatMap((part) => sourcesIn(join(root, part)));
	const read = new Set(files.flatMap((file) => variablesIn(readFileSync(file, "utf8"))));
	return [
		...[...read]
			.filter((name) => !listed.has(name) && !internal.has(name))
			.map((name) => `The code reads ${name}, which scripts/docs/environment.mjs does not have.`),
		...[...listed]
			.filter((name) => !read.has(name) && !byNode.has(name))
			.map((name) => `scripts/docs/environment.mjs has ${name}, which no code reads.`),
	];
}

function sourcesIn(folder) {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /(?<!\.test)\.(ts|mjs|cjs)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
}

/** `env.NAME` and `variables.NAME`, names taken out of the environment, names of ours and of DB_* and libpq in quotes, and the secret words whose names are put together. */
function variablesIn(text) {
	const found = [
		...text.matchAll(/\b(?:env|variables)\.([A-Z][A-Z_]+)\b/g),
		...text.matchAll(/"((?:DB_|PG)[A-Z]+)"/g),
		...text.matchAll(/\b(BULKHEAD_[A-Z_]+[A-Z])\b(?!_)/g),
	].map(([, name]) => name);
	const taken = [...text.matchAll(/\{ ([A-Z_, ]+) \} = process\.env/g)].flatMap(([, names]) => names.split(", "));
	const puts = [...text.matchAll(/`BULKHEAD_\$\{word\}_(FILE|FD)`/g)].flatMap(([, end]) =>
		["MASTER_PASSWORD", "PASSPHRASE"].map((word) => `BULKHEAD_${word}_${end}`),
	);
	return [...found, ...taken, ...puts];
}
