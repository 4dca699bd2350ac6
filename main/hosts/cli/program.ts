import type { Command } from "commander";
import type { GlobalOptions, Run } from "./context.ts";
import { defineIndexes } from "./define-indexes.ts";
import { defineRows } from "./define-rows.ts";
import { defineTenants } from "./define-tenants.ts";

/** Takes what was chosen: the command's work, loaded when it runs, and its options. */
type Choose = (run: Run, options: GlobalOptions) => void;

/** Declares every command. Each module is loaded only when its command is the one that was typed. */
export function defineCommands(program: Command, choose: Choose): void {
	defineMigrations(program, choose);
	defineLint(program, choose);
	defineSnapshots(program, choose);
	defineCertificates(program, choose);
	defineConnections(program, choose);
	defineVault(program, choose);
	defineActivity(program, choose);
	defineFleet(program, choose);
	defineTenancy(program, choose);
	defineTenants(program, { choose, global });
	defineRows(program, { choose, global });
	defineIndexes(program, { choose, global });
	defineAsTenant(program, choose);
	defineIsolation(program, choose);
	defineAudit(program, choose);
	defineStore(program, choose);
	global(program.command("serve").description("open the app in a browser on this machine, behind a one-time token"))
		.option("--port <N>", "port on loopback (default: one that is free)")
		.option("--idle <MINUTES>", "end when no page was open and nothing ran for so long (default: never)")
		.action((options) =>
			choose(async (context, start) => (await import("./commands/serve.ts")).serve(context, start, options), options),
		);
	global(program.command("demo").description("start the embedded PostgreSQL with tenants and data; prints its address"))
		.option("--reset", "throw it away and make it anew")
		.option("--with-defects", "plant known faults, for learning (docs/demo.md lists them)")
		.option("--stop", "stop the demo's server")
		.action((options) =>
			choose(async (context) => (await import("./commands/demo.ts")).demo(context, options), options),
		);
	quiet(program);
}

function defineMigrations(program: Command, choose: Choose): void {
	global(program.command("status").description("every migration against this database"))
		.option("--checks", "run every check too; exit 1 when one fails")
		.action((options) =>
			choose(async (context) => (await import("./commands/status.ts")).status(context, options), options),
		);
	global(program.command("migrate").argument("[ID...]").description("apply pending migrations, in order"))
		.option("--to <ID>", "the last one to apply")
		.option("--resume", "go on with a migration that stopped midway")
		.option("--redo", "run it from its beginning: what it did stays, and is met again")
		.option("--clean", "drop what it left invalid and forget the try: it is pending again")
		.option("--rehearse", "run for real, measure locks, rewrites and rows, then roll everything back")
		.option("--scratch [WHERE]", "rehearse in a copy of the schema: up, down, up; on this server, or =embedded")
		.option("--isolation", "ask before and after what some tenants see, and tell the difference")
		.option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)")
		.option("--no-tenants", "rehearse without the second run, which counts changed rows by tenant")
		.option("--no-checks", "leave the checks of what is applied to a later `bulkhead verify`")
		.action((ids: string[], options) =>
			choose(async (context) => (await import("./commands/migrate.ts")).migrate(context, ids, options), options),
		);
	global(program.command("rollback").argument("[ID...]").description("undo a migration; what is lost is shown first"))
		.option("--to <ID>", "roll back everything after this one, which stays")
		.option("--reason <TEXT>", "why; kept in the ledger (required)")
		.option("--isolation", "ask before and after what some tenants see, and tell the difference")
		.option("--tenancy <FILE>", "how tenants are told apart, as JSON, for --isolation (default: detected)")
		.action((ids: string[], options) =>
			choose(async (context) => (await import("./commands/rollback.ts")).rollback(context, ids, options), options),
		);
	global(program.command("verify").argument("[ID...]").description("run the checks; exit 1 when one fails")).action(
		(ids: string[], options) =>
			choose(async (context) => (await import("./commands/verify.ts")).verify(context, ids), options),
	);
	global(
		program
			.command("adopt")
			.argument("[ID...]")
			.description("record as applied what is there by its checks, or by another tool's history"),
	)
		.option(
			"--from <TOOL>",
			"flyway, dbmate, golang-migrate, node-pg-migrate, sqitch, alembic; or checks (default: all)",
		)
		.option("--table <NAME>", "which history: SCHEMA.TABLE")
		.option("--despite", "also where a file was edited since, or a check does not hold; that is written down")
		.option("--reason <TEXT>", "kept in the ledger")
		.action((ids: string[], options) =>
			choose(async (context) => (await import("./commands/adopt.ts")).adopt(context, ids, options), options),
		);
	global(program.command("history").description("the ledger, newest first"))
		.option("--limit <N>", "at most this many entries (default: 1000)")
		.action((options) =>
			choose(async (context) => (await import("./commands/history.ts")).history(context, options), options),
		);
}

function defineLint(program: Command, choose: Choose): void {
	global(program.command("lint").argument("[FILE...]").description("dangerous DDL and mistakes in row-level security"))
		.option("--fail-on <SEVERITY>", "exit 1 for a finding at or above: error, warning or info (default: error)")
		.option("--tenant-column <NAME>", "the column that holds a row's tenant (default: tenant_id)")
		.option("--server-version <MAJOR>", "what the files are for (default: the server's, else every one from 13)")
		.option("--idempotent", "the set may be run twice: report what fails the second time")
		.action((paths: string[], options) =>
			choose(async (context) => (await import("./commands/lint.ts")).lint(context, paths, options), options),
		);
}

function defineSnapshots(program: Command, choose: Choose): void {
	const snapshots = program.command("snapshots").description("data that rollbacks kept on this machine");
	global(snapshots.command("list", { isDefault: true }).description("what there is, the newest first"))
		.option("--check", "read every byte; exit 1 when one is damaged")
		.action((options) =>
			choose(async (context) => (await import("./commands/snapshots.ts")).listSnapshots(context, options), options),
		);
	global(snapshots.command("restore").argument("<ID>").description("put the data back, after migrate"))
		.option("--keep-present", "rows that were written since stay as they are")
		.action((id: string, options) =>
			choose(
				async (context) => (await import("./commands/snapshots.ts")).restoreSnapshot(context, id, options),
				options,
			),
		);
}

function defineCertificates(program: Command, choose: Choose): void {
	const certificates = program.command("certificates").description("what each run left in the ledger, chained by hash");
	global(certificates.command("list", { isDefault: true }).description("what there is, the newest first"))
		.option("--limit <N>", "at most this many (default: 200)")
		.action((options) =>
			choose(
				async (context) => (await import("./commands/certificates.ts")).listCertificates(context, options),
				options,
			),
		);
	global(certificates.command("show").argument("<ID>").description("one: its number, its run, or latest")).action(
		(id: string, options) =>
			choose(async (context) => (await import("./commands/certificates.ts")).showCertificate(context, id), options),
	);
	global(certificates.command("verify").description("compute every hash anew; exit 1 when the chain is broken")).action(
		(options) =>
			choose(async (context) => (await import("./commands/certificates.ts")).verifyCertificates(context), options),
	);
	global(certificates.command("export").argument("<ID>").description("one as a file"))
		.option("--out <FILE>", "FILE.json, or FILE.html: a page to print")
		.action((id: string, options) =>
			choose(
				async (context) => (await import("./commands/certificates.ts")).exportCertificate(context, id, options),
				options,
			),
		);
	global(program.command("finish").description("what is still open, each with the statement that resolves it"))
		.option("--check", "exit 1 when anything is open")
		.action((options) =>
			choose(async (context) => (await import("./commands/certificates.ts")).finish(context, options), options),
		);
}

function defineConnections(program: Command, choose: Choose): void {
	const connections = program.command("connections").description("saved connections");
	global(connections.command("list").description("the saved connections"))
		.option("--search <WORDS>", "those that have all of these words")
		.action((options) =>
			choose(async (context) => (await import("./commands/connections.ts")).listConnections(context, options), options),
		);
	described(
		global(
			connections.command("add").argument("<NAME>").description("save the one that --url or the environment names"),
		),
	).action((name: string, options) =>
		choose(
			async (context) => (await import("./commands/connections.ts")).addConnection(context, name, options),
			options,
		),
	);
	described(global(connections.command("set").argument("<NAME>").description("change a saved connection")))
		.option("--rename <NAME>", "another name")
		.option("--ask-password", "type the password anew, or take PGPASSWORD; it is kept as its mode says")
		.action((name: string, options) =>
			choose(
				async (context) => (await import("./commands/connections.ts")).setConnection(context, name, options),
				options,
			),
		);
	global(
		connections
			.command("import")
			.argument("[FILE]")
			.description("save those of a .env, .pgpass, pg_service.conf, or an export"),
	)
		.option("--from <KIND>", "url, env, pgpass, service, bulkhead or sealed (default: found out)")
		.option("--dry-run", "only say what would be saved")
		.option("--duplicates", "also those whose server, database and user are saved already")
		.option("--password-mode <MODE>", "how the passwords that are found are kept: vault, or session (default)")
		.option("--group <NAME>", "the group they come into")
		.action((file: string | undefined, options) =>
			choose(
				async (context) => (await import("./commands/connection-files.ts")).importConnections(context, file, options),
				options,
			),
		);
	global(connections.command("export").description("the saved connections as a file, without secrets"))
		.option("--out <FILE>", "a new file (default: standard output)")
		.option("--seal", "with the kept passwords, under a passphrase")
		.action((options) =>
			choose(
				async (context) => (await import("./commands/connection-files.ts")).exportConnections(context, options),
				options,
			),
		);
	global(connections.command("test").argument("[NAME]").description("connect and tell what is there")).action(
		(name: string | undefined, options) =>
			choose(async (context) => (await import("./commands/connections.ts")).testConnection(context, name), options),
	);
	global(connections.command("remove").argument("<NAME>").description("forget a saved connection")).action(
		(name: string, options) =>
			choose(async (context) => (await import("./commands/connections.ts")).removeConnection(context, name), options),
	);
}

function defineAudit(program: Command, choose: Choose): void {
	const audit = program.command("audit").description("who did what, when and why, on this machine");
	const filtered = (command: Command) =>
		global(command)
			.option("--tenant <ID>", "only what concerned this tenant")
			.option("--person <NAME>", "only what this user of the operating system did")
			.option("--action <NAME>", "only this: migrate, rollback, verify, save-connection …")
			.option("--since <TIME>", "2026-11-24, 2026-11-24T08:30:00Z, or 30m, 12h, 7d ago")
			.option("--until <TIME>", "the same; left out itself");
	filtered(audit.command("list", { isDefault: true }).description("the newest first"))
		.option("--limit <N>", "at most this many (default: 100)")
		.option("--after <NO>", "only what is older than this entry")
		.action((options) =>
			choose(async (context) => (await import("./commands/audit.ts")).listAudit(context, options), options),
		);
	global(
		audit
			.command("verify")
			.description(
				"compute every hash anew; exit 1 when the trail is broken; with --connection, hold it against that database",
			),
	).action((options) => choose(async (context) => (await import("./commands/audit.ts")).verifyAudit(context), options));
	filtered(audit.command("export").description("the trail as a file"))
		.option("--out <FILE>", "FILE.jsonl: every entry, signed; FILE.csv: for a spreadsheet")
		.action((options) =>
			choose(async (context) => (await import("./commands/audit.ts")).exportAudit(context, options), options),
		);
}

function defineStore(program: Command, choose: Choose): void {
	const store = program.command("store").description("Bulkhead's own file on this machine");
	global(store.command("show", { isDefault: true }).description("where it is, its backups, what was set aside")).action(
		(options) => choose(async (context) => (await import("./commands/store.ts")).showStore(context), options),
	);
	global(
		store.command("check").description("read every page of it and of its backups; exit 1 when it is damaged"),
	).action((options) => choose(async (context) => (await import("./commands/store.ts")).checkStore(context), options));
	global(store.command("backup").description("write a checked copy")).action((options) =>
		choose(async (context) => (await import("./commands/store.ts")).backUpStore(context), options),
	);
	global(
		store.command("restore").argument("[BACKUP]").description("go back to a backup (default: the newest good one)"),
	).action((backup: string | undefined, options) =>
		choose(async (context) => (await import("./commands/store.ts")).restoreStore(context, backup), options),
	);
	global(store.command("dismiss").description("go on with the store as it is after one was set aside")).action(
		(options) => choose(async (context) => (await import("./commands/store.ts")).dismissTrouble(context), options),
	);
}

function defineVault(program: Command, choose: Choose): void {
	const vault = program.command("vault").description("passwords under a master password");
	global(vault.command("status", { isDefault: true }).description("what there is")).action((options) =>
		choose(async (context) => (await import("./commands/vault.ts")).showVault(context), options),
	);
	global(vault.command("create").description("choose a master password")).action((options) =>
		choose(async (context) => (await import("./commands/vault.ts")).createVault(context), options),
	);
	global(vault.command("change").description("another master password; everything is encrypted anew")).action(
		(options) => choose(async (context) => (await import("./commands/vault.ts")).changeVault(context), options),
	);
	global(vault.command("destroy").description("throw it away with all that is in it")).action((options) =>
		choose(async (context) => (await import("./commands/vault.ts")).destroyVault(context), options),
	);
	global(
		program.command("policy").description("what this machine's policy decides; exit 7 where it cannot be used"),
	).action((options) => choose(async (context) => (await import("./commands/policy.ts")).showPolicy(context), options));
}

/** What a saved connection has beside its address. */
function described(command: Command): Command {
	return command
		.option("--group <NAME>", "the group it is listed under")
		.option("--tags <A,B>", "words it is found by")
		.option("--notes <TEXT>", "for people")
		.option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)")
		.option("--password-mode <MODE>", "session, ask, os, vault, pgpass or command")
		.option("--password-command <ARGV>", 'a program that prints the password, or a list: ["pass","show","shop"]')
		.option("--expires <MINUTES>", "for how long its answer is used again (default: 10)")
		.option("--guarded", "read-only until it is unlocked, as production always is")
		.option("--no-guarded", "not so, where it is not production")
		.option("--unlock-minutes <N>", "for how long an unlocking lasts (default: 10)")
		.option("--idle-minutes <N>", "without use until it locks and forgets what was typed; 0: never");
}

function defineActivity(program: Command, choose: Choose): void {
	const group = program.command("activity").description("the sessions of a server");
	global(
		group
			.command("list", { isDefault: true })
			.description("who is on the server, what they wait for, who keeps whom waiting"),
	)
		.option("--blocked", "only who waits for another, or keeps others waiting")
		.option("--everywhere", "the sessions of every database of the server")
		.option("--long <MINUTES>", "from when on an open transaction is pointed at (default: 5)")
		.action((options) =>
			choose(async (context) => (await import("./commands/activity.ts")).activity(context, options), options),
		);
	const stopping = { cancel: "end the statement that a session runs", terminate: "end a session of this database" };
	for (const how of ["cancel", "terminate"] as const) {
		global(group.command(how).argument("<PID>").description(stopping[how])).action((pid: string, options) =>
			choose(async (context) => (await import("./commands/stop-session.ts")).stopSession(context, pid, how), options),
		);
	}
}

function defineTenancy(program: Command, choose: Choose): void {
	const tenancy = program.command("tenancy").description("how this database keeps its tenants apart");
	const withFile = (command: Command): Command =>
		global(command).option("--tenancy <FILE>", "a profile as JSON (default: the saved one, else detected)");
	withFile(
		tenancy.command("show", { isDefault: true }).description("the profile, as a file; what speaks for it beside it"),
	)
		.option("--anew", "detect it, whatever is saved")
		.action((options) =>
			choose(async (context) => (await import("./commands/tenancy.ts")).showTenancy(context, options), options),
		);
	withFile(tenancy.command("test").description("try it out, read-only and rolled back; exit 1 when it does not hold"))
		.option("--tenant <TENANT>", "id or slug to look as (default: one that has rows)")
		.action((options) =>
			choose(async (context) => (await import("./commands/tenancy.ts")).testTenancy(context, options), options),
		);
	withFile(
		tenancy.command("save").description("keep it with the connection (without --tenancy: what is detected now)"),
	).action((options) =>
		choose(async (context) => (await import("./commands/tenancy.ts")).saveTenancy(context, options), options),
	);
	global(tenancy.command("forget").description("keep none: it is detected from then on")).action((options) =>
		choose(async (context) => (await import("./commands/tenancy.ts")).forgetTenancy(context), options),
	);
}

function defineFleet(program: Command, choose: Choose): void {
	const fleet = program.command("fleet").description("many databases at once");
	targeted(fleet.command("status").description("a matrix of databases and migrations; exit 3 when one is not reached"))
		.option("--deadline <SECONDS>", "for one database (default: 10)")
		.option("--check", "exit 1 when anything is pending, changed or interrupted")
		.action((options) =>
			choose(async (context) => (await import("./commands/fleet.ts")).fleetStatus(context, options), options),
		);
	targeted(fleet.command("migrate").description("apply pending migrations in waves, the canary first"))
		.option("--to <ID>", "the last one to apply")
		.option(
			"--wave <WAVE>",
			"[LABEL=]WHAT: names with commas, 5, 10% or rest; may be repeated (default: 1, then rest)",
			collect,
		)
		.option("--rehearse", "rehearse each database first; one whose rehearsal fails is left as it is")
		.option("--stop-after <N>", "begin nothing more after so many failures (default: 1)")
		.option("--keep-going", "do not stop for failures; those of the first wave stop it all the same")
		.option("--deadline <SECONDS>", "for one database (default: 900)")
		.option("--resume [RUN]", "take up what failed or was not reached in a run (default: the newest)")
		.action((options) =>
			choose(async (context) => (await import("./commands/fleet.ts")).fleetMigrate(context, options), options),
		);
	global(fleet.command("runs").description("runs that are remembered, the newest first")).action((options) =>
		choose(async (context) => (await import("./commands/fleet.ts")).fleetRuns(context), options),
	);
	global(fleet.command("run").argument("<RUN>").description("one of them, database by database")).action(
		(id: string, options) =>
			choose(async (context) => (await import("./commands/fleet.ts")).fleetRun(context, id), options),
	);
}

/** `--environment` is here which saved connections are meant (several with commas), or that of a file's addresses. */
function targeted(command: Command): Command {
	return global(command)
		.option("--all", "every saved connection")
		.option("--group <GROUP>", "saved connections of this group; may be repeated", collect)
		.option("--tag <TAG>", "with this tag; may be repeated", collect)
		.option("--name <PATTERN>", "of this name, * for any characters; may be repeated", collect)
		.option("--targets <FILE>", "addresses and names of saved connections, one a line")
		.option("--concurrency <N>", "databases at the same time (default: 8)");
}

function defineIsolation(program: Command, choose: Choose): void {
	const isolation = program.command("isolation").description("proof that tenants see their own rows and no others");
	global(
		isolation.command("doctor").description("ways around row security; exit 1 for a finding at or above --fail-on"),
	)
		.option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)")
		.option("--fail-on <SEVERITY>", "error (default), warn or info")
		.option("--check <NAMES>", "only these checks, parted by commas")
		.option("--demonstrate", "show what each finding lets happen, in transactions that are rolled back")
		.option("--migration", "write the fixes as the next migration of --migrations DIR, with rollback and checks")
		.option("--name <NAME>", "of that file, behind its number")
		.action((options) =>
			choose(
				async (context) => (await import("./commands/isolation/doctor.ts")).isolationDoctor(context, options),
				options,
			),
		);
	global(isolation.command("scan").description("every table as every tenant; exit 1 when a foreign row is seen"))
		.option("--tenant <TENANT>", "only as this one, by id or slug; may be repeated", collect)
		.option("--tenants <N>", "only as so many, spread over all: the same ones each time")
		.option("--table <TABLE>", "only this one; may be repeated", collect)
		.option("--sessions <N>", "at the same time (default: 2)")
		.option("--timeout <SECONDS>", "for one statement (default: 5)")
		.option("--resume", "go on with a scan that was interrupted")
		.option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)")
		.action((options) =>
			choose(
				async (context) => (await import("./commands/isolation/scan.ts")).isolationScan(context, options),
				options,
			),
		);
	defineBarrier(isolation, choose);
}

function defineBarrier(isolation: Command, choose: Choose): void {
	const barrier = isolation.command("barrier").description("the server's own wall for looks through a tenant's eyes");
	const load = () => import("./commands/isolation/barrier.ts");
	const withTenancy = (command: Command): Command =>
		global(command).option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)");
	withTenancy(barrier.command("check", { isDefault: true }).description("what stands of it, and what leads past it"))
		.option("--fail-on-gap", "exit 1 where it does not hold on every tenant table")
		.action((options) => choose(async (context) => (await load()).checkBarrier(context, options), options));
	for (const what of ["install", "remove"] as const) {
		const does = { install: "install it, or what is missing of it", remove: "take it away" };
		withTenancy(barrier.command(what).description(`${does[what]}, in one transaction; the statements are shown first`))
			.option("--preview", "only show the statements, and what takes them back")
			.option("--reason <TEXT>", "kept in the ledger")
			.action((options) => choose(async (context) => (await load()).changeBarrier(context, what, options), options));
	}
}

function defineAsTenant(program: Command, choose: Choose): void {
	global(
		program
			.command("as-tenant")
			.argument("<TENANT>", "id or slug")
			.description("look through a tenant's eyes: read-only, with evidence, and kept in the audit trail"),
	)
		.option("--reason <TEXT>", "why (required); kept in the audit trail")
		.option("--ticket <ID>", "of the ticket that it is for")
		.option("--table <TABLE>", "rows of this table: SCHEMA.TABLE, or TABLE of schema public")
		.option("--where <COL=VALUE>", "only rows with this value; may be repeated", collect)
		.option("--sort <COL>", "by this column; COL:desc for falling order; may be repeated", collect)
		.option("--limit <N>", "at most this many rows (default: 200)")
		.option("--after <KEY>", "the rows behind this key: `next` of the page before, or the key of its last row")
		.option("--sql <TEXT>", "one SELECT, VALUES or TABLE of your own")
		.option("--require <LEVEL>", "refuse (7) where it is not enforced so: server or tool")
		.option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)")
		.action((tenant: string, options) =>
			choose(async (context) => (await import("./commands/as-tenant.ts")).asTenant(context, tenant, options), options),
		);
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];

function global(command: Command): Command {
	return command
		.option("--url <URL>", "postgres://user@host:port/database")
		.option("--connection <NAME>", "a saved connection")
		.option("--ssh <PLACE>", "reach the server through SSH: user@host:port, or a name of ~/.ssh/config")
		.option("--ssh-jump <PLACES>", "through these first, parted by commas")
		.option("--ssh-key <FILE>", "private key (default: the agent, then the usual files of ~/.ssh)")
		.option("--ssh-host-key <SHA256:…>", "the key that the SSH server must show where known_hosts has none")
		.option("--env-file <FILE>", "read DATABASE_URL, DB_* or PG* from this file")
		.option("--environment <ENV>", "of that server: development (default), test or production")
		.option("--unlock", "let this command write to production, which is read-only without it")
		.option("--migrations <DIR>", "folder of migrations (default: the bundled IAFactory set)")
		.option("--store <DIR>", "Bulkhead's own folder (also BULKHEAD_HOME)")
		.option("--json", "one JSON document on standard output")
		.option("--lang <LANG>", "language of messages: en, fr or ar (default: BULKHEAD_LANG, LC_ALL, LC_MESSAGES, LANG)")
		.option("--yes", "answer yes to what would be asked");
}

/** Errors of usage are told by us, once, in the form that was asked for. */
function quiet(command: Command): void {
	command.exitOverride().configureOutput({ writeErr: () => {} });
	for (const each of command.commands) quiet(each);
}
