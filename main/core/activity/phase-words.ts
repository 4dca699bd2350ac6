/** Phases as PostgreSQL names them ("Progress Reporting", tables 27.40 to 27.49), in words for somebody who waits. */
const words: Record<string, string> = {
	initializing: "begins",
	// CREATE INDEX and REINDEX
	"waiting for writers before build": "waits for transactions that write to the table, before it builds",
	"building index": "builds the index",
	"building index: initializing": "builds the index",
	"building index: scanning table": "builds the index: reads the table",
	"building index: sorting live tuples": "builds the index: sorts the rows",
	"building index: sorting dead tuples": "builds the index: sorts what is dead",
	"building index: loading tuples in tree": "builds the index: writes it",
	"waiting for writers before validation": "waits for transactions that write to the table, before it checks the index",
	"index validation: scanning index": "checks the index: reads it",
	"index validation: sorting tuples": "checks the index: sorts what it holds",
	"index validation: scanning table": "checks the index: reads the table for rows that came meanwhile",
	"waiting for old snapshots": "waits for transactions that may still see older rows, in any table",
	"waiting for readers before marking dead": "waits for transactions that read by the old index",
	"waiting for readers before dropping": "waits for transactions that may still use the old index",
	// VACUUM
	"scanning heap": "reads the table",
	"vacuuming indexes": "cleans the indexes",
	"vacuuming heap": "cleans the table",
	"cleaning up indexes": "tidies the indexes",
	"truncating heap": "gives room at the end of the table back",
	"performing final cleanup": "tidies up",
	// CLUSTER and VACUUM FULL
	"seq scanning heap": "reads the table",
	"index scanning heap": "reads the table in the index's order",
	"sorting tuples": "sorts the rows",
	"writing new heap": "writes the table anew",
	"swapping relation files": "puts the new table in place",
	"rebuilding index": "builds the indexes anew",
	// ANALYZE
	"acquiring sample rows": "takes a sample of the rows",
	"acquiring inherited sample rows": "takes a sample of the partitions' rows",
	"computing statistics": "counts",
	"computing extended statistics": "counts",
	"finalizing analyze": "writes down what it counted",
};

export function phaseWords(command: string, phase: string): string {
	if (phase === "") return command;
	return `${command} ${words[phase] ?? phase}`;
}
