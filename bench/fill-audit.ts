/** A store with many audit entries, written in large transactions: one at a time each would wait for the disk. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { readAuditKey } from "../main/adapters/sqlite/audit-key.ts";
import { openStore } from "../main/adapters/sqlite/store.ts";
import { actionText, hashOf, outcomeText } from "../main/core/audit/entry.ts";

const actions = [
	"migrate",
	"verify",
	"as-tenant",
	"as-tenant",
	"as-tenant",
	"rollback",
	"run-checks",
	"save-connection",
];
const people = ["amina", "boris", "claire", "dmitri", "elena", "farid"];

/** Half of them are outcomes. Each is chained; of the signatures only those that `verify` computes are real, for one takes 50 µs. */
export function fillAudit(folder: string, count: number): void {
	openStore(folder).close();
	const key = readAuditKey(folder);
	const database = new Database(join(folder, "bulkhead.db"));
	database.pragma("synchronous = OFF");
	database.prepare("INSERT OR IGNORE INTO audit_keys (id, public_key) VALUES (1, ?)").run(key.publicKey);
	const insert = database.prepare("INSERT INTO audit (seq, text, hash, signature, key) VALUES (?, ?, ?, ?, 1)");
	const notComputed = key.sign("stands for those in between");
	let before: { hash: string; signature: string } | undefined;
	const write = database.transaction((from: number, to: number) => {
		for (let seq = from; seq <= to; seq += 1) {
			const text = textOf(seq);
			const hash = hashOf(before, seq, text);
			const signature = seq === count ? key.sign(hash) : notComputed;
			insert.run(seq, text, hash, signature);
			before = { hash, signature };
		}
	});
	for (let from = 1; from <= count; from += 20_000) write(from, Math.min(count, from + 19_999));
	database.pragma("wal_checkpoint(TRUNCATE)");
	database.close();
}

function textOf(seq: number): string {
	const at = new Date(Date.UTC(2026, 0, 1) + seq * 20_000);
	if (seq % 2 === 0) return outcomeText(at, seq - 1, { outcome: "done", ms: seq % 977, counts: { rows: seq % 100 } });
	const pick = <T>(of: readonly T[], salt: number): T =>
		of[(Math.imul(seq + salt, 2654435761) >>> 16) % of.length] as T;
	const action = pick(actions, 1);
	return actionText(
		at,
		{ by: pick(people, 2), host: "workstation-7", bulkhead: "0.1.0" },
		{
			...{ action, effect: "look", reason: "support ticket", ticket: `T-${seq % 5_000}`, details: { ids: ["007"] } },
			connection: {
				id: "3f0c9a52-6b5e-4d43-9f5e-0d8c3c6f1a77",
				name: "Production EU",
				server: "db.example.net:5432",
				database: "iafactory",
				role: "support",
			},
			...(action === "as-tenant" ? { tenant: `tenant-${seq % 3_000}` } : {}),
		},
	);
}
