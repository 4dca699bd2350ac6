/**
 * What the checks of the indexes judge: one database's tables, indexes, keys, statistics and counters at one moment. Read once, by set, in one
 * snapshot; names are looked up by oid. Oids are text. Bytes and counts are numbers (a bigint of PostgreSQL's that stays below 2^53).
 */
import type { IndexWindow } from "../../contract/indexes.ts";
import type { Tenancy } from "../tenancy/model.ts";
import type { SizeFacts } from "./bloat/size-facts.ts";
import type { PlanFacts } from "./plans/plan-facts.ts";
import type { UpkeepFacts } from "./statistics/upkeep-facts.ts";

export interface IndexColumn {
	/** pg_index.indkey: 0 is an expression. */
	attnum: number;
	/** Of the table's column, or the expression as pg_get_indexdef prints it. */
	text: string;
	/** Oids, as text: opclass and collation ("0" where there is none). */
	opclass: string;
	collation: string;
	/** indoption: DESC, NULLS FIRST. */
	descending: boolean;
	nullsFirst: boolean;
}

export interface IndexFact {
	oid: string;
	schema: string;
	name: string;
	table: string;
	/** i index, I partitioned index. */
	kind: "i" | "I";
	/** pg_am.amname. */
	method: string;
	keys: IndexColumn[];
	/** Column numbers of INCLUDE. */
	include: number[];
	/** As pg_get_expr prints it. */
	predicate: string | undefined;
	definition: string;
	unique: boolean;
	primary: boolean;
	exclusion: boolean;
	nullsNotDistinct: boolean;
	deferrable: boolean;
	replicaIdentity: boolean;
	clustered: boolean;
	valid: boolean;
	ready: boolean;
	live: boolean;
	/** pg_index.indcheckxmin while an older snapshot is still running. */
	waitsForOldSnapshots: boolean;
	/** The constraint that it backs. */
	constraint: string | undefined;
	/** Of a partitioned index that this one is attached to. */
	parent: string | undefined;
	/** Bytes; undefined where it could not be read (dropped or locked meanwhile). */
	bytes: number | undefined;
	pages: number;
	/** pg_class.reltuples; undefined where it was never counted. */
	rows: number | undefined;
	/** Fill factor in percent, and deduplicate_items. */
	fillfactor: number;
	deduplicates: boolean;
	/** Counters of this node, since they began; those of a partitioned index are its partitions' together. */
	scans: number | undefined;
	rowsRead: number | undefined;
	/** Blocks asked for, and found in PostgreSQL's own memory. */
	blocks: { fetched: number; hit: number };
	/** ISO; only 16 and newer. */
	lastScan: string | undefined;
	/** Statistics of its own expressions, by position in `keys`. */
	expressionStatistics: Record<number, ColumnStatistics>;
}

export interface ColumnStatistics {
	nullShare: number;
	/** Bytes. */
	width: number;
	/** As pg_stats has it: negative is a share of the rows. */
	distinct: number;
	/** The most common values as text with their shares, where they can be seen. */
	common: { value: string; share: number }[];
}

export interface ColumnFact {
	number: number;
	name: string;
	/** format_type. */
	type: string;
	/** pg_type oid, as text. */
	typeOid: string;
	collation: string;
	notNull: boolean;
	/** Absent where the login cannot see them, or where the table was never analysed. */
	statistics: ColumnStatistics | undefined;
}

export interface TableFact {
	oid: string;
	schema: string;
	name: string;
	/** r, p, m. */
	kind: "r" | "p" | "m";
	owner: string;
	secured: boolean;
	forced: boolean;
	/** Of a partition. */
	parent: string | undefined;
	columns: ColumnFact[];
	/** Bytes of the heap and its TOAST; undefined where it could not be read. */
	heapBytes: number | undefined;
	pages: number;
	rows: number | undefined;
	fillfactor: number;
	options: string[];
	/** Why pg_stats shows nothing of this table to this login, where that is so. */
	statisticsHidden: string | undefined;
	/** pg_stat_all_tables. */
	counters: {
		sequentialScans: number;
		sequentialRows: number;
		inserted: number;
		updated: number;
		hotUpdated: number;
		deleted: number;
		live: number;
		dead: number;
		changedSinceAnalyze: number;
		lastAnalyze: string | undefined;
		lastVacuum: string | undefined;
		blocksFetched: number;
		blocksHit: number;
	};
	/** age(relfrozenxid), mxid_age(relminmxid). */
	xidAge: number;
	multixactAge: number;
}

export interface ForeignKeyFact {
	oid: string;
	name: string;
	/** Oids of the tables, and column numbers in step. */
	table: string;
	columns: number[];
	target: string;
	targetColumns: number[];
	/** pg_constraint.confdeltype, confmatchtype. */
	onDelete: string;
	match: string;
	validated: boolean;
}

/** A constraint that holds for new rows alone. */
export interface UnvalidatedFact {
	name: string;
	table: string;
	/** c CHECK, f foreign key, n NOT NULL. */
	kind: string;
}

/** What of other nodes and of earlier looks is known about an index's use, by qualified name. */
export interface UseFact {
	/** Scans within the window, all nodes added up. */
	scans: number;
	rowsRead: number;
	/** Days of the shortest window among the nodes. */
	days: number;
	/** Nodes that were not asked. */
	unseen: string[];
	/** When this Bulkhead saw the index first. */
	firstSeen: string;
}

/** What happened to a table since an earlier look, which was at least an hour ago and after the counters began. */
export interface TrafficFact {
	hours: number;
	sequentialScans: number;
	sequentialRows: number;
	/** Blocks of its indexes and of itself that were not in PostgreSQL's memory. */
	indexFetched: number;
	indexRead: number;
}

export interface Facts {
	version: number;
	versionText: string;
	standby: boolean;
	/** `sortsByBytes`: its own collation is C, so that pattern operator classes sort as the usual ones do. */
	database: { name: string; bytes: number; oid: string; sortsByBytes: boolean };
	role: { name: string; superuser: boolean; bypassrls: boolean; monitors: boolean };
	/** pg_control_system().system_identifier where the login may ask. */
	system: string | undefined;
	blockSize: number;
	/** By oid. */
	tables: Map<string, TableFact>;
	indexes: Map<string, IndexFact>;
	/** By table. */
	indexesOf: Map<string, IndexFact[]>;
	foreignKeys: ForeignKeyFact[];
	unvalidated: UnvalidatedFact[];
	/** Operator classes that compare text by its bytes, by oid: text_pattern_ops and its like. */
	patternClasses: Set<string>;
	/** Keyed by index oid; filled from the history and the replicas. */
	use: Map<string, UseFact>;
	/** Keyed by table oid; empty where there is no earlier look. */
	traffic: Map<string, TrafficFact>;
	/** Rows of the table of tenants, by the planner's estimate. */
	tenants: number | undefined;
	windows: IndexWindow[];
	/** Oids of indexes and tables that are being built on now; undefined where other users' builds cannot be seen. */
	building: Set<string> | undefined;
	tenancy: Tenancy;
	/** Tables of the tenancy by oid. */
	guarded: Map<string, Tenancy["tables"][number]>;
	/** These three are read by read-own-facts.ts. */
	plans: PlanFacts;
	sizes: SizeFacts;
	upkeep: UpkeepFacts;
}
