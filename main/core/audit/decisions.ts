/**
 * For each procedure of the contract: whether it goes into the audit trail, and what of its input is kept there; or why not. What changes
 * a database or this machine's connections is in it, and what looks at data. A test holds the list complete.
 */

export interface Audited {
	/** As the command line calls it; more than one where the input decides. */
	action: string | ((input: Input) => string);
	effect: "change" | "look";
	/** Fields of the input that are kept, `a.b` for one of an object. Never a secret, and nothing that may hold one. */
	keep: readonly string[];
	/** Only then; else it is as if it were not audited. */
	when?: (input: Input) => boolean;
	/** Where `why` would stand: what is left out when `when` says no. */
	else?: string;
	/** The procedure starts a job, and the entry ends with that. */
	job?: true;
}

export interface NotAudited {
	/** Because … */
	not: string;
}

export type Decision = Audited | NotAudited;
export type Input = Record<string, unknown>;

const countsOnly = "it tells of the schema and of the ledger, and of rows at most how many there are";
const ownMachine = "it stays on this machine and touches no customer's data";

const ownEntry = "each look writes its own entry, with the tenant, reason and level of its view";

/** Of a connection's settings; others may hold a command with a password in it. */
const settings = ["name", "environment", "host", "port", "database", "user", "sslMode", "migrations"].map(
	(name) => `settings.${name}`,
);

export const decisions: Readonly<Record<string, Decision>> = {
	"activity.inspect": { action: "inspect-session", effect: "look", keep: ["pid"] },
	"activity.list": { not: "it shows what the server shows this role of its sessions; looking into one is audited" },
	"activity.stop": {
		action: ({ how }) => (how === "terminate" ? "terminate-session" : "cancel-session"),
		effect: "change",
		keep: ["pid", "how"],
	},
	"activity.watch": { not: "it shows what the server shows this role of its sessions; looking into one is audited" },
	"audit.choices": { not: "it reads the trail, which tells nothing that its reader may not know" },
	"audit.export": {
		action: "export-audit",
		effect: "look",
		keep: ["format", "tenant", "person", "action", "since", "until"],
		when: ({ after }) => after === undefined,
		else: "the first piece is audited for all of them",
	},
	"audit.list": { not: "it reads the trail, which tells nothing that its reader may not know" },
	"audit.verify": { not: "it reads the trail, and of a database what its certificates say of it" },
	"barrier.check": { not: "it tells of the schema; what it drops on the way is noted" },
	"barrier.install": { action: "install-barrier", effect: "change", keep: [] },
	"barrier.preview": { not: countsOnly },
	"barrier.remove": { action: "remove-barrier", effect: "change", keep: [] },
	"certificates.export": { action: "export-certificate", effect: "look", keep: ["id", "format"] },
	"certificates.finishList": { not: countsOnly },
	"certificates.list": { not: countsOnly },
	"certificates.show": { not: countsOnly },
	"certificates.verify": { not: countsOnly },
	"connectionFiles.export": { action: "export-connections", effect: "look", keep: ["ids"] },
	"connectionFiles.import": { action: "import-connections", effect: "change", keep: ["passwordMode", "group"] },
	"connectionFiles.preview": { not: ownMachine },
	"connections.duplicate": { action: "duplicate-connection", effect: "change", keep: ["id"] },
	"connections.find": { not: ownMachine },
	"connections.list": { not: ownMachine },
	"connections.lockWrites": { action: "lock-writes", effect: "change", keep: ["id"] },
	"connections.move": { not: ownMachine },
	"connections.open": { not: "it is remembered for this run only; what is done on it is audited" },
	"connections.remove": { action: "remove-connection", effect: "change", keep: ["id"] },
	"connections.save": { action: "save-connection", effect: "change", keep: ["id", ...settings] },
	"connections.test": { not: "it asks a server who it is and who we are there" },
	"connections.trustSshHost": { action: "trust-ssh-host", effect: "change", keep: ["fingerprint"] },
	"connections.unlockWrites": { action: "unlock-writes", effect: "change", keep: ["id", "minutes"] },
	"connections.unlock": { action: "unlock-connection", effect: "change", keep: ["id"] },
	"demo.start": {
		action: "reset-demo",
		effect: "change",
		keep: ["reset", "withDefects", "keep"],
		when: ({ reset }) => reset === true,
		else: "the demo has made-up data of its own",
		job: true,
	},
	"demo.status": { not: ownMachine },
	"demo.stop": { not: "the demo's data stays as it is" },
	"doctor.demonstrate": { action: "demonstrate-leak", effect: "look", keep: ["check", "object"] },
	"doctor.examine": { not: countsOnly },
	"doctor.migrationFile": {
		action: "write-migration-file",
		effect: "change",
		keep: ["name", "findings"],
		when: ({ write }) => write === true,
		else: "without `write` the file is only shown, and nothing is written",
	},
	"fleet.migrate": {
		action: "migrate-fleet",
		effect: "change",
		keep: ["choice", "waves", "to", "concurrency", "stopAfter", "rehearse", "resume"],
		job: true,
	},
	"fleet.pause": { not: "the entry of what is paused tells how it ended" },
	"fleet.run": { not: ownMachine },
	"fleet.runs": { not: ownMachine },
	"fleet.status": { not: countsOnly },
	"fleet.targets": { not: ownMachine },
	"fleet.waves": { not: ownMachine },
	"indexes.builds": { not: countsOnly },
	"indexes.difference": { not: ownMachine },
	"indexes.exact": { not: "it counts an index's pages, and shows no row" },
	"indexes.examine": { not: countsOnly },
	"indexes.history": { not: ownMachine },
	"indexes.migrationFile": {
		action: "write-migration-file",
		effect: "change",
		keep: ["name", "findings"],
		when: ({ write }) => write === true,
		else: "without `write` the file is only shown, and nothing is written",
	},
	"indexes.slow": { not: countsOnly },
	"indexes.table": { not: countsOnly },
	"indexes.withIndex": { not: "it plans recorded queries, and shows no row" },
	"indexes.withoutIndex": { not: "it plans recorded queries, and shows no row" },
	"jobs.cancel": { not: "the entry of what is cancelled says so" },
	"jobs.list": { not: ownMachine },
	"jobs.watch": { not: "the entry of what is watched tells the same" },
	"lint.files": { not: countsOnly },
	"migrations.adopt": {
		action: "adopt",
		effect: "change",
		keep: ["ids", "from", "table", "despite"],
		job: true,
	},
	"migrations.apply": {
		action: ({ resume, interrupted }) => (resume === true || interrupted !== undefined ? "resume" : "migrate"),
		effect: "change",
		keep: ["ids", "to", "checks", "resume", "interrupted", "isolation", "unguard"],
		job: true,
	},
	"migrations.files": { not: "it reads files of this machine" },
	"migrations.histories": { not: countsOnly },
	"migrations.history": { not: countsOnly },
	"migrations.plan": { not: countsOnly },
	"migrations.previewAdoption": { action: "preview-adoption", effect: "look", keep: ["ids", "from", "table"] },
	"migrations.rehearse": {
		action: "rehearse",
		effect: "look",
		keep: ["ids", "to", "scratch", "tenants"],
		job: true,
	},
	"migrations.rollback": {
		action: "rollback",
		effect: "change",
		keep: ["ids", "to", "confirmed", "isolation"],
		job: true,
	},
	"migrations.status": {
		action: "run-checks",
		effect: "look",
		keep: ["checks"],
		when: ({ checks }) => checks === true,
		else: countsOnly,
	},
	"migrations.verify": { action: "verify", effect: "look", keep: ["ids"], job: true },
	"policy.show": { not: ownMachine },
	"preflight.privileges": { not: countsOnly },
	"scan.coverage": { not: countsOnly },
	"scan.start": {
		action: "isolation-scan",
		effect: "look",
		keep: ["tables", "tenants", "sample", "resume"],
		job: true,
	},
	"rows.explain": { action: "explain-row", effect: "look", keep: ["table", "role", "key", "ctid"] },
	"rows.plan": { not: countsOnly },
	"rows.policies": { not: countsOnly },
	"rows.rehearseWrite": {
		action: ({ write }) => `rehearse-${String((write as Input).command).toLowerCase()}`,
		effect: "change",
		keep: ["table", "role", "write.key", "write.ctid"],
	},
	"rows.whyZero": { action: "why-zero-rows", effect: "look", keep: ["table", "role"] },
	"snapshots.list": { not: "it lists files of this machine and no row of theirs" },
	"snapshots.restore": { action: "restore", effect: "change", keep: ["id", "keepPresent"], job: true },
	"snapshots.waiting": { not: countsOnly },
	"store.backup": { not: "a copy beside the store, for its owner alone" },
	"store.check": { not: ownMachine },
	"store.dismiss": { action: "keep-new-store", effect: "change", keep: [] },
	"store.restore": {
		not: "it writes a note into the trail that is there afterwards: an intent would be lost with the one before",
	},
	"store.state": { not: ownMachine },
	"tenancy.detect": { not: "it tells of the schema alone" },
	"tenancy.save": {
		action: ({ tenancy }) => (tenancy === undefined ? "forget-tenancy" : "save-tenancy"),
		effect: "change",
		keep: ["tenancy.tenantColumn", "tenancy.role"],
	},
	"tenancy.test": { action: "test-tenancy", effect: "look", keep: ["tenant"] },
	"tenants.ability": { not: countsOnly },
	"tenants.counts": { not: countsOnly },
	"tenants.create": {
		action: "create-tenant",
		effect: "change",
		keep: ["name", "slug", "region", "plan", "status", "template"],
	},
	"tenants.export": {
		action: "export-tenants",
		effect: "look",
		keep: ["format", "search", "status", "region", "plan"],
		when: ({ after }) => after === undefined,
		else: "the first piece is audited for all of them",
	},
	"tenants.facets": { not: countsOnly },
	"tenants.link": { action: "link-user", effect: "change", keep: ["user", "role"] },
	"tenants.list": { not: "it tells which tenants there are, at every letter of a search; opening one is audited" },
	"tenants.setStatus": { action: "set-tenant-status", effect: "change", keep: ["status"] },
	"tenants.show": { action: "show-tenant", effect: "look", keep: [] },
	"tenants.unlink": { action: "unlink-user", effect: "change", keep: ["user"] },
	"tenants.users": { action: "list-tenant-users", effect: "look", keep: [] },
	"vault.change": { action: "change-master-password", effect: "change", keep: [] },
	"vault.create": { action: "create-vault", effect: "change", keep: [] },
	"vault.destroy": { action: "destroy-vault", effect: "change", keep: [] },
	"vault.lock": { not: ownMachine },
	"vault.status": { not: ownMachine },
	"vault.unlock": { action: "unlock-vault", effect: "change", keep: [] },
	"views.browse": { not: ownEntry },
	"views.cell": { not: ownEntry },
	"views.close": { not: ownEntry },
	"views.compare": { not: ownEntry },
	"views.count": { not: ownEntry },
	"views.export": { not: ownEntry },
	"views.extend": { not: ownEntry },
	"views.foresee": { not: countsOnly },
	"views.hold": { not: ownEntry },
	"views.list": { not: ownMachine },
	"views.open": { not: ownEntry },
	"views.peek": { not: ownEntry },
	"views.reveal": { not: ownEntry },
	"views.sql": { not: ownEntry },
	"views.suggest": { not: ownEntry },
};
