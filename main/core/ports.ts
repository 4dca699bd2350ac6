/** What the core needs from the world, each as small as its use. Adapters make them real; nothing here names a library. */
import type { Authentication, ChannelBinding, PeerFacts, SshSettings, SslMode } from "../contract/index.ts";
import type {
	CommandPort,
	KeyStorePort,
	PolicyFile,
	SecretStorePort,
	UserFilesPort,
} from "./connections/secret-ports.ts";
import type { DatabaseError } from "./errors.ts";
import type { LookTree } from "./sql/look-tree.ts";
import type { ObjectName, ParsedStatement } from "./sql/parsed.ts";

export type * from "./connections/secret-ports.ts";
export type * from "./sql/look-tree.ts";
export type * from "./sql/parsed.ts";

export interface Ports {
	postgres: PostgresPort;
	files: FilesPort;
	newFiles: NewFilesPort;
	sql: SqlPort;
	store: StorePort;
	keyStore: KeyStorePort;
	commands: CommandPort;
	userFiles: UserFilesPort;
	/** As it was when Bulkhead started. */
	policyFile: PolicyFile;
	snapshots: SnapshotsPort;
	fleetRuns: FleetRunsPort;
	/** Scans of isolation, kept in the same way. */
	scanRuns: FleetRunsPort;
	embedded: EmbeddedServerPort;
	throwaway: ThrowawayServerPort;
	dump: DumpPort;
	clock: Clock;
	log: Log;
	/** Who runs Bulkhead, for the ledger. */
	who: { user: string; host: string; version: string };
	/** Folder of the bundled migration set. */
	bundledMigrations: string;
}

export interface Clock {
	now(): Date;
	/** Milliseconds from an arbitrary start; never goes back. */
	monotonic(): number;
	/** Resolves after `ms`, or rejects with the signal's reason. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Never given a secret; one line a call. */
export interface Log {
	info(message: string, fields?: Record<string, unknown>): void;
	error(message: string, fields?: Record<string, unknown>): void;
}

// ── PostgreSQL ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ConnectParams {
	host: string;
	port: number;
	database: string;
	user: string;
	password?: string;
	sslMode: SslMode;
	/** Paths of PEM files. */
	sslRootCert?: string;
	sslCrl?: string;
	sslCert?: string;
	sslKey?: string;
	sslKeyPassword?: string;
	sslNegotiation?: "postgres" | "direct";
	/** Default: prefer. */
	channelBinding?: ChannelBinding;
	refuseMd5?: boolean;
	/** The server lets the session only read, from its first moment. */
	readOnly?: boolean;
	/** The server is reached through this. */
	ssh?: SshRoute;
	/** Shown in pg_stat_activity; at most 63 bytes. */
	applicationName?: string;
	/** Default 10,000 ms for the whole of connecting: name, TCP, TLS and login. */
	connectTimeoutMs?: number;
}

export interface SshRoute extends SshSettings {
	password?: string;
	keyPassword?: string;
}

export interface PostgresPort {
	/**
	 * Opens one direct connection, lends it, closes it whatever happens. When `signal` fires, the running statement is
	 * cancelled on the server through a second connection (escalating to terminate when it does not stop), and the
	 * pending call rejects with CANCELLED. Errors: CONNECT_FAILED, CONNECTION_LOST, and what `use` throws.
	 */
	withSession<T>(params: ConnectParams, options: SessionOptions, use: (session: Session) => Promise<T>): Promise<T>;
	/** Reads a libpq URL. Throws BAD_INPUT that never quotes the password. */
	parseUrl(url: string): ParsedUrl;
	/** Remembers the key of an SSH server that was refused as unknown, by its fingerprint; false where none is waiting. */
	trustSshHost(fingerprint: string): boolean;
}

export interface ParsedUrl {
	host?: string;
	port?: number;
	database?: string;
	user?: string;
	password?: string;
	sslMode?: SslMode;
	sslRootCert?: string;
	sslCrl?: string;
	sslCert?: string;
	sslKey?: string;
	sslKeyPassword?: string;
	sslNegotiation?: "postgres" | "direct";
	channelBinding?: ChannelBinding;
	ssh?: SshSettings;
}

export interface SessionOptions {
	signal?: AbortSignal;
	/**
	 * Once the signal has fired nothing more is asked: each further call is CANCELLED too. For a session that leaves nothing to be cleaned up;
	 * the server rolls back what is open when it is closed.
	 */
	endsWithSignal?: boolean;
	/** Milliseconds that one `query` may take; default ten minutes. It is then cancelled, and CONNECTION_LOST. */
	queryTimeoutMs?: number;
	onNotice?: (notice: Notice) => void;
}

export interface Notice {
	severity: string;
	message: string;
}

/** One value as the server sent it, in text form; null is SQL's NULL. */
export type Cell = string | null;

export interface Rows {
	columns: string[];
	rows: Cell[][];
	/** From the command tag; undefined where the command has no count. */
	rowCount?: number;
	/** Command tag without its numbers: `INSERT`, `CREATE TABLE`. */
	command: string;
}

/** How a session reaches its server. */
export interface LinkFacts {
	/** TLS protocol, undefined in the clear. */
	tls: string | undefined;
	peer: PeerFacts | undefined;
	authentication: Authentication;
	/** user@host:port of each SSH server in between. */
	tunnel: string[];
}

/** What every session can do: our own SQL, with bound values. */
export interface ReadSession {
	/** server_version_num, for example 180004. */
	readonly serverVersion: number;
	/** As the server names it, for example "18.4". */
	readonly serverVersionText: string;
	/** As it was announced at login: a pooler in front of the server makes it up. */
	readonly backendPid: number;
	readonly link: LinkFacts;
	/** Extended protocol, one statement, values bound; rows as objects of text cells. Errors: DatabaseError. */
	query<Row extends Record<string, Cell>>(
		sql: string,
		values?: readonly (string | number | boolean | null)[],
	): Promise<Row[]>;
}

/** A column as the server announces it, before a row of it is read. */
export interface TypedName {
	name: string;
	typeOid: number;
}

/** A statement that was parsed and bound, whose rows are taken some at a time. It ends with its transaction. */
export interface Cursor {
	readonly columns: readonly TypedName[];
	/** At most `most` further rows; `done` where there is none behind them. The statement runs with the first call. */
	fetch(most: number): Promise<{ rows: Cell[][]; done: boolean }>;
}

/** A session for looks: what somebody typed is only ever sent by the extended protocol, which takes one statement. */
export interface LookSession extends ReadSession {
	/** Values are bound as text. Errors: DatabaseError. */
	open(sql: string, values?: readonly (string | null)[]): Promise<Cursor>;
}

export interface PipelineOptions {
	maxRows?: number;
	told(outcome: Rows | DatabaseError, at: number): void;
}

/** A session that may also run SQL from files, by the simple protocol. */
export interface Session extends LookSession {
	/**
	 * Sends the text as it is; the last result's rows are returned, at most `maxRows` (default 1,000) of them. It has to be answered in the
	 * time of a question (`queryTimeoutMs`), unless it may take `anyTime`: a person's statement, a COMMIT of theirs, and what grows with
	 * the data.
	 */
	execute(sql: string, options?: { maxRows?: number; anyTime?: boolean }): Promise<Rows>;
	/**
	 * Sends the texts one behind the other without waiting in between; `told` hears what each came to, in their order, and at most
	 * `maxRows` (default 1,000) of its rows. The server goes on after one that fails: in a transaction it refuses the rest, 25P02. None may
	 * be a COPY FROM STDIN. Errors: CANCELLED and CONNECTION_LOST.
	 */
	executeAll(texts: readonly string[], heard: PipelineOptions): Promise<void>;
	/**
	 * Sends statements as one text, which costs the server least; `told` hears what each came to, without its rows, up to the first that
	 * fails: those behind it are not run. The answers may come late, some hundreds at once. Errors: CANCELLED and CONNECTION_LOST.
	 */
	executeTogether(texts: readonly string[], told: PipelineOptions["told"]): Promise<void>;
	/** COPY … TO STDOUT in pieces, the next one when `take` has done with the last; answers with the number of rows. */
	copyOut(sql: string, take: (piece: Uint8Array) => Promise<void>): Promise<number>;
	/** COPY … FROM STDIN; answers with the number of rows. */
	copyIn(sql: string, pieces: AsyncIterable<Uint8Array>): Promise<number>;
}

// ── SQL text ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface SqlStatement {
	/** The statement as it stands in the file, without the closing semicolon and without leading blanks and comments. */
	text: string;
	/** Offset of `text` in the file, in characters (UTF-16 code units). */
	start: number;
	/** 1-based line and column where `text` starts. */
	line: number;
	column: number;
	/** Comments between the statement before and this one, markers included, in order. */
	comments: string[];
	/** Its first four tokens in capitals, one blank between: what kind of statement it is. */
	head: string;
}

/** A statement that cannot share a transaction; `enum-value` can, but what it adds cannot be used before COMMIT. */
export type Solo =
	| CreateIndexSolo
	| { kind: "drop-index"; indexes: ObjectName[] }
	| { kind: "reindex"; what: "index" | "table" | "schema" | "database"; name?: ObjectName; concurrent: boolean }
	| { kind: "detach-partition"; partition?: ObjectName; table?: ObjectName }
	| { kind: "enum-value"; value: string }
	| { kind: "other" };

export interface CreateIndexSolo {
	kind: "create-index";
	index?: string;
	table?: ObjectName;
	ifNotExists: boolean;
	unique: boolean;
	only: boolean;
	/** Its text behind the table's name: method, columns, and what follows. */
	tail: string;
}

/** A statement that begins or ends a transaction, or says how it is to be. */
export interface TransactionControl {
	does: "begin" | "commit" | "rollback" | "set" | "savepoint" | "two-phase";
	/** AND CHAIN: the next transaction begins at once. */
	chain: boolean;
	/** As it is written, in lower case. */
	isolation?: string;
	readOnly: boolean;
}

/** What belongs to the whole cluster: roles, databases, tablespaces, the server's settings, subscriptions. */
export interface ClusterWide {
	/** For people: "CREATE ROLE". */
	what: string;
	/** Only in the text of a body or of a generated statement: whether it happens is decided when it runs. */
	inside: boolean;
	/** It also changes another server. */
	remote: boolean;
}

export interface SqlPort {
	/** Cuts a script with PostgreSQL's own scanner. Throws BAD_INPUT with line and column where that gives up, and for psql's commands. */
	statements(text: string): Promise<SqlStatement[]>;
	/** Whether PostgreSQL refuses this statement in a transaction, by its parse tree. */
	solo(text: string): Promise<Solo | undefined>;
	/** What it does about transactions, by its parse tree; undefined for what does nothing. */
	transaction(text: string): Promise<TransactionControl | undefined>;
	/** What it changes outside of its own database. `generated`: a text that only makes statements (\gexec). */
	clusterWide(text: string, options?: { generated?: boolean }): Promise<ClusterWide | undefined>;
	/** What a statement says, by its parse tree. Throws BAD_INPUT with line and column where the parser gives up. */
	parse(text: string): Promise<ParsedStatement[]>;
	/** A query of somebody's own as it is judged before it is run. Errors: as of `parse`; REFUSED where it is nested too deep to be read. */
	look(text: string): Promise<LookTree>;
}

// ── Files, store, embedded server ────────────────────────────────────────────────────────────────────────────────────

export interface FolderEntry {
	/** Path relative to the folder, with `/`. */
	path: string;
	kind: "file" | "link" | "folder" | "other";
}

export interface FilesPort {
	/** The folder's entries and those of its folders `rollback` and `verify`. NOT_FOUND when there is no such folder. */
	list(folder: string): Promise<FolderEntry[]>;
	/** Every entry below a folder that `list` knows, at any depth; undefined when there are more than `limit`. */
	tree(folder: string, limit: number): Promise<FolderEntry[] | undefined>;
	/** Bytes of one file of the folder; never follows a link. Undefined where it has more than `limit`. */
	read(folder: string, path: string, limit: number): Promise<Uint8Array | undefined>;
	/** The same in pieces, of whatever length. */
	stream(folder: string, path: string): AsyncIterable<Uint8Array>;
	/** Where a path leads, links followed: to a file of the folder, or why not. */
	locate(folder: string, path: string): Promise<Located>;
}

/** Writes into migration folders. */
export interface NewFilesPort {
	/** New files, in folders that are made where they are missing; all of them or none. REFUSED where one is there already. */
	create(folder: string, files: readonly { path: string; text: string }[]): Promise<void>;
}

/** `path` is relative to the folder, with `/`; `why` goes on a sentence that begins with the path that was asked for. */
export type Located = { path: string } | { why: string };

export interface StoredConnection {
	id: string;
	/** connectionSettings of the contract, as JSON data. */
	settings: unknown;
	lastUsedAt?: Date;
	/** lastState of the contract, as JSON data. */
	lastState?: unknown;
	/** Its place in the order that a person made; where it was added, when left out. */
	position: number;
}

export interface StorePort {
	connections: {
		/** By position. */
		list(): StoredConnection[];
		/** A piece of the list, without the rest being read; `next` is where the piece after it begins. */
		page(limit: number, after?: string): { connections: StoredConnection[]; next?: string };
		get(id: string): StoredConnection | undefined;
		/** By the name in its settings. */
		named(name: string): StoredConnection | undefined;
		/** Another number whenever the list may be another, also by another process. */
		version(): string;
		/** In one step. A new one without a position comes last. */
		put(...connections: (Omit<StoredConnection, "position"> & { position?: number | undefined })[]): void;
		/** With its kept password. */
		remove(id: string): boolean;
	};
	secrets: SecretStorePort;
	audit: AuditPort;
	indexHistory: IndexHistoryPort;
	care: StoreCare;
}

/** A look at a database's indexes. What `summary` and the parts are is the core's own; they are kept as JSON. */
export interface KeptMoment {
	id: string;
	/** ISO. */
	at: string;
	summary: unknown;
}

export interface IndexHistoryPort {
	/** Old moments of the place make room: the newest stay, and one of each day. */
	add(place: string, moment: KeptMoment, parts: Readonly<Record<string, unknown>>): void;
	/** Newest first. */
	list(place: string, limit: number): KeptMoment[];
	part(id: string, part: string): unknown;
}

// ── The audit trail ──────────────────────────────────────────────────────────────────────────────────────────────────

/** An entry as it is kept. */
export interface AuditRow {
	/** 1 and up, without a gap. */
	seq: number;
	/** What is hashed, ASCII. */
	text: string;
	/** In hex. */
	hash: string;
	/** Ed25519 over the hash's text, in base64. */
	signature: string;
	/** Number of the public key in `keys`. */
	key: number;
}

export interface AuditAppend {
	text: string;
	/** Called under the store's write lock, with the entry before. */
	hashOf(before: AuditRow | undefined, seq: number): string;
	/** It is open until another entry closes it, and belongs to this process. */
	opens?: boolean;
	/** Number of the open entry that this one closes. */
	closes?: number;
}

export interface AuditFilter {
	tenant?: string | undefined;
	person?: string | undefined;
	action?: string | undefined;
	/** ISO; `until` is left out itself. */
	since?: string | undefined;
	until?: string | undefined;
	/** Only what comes behind this entry, which is older. */
	after?: number | undefined;
	limit: number;
}

/** An entry with the text of the one that closed it. */
export interface AuditPair {
	seq: number;
	text: string;
	hash: string;
	outcome: string | null;
	outcomeSeq: number | null;
	/** 1 while it is open. */
	running: number;
}

/** Append-only. Errors of all: STORE_FAILED, DISK_FULL. */
export interface AuditPort {
	/** Tells this store from others of this machine and of others, in hex. */
	readonly place: string;
	/** On the disk when this returns. Undefined where what it closes is not open. */
	append(entry: AuditAppend): AuditRow | undefined;
	first(): AuditRow | undefined;
	last(): AuditRow | undefined;
	one(seq: number): AuditRow | undefined;
	/** The highest number that was ever given. */
	highest(): number;
	/** Entries behind number `after`, in order: seq, text, hash, signature, key. */
	scan(after: number, limit: number): [number, string, string, string, number][];
	/** Entries that close none, newest first. */
	list(filter: AuditFilter): AuditPair[];
	people(): string[];
	actions(): string[];
	keys(): { id: number; publicKey: string }[];
	/** Numbers of open entries whose process is gone. */
	abandoned(): number[];
}

// ── The store itself ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface StoreBackup {
	name: string;
	path: string;
	at: Date;
	/** `daily`, `asked`, `step-2`. */
	reason: string;
	bytes: number;
}

/** damaged: the file was set aside, and a new one begun · empty: there are backups, and the store had nothing in it. */
export interface StoreTrouble {
	id: number;
	at: Date;
	what: "damaged" | "empty";
	/** Where the damaged file is. */
	file?: string;
}

export interface StoreCare {
	readonly file: string;
	state(): {
		version: number;
		bytes: number;
		/** Newest first. */
		backups: StoreBackup[];
		/** Files that were damaged or replaced. */
		aside: string[];
		troubles: StoreTrouble[];
	};
	/** What nobody has answered yet. */
	troubles(): StoreTrouble[];
	/** All of them are answered. */
	dismiss(): void;
	/** Reads every page; what is wrong, in SQLite's words. */
	check(): string[];
	checkBackup(name: string): string[];
	backup(): StoreBackup;
	/** The newest good backup, or this one; what was there is kept in `replaced`. Errors: NOT_FOUND, BAD_INPUT. */
	restore(name?: string): { backup: StoreBackup; replaced: string };
}

/** Snapshots on disk: compressed, for their owner alone. An id is a name that is safe in a path. */
export interface SnapshotsPort {
	/** Where they lie, for people. */
	readonly folder: string;
	/** Bytes that can be written there. */
	free(): Promise<number>;
	/** A new one, which counts only once it is finished. Errors: DISK_FULL, STORE_FAILED. */
	create(id: string): Promise<SnapshotWriter>;
	/** Its content, uncompressed. Errors: NOT_FOUND, SNAPSHOT_DAMAGED. */
	read(id: string): AsyncIterable<Uint8Array>;
	list(): Promise<SnapshotFile[]>;
	remove(id: string): Promise<void>;
}

export interface SnapshotWriter {
	write(piece: Uint8Array): Promise<void>;
	/** Flushed to the disk and put in its place. */
	finish(): Promise<SnapshotFile>;
	/** Nothing of it stays; does nothing once it is finished. */
	abandon(): Promise<void>;
}

export interface SnapshotFile {
	id: string;
	path: string;
	/** As it lies on the disk. */
	bytes: number;
}

export interface EmbeddedServer {
	port: number;
	host: string;
	user: string;
	password: string;
	folder: string;
	/** Found running from an earlier Bulkhead, not started by this one. */
	reused: boolean;
}

export interface EmbeddedStart {
	onStep: (text: string) => void;
	/** This role is let into this database from this machine without a password. Written when the cluster is made. */
	trusted: { user: string; database: string };
	signal?: AbortSignal;
}

export interface EmbeddedServerPort {
	/** Why there is none here; undefined when there is. */
	unavailable(): string | undefined;
	readonly folder: string;
	state(): Promise<"absent" | "stopped" | "running">;
	/**
	 * Makes the cluster where it is not there, starts it or finds it running, and counts this Bulkhead as one that uses it. One
	 * that a crashed Bulkhead left behind is taken over. Errors: DEMO_FAILED, DISK_FULL, and the signal's reason.
	 */
	start(options: EmbeddedStart): Promise<EmbeddedServer>;
	/** The server, where it runs; this Bulkhead counts as one that uses it from then on. */
	join(): Promise<EmbeddedServer | undefined>;
	/** From now on the server stays, whoever ends, until somebody stops it. */
	keep(): void;
	/** DISK_FULL where there is less room than the demo's data needs. */
	requireRoom(): void;
	/** Stops the server; with `onlyOurs`, not one that another Bulkhead uses or that was told to stay. False when nothing was stopped. */
	stop(options: { onlyOurs: boolean }): Promise<boolean>;
	/** Stops the server and deletes its folder. */
	destroy(): Promise<void>;
}

/** PostgreSQL servers that are made for one piece of work, and thrown away with all that is in them. */
export interface ThrowawayServerPort {
	/** Why there is none here; undefined when there is. */
	unavailable(): string | undefined;
	/** Those that dead processes left behind are removed first. Errors: REFUSED, DISK_FULL, the signal's reason. */
	start(options: { onStep: (text: string) => void; signal: AbortSignal }): Promise<ThrowawayServer>;
}

export interface ThrowawayServer {
	host: string;
	port: number;
	/** The superuser. */
	user: string;
	password: string;
	/** Stops it and removes its folder. */
	destroy(): Promise<void>;
}

export interface DumpPort {
	/** The schema of a database, without rows, as statements; or why there is none: a program that is missing, or what it said. */
	schema(params: ConnectParams, options: DumpOptions): Promise<{ sql: string } | { why: string }>;
}

export interface DumpOptions {
	/** server_version_num of the server. */
	serverVersion: number;
	/** A schema that is left out. */
	without: string;
	signal: AbortSignal;
}

/** Runs of the fleet as they are remembered: one JSON text each, without a secret. */
export interface FleetRunsPort {
	/** Replaced as a whole, so that a reader never meets half of one. Errors: STORE_FAILED, DISK_FULL. */
	put(id: string, text: string): Promise<void>;
	/** The newest first; at most 50 are kept. */
	list(): Promise<{ id: string; text: string }[]>;
	get(id: string): Promise<string | undefined>;
}
