import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type Database from "better-sqlite3";
import type { AuditAppend, AuditPort, AuditRow } from "../../core/ports.ts";
import { type AuditKey, readAuditKey } from "./audit-key.ts";
import { listEntries } from "./list-audit.ts";

/** Runs a piece of work on the store, and throws its failures in the words of the error table. */
export type Guarded = <T>(work: () => T) => T;

/** A later process may get the same number. */
const THIS_RUN = randomUUID();

const ROW = "SELECT seq, text, hash, signature, key FROM audit";

interface Open {
	seq: number;
	host: string;
	pid: number;
	run: string;
}

/** The audit trail in the store's tables. Nothing here reads an entry's text. */
export function auditTrail(database: Database.Database, folder: string, guarded: Guarded): AuditPort {
	const me = { host: hostname(), pid: process.pid, run: THIS_RUN };
	let key: AuditKey | undefined;

	const last = () => database.prepare<[], AuditRow>(`${ROW} ORDER BY seq DESC LIMIT 1`).get();

	const write = database.transaction(({ text, hashOf, opens, closes }: AuditAppend): AuditRow | undefined => {
		if (closes !== undefined && database.prepare("DELETE FROM audit_open WHERE seq = ?").run(closes).changes === 0)
			return undefined;
		key ??= readAuditKey(folder);
		const before = last();
		const seq = Math.max(before?.seq ?? 0, highest()) + 1;
		const hash = hashOf(before, seq);
		const row = { seq, text, hash, signature: key.sign(hash), key: keyId(database, key.publicKey) };
		database
			.prepare("INSERT INTO audit (seq, text, hash, signature, key) VALUES (:seq, :text, :hash, :signature, :key)")
			.run(row);
		if (opens)
			database
				.prepare("INSERT INTO audit_open (seq, host, pid, run) VALUES (:seq, :host, :pid, :run)")
				.run({ seq, ...me });
		return row;
	});

	const highest = (): number =>
		database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").pluck().get() ?? 0;

	return {
		place: createHash("sha256").update(`${me.host}\0${folder}`).digest("hex"),
		append: (entry) => guarded(() => write.immediate(entry)),
		last: () => guarded(last),
		highest: () => guarded(highest),
		first: () => guarded(() => database.prepare<[], AuditRow>(`${ROW} ORDER BY seq LIMIT 1`).get()),
		one: (seq) => guarded(() => database.prepare<[number], AuditRow>(`${ROW} WHERE seq = ?`).get(seq)),
		scan: (after, limit) =>
			guarded(() =>
				database
					.prepare<[number, number], [number, string, string, string, number]>(
						`${ROW} WHERE seq > ? ORDER BY seq LIMIT ?`,
					)
					.raw()
					.all(after, limit),
			),
		list: (filter) => guarded(() => listEntries(database, filter)),
		people: () => guarded(() => distinct(database, "person")),
		actions: () => guarded(() => distinct(database, "action")),
		keys: () =>
			guarded(() =>
				database
					.prepare<[], { id: number; publicKey: string }>(
						'SELECT id, public_key AS "publicKey" FROM audit_keys ORDER BY id',
					)
					.all(),
			),
		abandoned: () =>
			guarded(() =>
				database
					.prepare<[], Open>("SELECT seq, host, pid, run FROM audit_open ORDER BY seq")
					.all()
					.filter((open) => isAbandoned(open, me))
					.map(({ seq }) => seq),
			),
	};
}

function keyId(database: Database.Database, publicKey: string): number {
	const found = database
		.prepare<[string], number>("SELECT id FROM audit_keys WHERE public_key = ?")
		.pluck()
		.get(publicKey);
	return (
		found ?? Number(database.prepare("INSERT INTO audit_keys (public_key) VALUES (?)").run(publicKey).lastInsertRowid)
	);
}

/** One step in the index for each value, however many entries there are. */
function distinct(database: Database.Database, column: "person" | "action"): string[] {
	const next = (than: string) =>
		`(SELECT ${column} FROM audit WHERE kind <> 'outcome' AND ${column} > ${than} ORDER BY ${column} LIMIT 1)`;
	return database
		.prepare<[], string>(
			`WITH RECURSIVE each (value) AS (SELECT ${next("''")} UNION ALL SELECT ${next("each.value")} FROM each WHERE value IS NOT NULL)
			 SELECT value FROM each WHERE value IS NOT NULL`,
		)
		.pluck()
		.all();
}

/** Whose process is gone. On another machine, which a shared folder has, nobody can tell. */
function isAbandoned({ host, pid, run }: Open, me: Omit<Open, "seq">): boolean {
	if (host !== me.host) return false;
	return pid === me.pid ? run !== me.run : !isAlive(pid);
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (caught) {
		// Somebody else's process.
		return caught instanceof Error && "code" in caught && caught.code === "EPERM";
	}
}
