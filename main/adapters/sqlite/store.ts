import type { StorePort } from "../../core/ports.ts";
import { auditTrail, type Guarded } from "./audit.ts";
import { listBackups, takeBackup } from "./backups.ts";
import { storeCare } from "./care.ts";
import { storeFailure } from "./failure.ts";
import { indexHistory } from "./index-history.ts";
import { type OpenedDatabase, openDatabase } from "./open-database.ts";
import { savedConnections } from "./saved-connections.ts";
import { keptSecrets } from "./secrets.ts";

export interface Store extends StorePort {
	/** Where a damaged store was put aside when this one was opened. */
	readonly setAside: string | undefined;
	close(): void;
}

/** Milliseconds between two daily backups, and bytes up to which they are made without being asked for. */
const DAY = 24 * 60 * 60 * 1000;
const LARGE = 32 * 1024 * 1024;

/** The local store in `folder`: what Bulkhead remembers on this machine. Errors: STORE_FAILED, DISK_FULL, also of what it does. */
export function openStore(folder: string): Store {
	const opened = openDatabase(folder);
	const { database, file, setAside } = opened;
	const guarded: Guarded = (work) => {
		try {
			return work();
		} catch (caught) {
			throw storeFailure(caught, file);
		}
	};
	return {
		setAside,
		connections: savedConnections(database, guarded),
		secrets: keptSecrets(database, guarded),
		audit: auditTrail(database, opened.folder, guarded),
		indexHistory: indexHistory(database, guarded),
		care: storeCare(database, opened, guarded),
		close() {
			backUpDaily(opened);
			database.close();
		},
	};
}

/** At the end of the first Bulkhead of a day, when nobody waits for it. That there is none is told by `bulkhead store`. */
function backUpDaily({ database, folder, file }: OpenedDatabase): void {
	try {
		const [newest] = listBackups(folder);
		if (newest && Date.now() - newest.at.getTime() < DAY) return;
		const holds = database
			.prepare("SELECT EXISTS (SELECT 1 FROM connections) OR EXISTS (SELECT 1 FROM audit)")
			.pluck()
			.get();
		const pages = Number(database.pragma("page_count", { simple: true }));
		if (holds === 1 && pages * 4096 <= LARGE) takeBackup(database, file, "daily");
	} catch {
		// No room, or no right: what was done is on the disk all the same, and closing must not fail for a copy of it.
	}
}
