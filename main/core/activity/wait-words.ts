/** Wait events as PostgreSQL names them ("Wait Events", tables 27.4 to 27.13), in words for somebody who wonders why nothing moves. */
const events: Record<string, string> = {
	"Lock:relation": "waits for a lock on a table",
	"Lock:extend": "waits for its turn to make a table longer",
	"Lock:page": "waits for a lock on a page",
	"Lock:tuple": "waits for its turn at a row that another is about to get",
	"Lock:transactionid": "waits for another transaction to end, which changed a row that it wants",
	"Lock:virtualxid": "waits for another transaction to end",
	"Lock:spectoken": "waits for another's INSERT … ON CONFLICT",
	"Lock:object": "waits for a lock on an object that is no table",
	"Lock:advisory": "waits for an advisory lock",
	"Lock:userlock": "waits for a lock of an application",
	"Lock:frozenid": "waits to write down frozen transactions",
	"Lock:applytransaction": "waits for a remote transaction to be applied",
	"Client:ClientRead": "waits for the application to say something",
	"Client:ClientWrite": "waits for the application to take its rows",
	"Client:LibPQWalReceiverConnect": "connects to another server",
	"Client:LibPQWalReceiverReceive": "waits for another server",
	"Client:WalSenderWaitForWAL": "waits for WAL to send",
	"Client:WalSenderWriteData": "sends WAL",
	"Client:WaitForStandbyConfirmation": "waits for a standby",
	"IPC:SyncRep": "waits for a standby to confirm its COMMIT",
	"IPC:SafeSnapshot": "waits for a moment without other serializable transactions",
	"IPC:ExecuteGather": "waits for its parallel workers",
	"IPC:ParallelFinish": "waits for its parallel workers to end",
	"IPC:ProcArrayGroupUpdate": "ends its transaction together with others",
	"IPC:BackendTermination": "waits for another session to end",
	"IPC:ReplicationSlotDrop": "waits for a replication slot to be free",
	"Timeout:PgSleep": "sleeps (pg_sleep)",
	"Timeout:VacuumDelay": "rests, so as not to load the disk (VACUUM cost delay)",
	"Timeout:RecoveryApplyDelay": "waits on purpose (recovery_min_apply_delay)",
	"IO:DataFileRead": "reads from the disk",
	"IO:DataFilePrefetch": "reads from the disk ahead",
	"IO:DataFileWrite": "writes to the disk",
	"IO:DataFileExtend": "makes a table longer",
	"IO:DataFileSync": "waits until the disk has what it wrote",
	"IO:BufFileRead": "reads what it had put aside on the disk",
	"IO:BufFileWrite": "puts aside on the disk what does not fit its memory",
	"IO:WALWrite": "writes the WAL",
	"IO:WALSync": "waits until the disk has the WAL",
	"IO:WALRead": "reads the WAL",
	"LWLock:WALWrite": "waits for another that writes the WAL",
	"LWLock:LockManager": "waits for the table of locks: many are taken at once",
	"LWLock:ProcArray": "waits for the list of transactions: very many begin and end",
	"LWLock:BufferMapping": "waits for a place in the shared memory",
	"LWLock:BufferContent": "waits for another at the same page",
	"BufferPin:BufferPin": "waits until nobody reads a page",
};

const types: Record<string, string> = {
	Lock: "waits for a lock",
	LWLock: "waits a moment for another inside the server",
	BufferPin: "waits until nobody reads a page",
	Client: "waits for the other end of its connection",
	IO: "waits for the disk",
	IPC: "waits for another process of the server",
	Timeout: "waits for a time to pass",
	Activity: "has nothing to do",
	Extension: "waits in an extension",
	InjectionPoint: "waits at a test's point",
};

/** In plain words; the event's own name goes with what has none of its own. */
export function waitWords(type: string, event: string): string {
	const own = events[`${type}:${event}`];
	if (own !== undefined) return own;
	const general = types[type] ?? `waits (${type})`;
	return type === "Activity" || event === "" ? general : `${general} (${event})`;
}
