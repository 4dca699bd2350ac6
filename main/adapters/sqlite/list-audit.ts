import type Database from "better-sqlite3";
import type { AuditFilter, AuditPair } from "../../core/ports.ts";

type Bound = Record<string, string | number>;

/** Newest first by the entries' own times. Each condition is one that an index serves; the outcome is looked up by its intent. */
export function listEntries(database: Database.Database, filter: AuditFilter): AuditPair[] {
	const { tenant, person, action, since, until, after, limit } = filter;
	const bound: Bound = { limit };
	const conditions = ["i.kind <> 'outcome'"];
	const where = (condition: string, name: string, value: string | number | undefined): void => {
		if (value === undefined) return;
		conditions.push(condition);
		bound[name] = value;
	};
	where("i.tenant = :tenant", "tenant", tenant);
	where("i.person = :person", "person", person);
	where("i.action = :action", "action", action);
	where("i.at >= :since", "since", since);
	where("i.at < :until", "until", until);
	where("(i.at, i.seq) < ((SELECT at FROM audit WHERE seq = :after), :after)", "after", after);
	// Without statistics SQLite would take person and action, and read the entries of every tenant.
	const hint = tenant === undefined ? "" : "INDEXED BY audit_tenant";
	return database
		.prepare<[Bound], AuditPair>(
			`SELECT i.seq, i.text, i.hash, o.text AS outcome, o.seq AS "outcomeSeq",
			        EXISTS (SELECT 1 FROM audit_open AS w WHERE w.seq = i.seq) AS running
			   FROM audit AS i ${hint} LEFT JOIN audit AS o ON o.closes = i.seq
			  WHERE ${conditions.join(" AND ")}
			  ORDER BY i.at DESC, i.seq DESC
			  LIMIT :limit`,
		)
		.all(bound);
}
