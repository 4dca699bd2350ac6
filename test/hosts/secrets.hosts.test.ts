/**
 * Secrets are planted wherever one can be given, everything is exercised through the command line and the browser host, errors included,
 * and then everything that was said, written or shown to other processes is searched for each of them, in every form it could take.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { quoteLiteral } from "../../main/core/sql/quote.ts";
import type { Client } from "../../main/hosts/local-client.ts";
import { keepOpen } from "../../renderer/app/pipe/keep-open.ts";
import { socketDoor } from "../../renderer/app/pipe/socket-door.ts";
import { enter, withBrowserHost } from "../helpers/browser-host.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { type CliOptions, runCli } from "../helpers/run-cli.ts";

/** Each can be told from every other, and none reads the same when it is percent-encoded, escaped or in base64. */
const plant = (name: string): string => `PLANTED ${name}/:@%é"'${crypto.randomUUID()}`;
const secrets = {
	url: plant("in a URL"),
	wrongUrl: plant("wrong, in a URL"),
	brokenUrl: plant("in a URL that cannot be read"),
	pgpassword: plant("in PGPASSWORD"),
	dbPassword: plant("in DB_PASSWORD"),
	envFile: plant("in a .env"),
	envFileUrl: plant("in DATABASE_URL of a .env"),
	pgpass: plant("in .pgpass"),
	service: plant("in pg_service.conf"),
	keyPassphrase: plant("of a key"),
	sshPassword: plant("of SSH"),
	alterRole: plant("in ALTER ROLE").replaceAll("'", "").replaceAll('"', ""),
	alterRoleFailing: plant("in ALTER ROLE that fails").replaceAll("'", "").replaceAll('"', ""),
	master: plant("master password"),
	nextMaster: plant("next master password"),
	wrongMaster: plant("wrong master password"),
	kept: plant("kept in the vault"),
	command: plant("of a command"),
	commandFailing: plant("of a command that fails"),
	passphrase: plant("of an export"),
	typed: plant("typed in the browser"),
	typedWrong: plant("typed wrong in the browser"),
	imported: plant("imported in the browser"),
	masterTyped: plant("master password of the browser"),
} as const;

/** What each looks like on its way: as it is, in an address, in JSON, in base64, in hex, in SQL. */
function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	return [
		secret,
		encodeURIComponent(secret),
		encodeURI(secret),
		new URLSearchParams({ a: secret }).toString().slice(2),
		JSON.stringify(secret).slice(1, -1),
		secret.replaceAll("'", "''"),
		bytes.toString("base64").slice(0, -4),
		bytes.toString("hex"),
		bytes.toString("latin1"),
		// The part that no encoding changes.
		secret.slice(-36),
	];
}

/** Where what could be found: a name for people, and the text. */
const searched: [place: string, text: string][] = [];
const told = (place: string, text: string): void => void searched.push([place, text]);

let folder = "";
let store = "";
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "bulkhead-secrets-"));
	store = join(folder, "store");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, text: string, mode = 0o600): string {
	const file = join(folder, name);
	writeFileSync(file, text, { mode });
	chmodSync(file, mode);
	return file;
}

/** Runs a command, keeps what it said, and looks at every process's arguments while it runs. */
async function cli(args: string[], options: CliOptions = {}) {
	const name = `bulkhead ${args.slice(0, 3).join(" ")}`;
	let looking: NodeJS.Timeout | undefined;
	try {
		const run = await runCli(store, args, {
			...options,
			started(child) {
				looking = setInterval(() => told(`arguments of processes during ${name}`, commandLines(child.pid)), 60);
			},
		});
		told(`standard output of ${name}`, run.stdout);
		told(`standard error of ${name}`, run.stderr);
		return run;
	} finally {
		clearInterval(looking);
	}
}

/** Of every process but the one that we started ourselves in its first moments: its arguments are written over as it begins. */
function commandLines(own: number | undefined): string {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name) && Number(name) !== own)
		.map((name) => {
			try {
				return readFileSync(`/proc/${name}/cmdline`, "utf8");
			} catch {
				return "";
			}
		})
		.join("\n");
}

/** Roles that exist, each with its password; every other password is wrong. */
const right = ["url", "kept", "command", "typed"] as const;
const roleOf = (name: (typeof right)[number] | "altered"): string => `planted_${name}`;

async function withRoles(database: TestDatabase, use: () => Promise<void>): Promise<void> {
	const all = [...right.map(roleOf), roleOf("altered")];
	try {
		for (const name of right) {
			await database.script(`CREATE ROLE ${roleOf(name)} LOGIN PASSWORD ${quoteLiteral(secrets[name])}`);
		}
		await database.script(`CREATE ROLE ${roleOf("altered")}`);
		await use();
	} finally {
		await database.script(`DROP ROLE IF EXISTS ${all.join(", ")}`);
	}
}

const withPassword = (
	{ params: { host, port, database, user } }: TestDatabase,
	password: string,
	{ role = user, query = "" }: { role?: string; query?: string } = {},
): string => `postgres://${role}:${encodeURIComponent(password)}@${host}:${port}/${database}${query}`;

test(
	"nothing that was planted is found in output, errors, arguments, environments of children, store, audit or exports",
	() =>
		withDatabase(async (database) => {
			const { host, port, user } = database.params;
			await withRoles(database, async () => {
				await commandLine(database);
				await browser(database);
			});
			searchStore(store);
			expect(searched.length).toBeGreaterThan(60);
			expect(`${host}${port}${user}`).not.toBe("");
			const found = Object.entries(secrets).flatMap(([name, secret]) =>
				searched.flatMap(([place, text]) =>
					formsOf(secret).some((form) => text.includes(form)) ? [`${name} in ${place}`] : [],
				),
			);
			expect([...new Set(found)]).toEqual([]);
		}),
	400_000,
);

async function commandLine(database: TestDatabase): Promise<void> {
	const { host, port, user, database: name } = database.params;
	const here = ["--environment", "test"];
	const base = `postgres://${user}@${host}:${port}/${name}`;
	// Every way to give a password, right (the test server trusts) and wrong.
	await cli(["status", "--url", withPassword(database, secrets.url, { role: roleOf("url") }), ...here, "--json"]);
	await cli(["status", "--url", `${withPassword(database, secrets.wrongUrl)}_gone`]);
	await cli(["status", "--url", `postgres://u:${encodeURIComponent(secrets.brokenUrl)}@h:999999/d`]);
	await cli([
		"connections",
		"test",
		"--url",
		withPassword(database, secrets.url, {
			role: roleOf("url"),
			query: `?sslpassword=${encodeURIComponent(secrets.keyPassphrase)}`,
		}),
	]);
	await cli(["status", "--url", `${base}_gone`], { env: { PGPASSWORD: secrets.pgpassword } });
	await cli(["status"], {
		env: { DB_HOST: host, DB_PORT: String(port), DB_NAME: "gone", DB_USER: user, DB_PASSWORD: secrets.dbPassword },
	});
	const dotEnv = put(
		"one.env",
		`DB_HOST=${host}\nDB_PORT=${port}\nDB_NAME=gone\nDB_USER=${user}\nDB_PASSWORD='${secrets.envFile.replaceAll("'", "")}'\n`,
	);
	await cli(["status", "--env-file", dotEnv]);
	const urlEnv = put("two.env", `DATABASE_URL=${withPassword(database, secrets.envFileUrl)}\n`);
	await cli(["connections", "test", "--env-file", urlEnv]);
	const pgpass = put(
		"pgpass",
		`${host}:${port}:${name}:${user}:${secrets.pgpass.replaceAll("\\", "\\\\").replaceAll(":", "\\:")}\n`,
	);
	await cli(["connections", "import", "--from", "pgpass", "--json"], { env: { PGPASSFILE: pgpass } });
	const service = put("service", `[shop]\nhost=${host}\ndbname=${name}\nuser=${user}\npassword=${secrets.service}\n`);
	await cli(["connections", "import", "--from", "service", "--duplicates"], { env: { PGSERVICEFILE: service } });
	await cli(["connections", "import", urlEnv, "--dry-run", "--json"]);
	await migrations(database);
	await vault(database);
	await commands(database);
}

/** Passwords that stand in the text of a migration. */
async function migrations({ url }: TestDatabase): Promise<void> {
	const set = join(folder, "set");
	mkdirSync(set);
	writeFileSync(join(set, "001_good.sql"), `ALTER ROLE planted_altered PASSWORD '${secrets.alterRole}';`);
	writeFileSync(join(set, "002_bad.sql"), `ALTER ROLE nobody_at_all PASSWORD '${secrets.alterRoleFailing}';`);
	await cli(["migrate", "--url", url, "--migrations", set, "--to", "001"]);
	await cli(["migrate", "--url", url, "--migrations", set]);
	await cli(["migrate", "--url", url, "--migrations", set, "--json"]);
	await cli(["history", "--url", url, "--migrations", set, "--json"]);
	await cli(["audit", "--json"]);
	await cli(["audit", "export"]);
}

async function vault(database: TestDatabase): Promise<void> {
	const file = (name: string, word: string) => put(name, `${word}\n`);
	const master = { BULKHEAD_MASTER_PASSWORD_FILE: file("master", secrets.master) };
	await cli(["vault", "create", "--json"], { env: master });
	const url = withPassword(database, secrets.kept, { role: roleOf("kept") });
	const added = await cli(["connections", "add", "kept", "--url", url, "--password-mode", "vault", "--json"], {
		env: master,
	});
	expect(added.json).toMatchObject({ password: "vault" });
	await cli(["connections", "test", "kept"], { env: master });
	await cli(["connections", "test", "kept"], {
		env: { BULKHEAD_MASTER_PASSWORD_FILE: file("wrong", secrets.wrongMaster) },
	});
	await cli(["connections", "test", "kept", "--json"]);
	await cli(["vault", "change"], { env: { ...master, BULKHEAD_PASSPHRASE_FILE: file("next", secrets.nextMaster) } });
	const changed = { BULKHEAD_MASTER_PASSWORD_FILE: file("changed", secrets.nextMaster) };
	const sealed = join(folder, "sealed.json");
	const phrase = { BULKHEAD_PASSPHRASE_FILE: file("phrase", secrets.passphrase) };
	const exported = await cli(["connections", "export", "--seal", "--out", sealed, "--json"], {
		env: { ...changed, ...phrase },
	});
	expect(exported.json).toMatchObject({ secrets: 1 });
	told("the sealed export", readFileSync(sealed, "utf8"));
	await cli(["connections", "export", "--json"]);
	const back = await cli(["connections", "import", sealed, "--duplicates", "--password-mode", "vault", "--json"], {
		env: { ...changed, ...phrase },
	});
	expect(JSON.stringify(back.json)).toContain("stored");
	await cli(["connections", "import", sealed], { env: { BULKHEAD_PASSPHRASE_FILE: file("not", secrets.wrongMaster) } });
}

/** Programs that say a password: what they print, and what they are told. */
async function commands(database: TestDatabase): Promise<void> {
	const seen = join(folder, "environment");
	const program = put("say", `#!/bin/sh\nenv > ${seen}\ncat ${put("said", `${secrets.command}\n`)}\n`, 0o700);
	const failing = put(
		"fail",
		`#!/bin/sh\ncat ${put("unsaid", `${secrets.commandFailing}\n`)}\ncat ${join(folder, "unsaid")} >&2\nexit 3\n`,
		0o700,
	);
	const { params, url } = database;
	const others = {
		PGPASSWORD: secrets.pgpassword,
		DB_PASSWORD: secrets.dbPassword,
		DATABASE_URL: withPassword(database, secrets.url, { role: roleOf("url") }),
	};
	await cli(
		[
			"connections",
			"add",
			"said",
			"--url",
			url.replace(/\/\/[^@]*@/, `//${roleOf("command")}@`),
			"--password-command",
			program,
			"--json",
		],
		{ env: others },
	);
	await cli(["connections", "test", "said"], { env: { ...others, PGPASSWORD: "" } });
	told("environment of the password command", readFileSync(seen, "utf8"));
	await cli(["connections", "set", "said", "--password-command", JSON.stringify([failing])]);
	const failed = await cli(["connections", "test", "said", "--json"]);
	expect(failed.json).toMatchObject({ error: { code: "PASSWORD_NEEDED" } });
	expect(params.host).not.toBe("");
}

/** The browser host and what a page does through its socket; what it answers is what the page could show. */
async function browser(database: TestDatabase): Promise<void> {
	await withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		const connect = (address: string, protocols: string[]) => {
			const socket = new WebSocket(address, protocols, { origin: host.origin, headers: { cookie } });
			socket.on("error", () => {});
			socket.on("message", (data) => told("messages to the page", String(data)));
			return socket as unknown as globalThis.WebSocket;
		};
		const { link } = keepOpen(socketDoor({ address: `ws://127.0.0.1:${host.port}/pipe`, key, connect, onShut() {} }));
		const client = createORPCClient<Client>(link);
		const failing = (work: Promise<unknown>) =>
			work.then(
				() => undefined,
				(error: unknown) => told("errors in the page", `${String(error)} ${JSON.stringify(error)}`),
			);
		const { host: server, port, database: name } = database.params;
		const settings = {
			name: "Shop",
			environment: "test",
			host: server,
			port,
			database: name,
			user: roleOf("typed"),
			sslMode: "prefer",
		} as const;
		const { id } = await client.connections.save({ settings, password: secrets.typed });
		await failing(client.connections.test({ id }));
		await failing(
			client.connections.save({
				settings: { ...settings, name: "Gone", database: "gone" },
				password: secrets.typedWrong,
				secrets: { sshPassword: secrets.sshPassword },
			}),
		);
		await failing(client.connections.unlock({ id: "nobody", password: secrets.typedWrong }));
		await failing(client.connections.open({ url: `postgres://u:${encodeURIComponent(secrets.brokenUrl)}@h:999999/d` }));
		await failing(client.vault.create({ password: secrets.masterTyped }));
		await failing(client.vault.unlock({ password: secrets.wrongMaster }));
		const text = `DATABASE_URL=${withPassword(database, secrets.imported)}`;
		const { ticket } = await client.connectionFiles.preview({ from: "text", text });
		await failing(client.connectionFiles.import({ ticket, items: [0], passwordMode: "vault" }));
		await failing(client.connectionFiles.export({}));
		await failing(client.connectionFiles.export({ passphrase: secrets.passphrase }));
		await failing(client.connections.list());
		await failing(client.audit.list({}));
		told("what the host logged", host.logged.join("\n"));
		searchStore(host.store);
	});
}

function searchStore(place: string): void {
	for (const file of filesIn(place)) told(`store: ${file}`, readFileSync(file, "latin1") + readFileSync(file, "utf8"));
}

function filesIn(place: string): string[] {
	return readdirSync(place, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}
