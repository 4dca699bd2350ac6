/** Where ports meet adapters: every host starts here. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddedServer } from "../adapters/embedded-postgres/embedded-server.ts";
import { throwawayServers } from "../adapters/embedded-postgres/throwaway-servers.ts";
import { createFiles } from "../adapters/files/create-files.ts";
import { filesPort } from "../adapters/files/files.ts";
import { fleetRunsPort } from "../adapters/files/fleet-runs.ts";
import { pgDump } from "../adapters/pg-dump/pg-dump.ts";
import { postgresPort } from "../adapters/postgres/postgres.ts";
import { noKeyStore } from "../adapters/secrets/no-key-store.ts";
import { readPolicyFile } from "../adapters/secrets/policy-file.ts";
import { commandPort } from "../adapters/secrets/run-command.ts";
import { userFiles } from "../adapters/secrets/user-files.ts";
import { snapshotsPort } from "../adapters/snapshots/snapshots.ts";
import { sqlPort } from "../adapters/sql/sql.ts";
import { openStore } from "../adapters/sqlite/store.ts";
import { lazyTunnels } from "../adapters/ssh/lazy-tunnels.ts";
import { silentLog, systemClock, whoRuns } from "../adapters/system/system.ts";
import { type Core, createCore } from "../core/core.ts";
import type { CommandPort, KeyStorePort, Log } from "../core/ports.ts";

export interface Composed {
	core: Core;
	/** Where a damaged local store was put just now; a new one was begun. */
	setAside: string | undefined;
	/** Stops jobs, the embedded server that this process started, and closes the store. */
	close(): Promise<void>;
}

export interface ComposeOptions {
	/** Folder of the local store and of the demo; made where it is not there. */
	store: string;
	log?: Log;
	/** The system's key store. Default: none. */
	keyStore?: KeyStorePort;
	/** Whether a program may be kept as a connection's password command. Default: never, for a page could ask for it. */
	allowsCommand?: CommandPort["allows"];
}

const never = async (): Promise<boolean> => false;

export function compose({
	store: folder,
	log = silentLog,
	keyStore = noKeyStore,
	allowsCommand = never,
}: ComposeOptions): Composed {
	const store = openStore(folder);
	const core = createCore({
		postgres: postgresPort(lazyTunnels({ knownHosts: join(folder, "known_hosts") })),
		files: filesPort(),
		newFiles: { create: createFiles },
		sql: sqlPort(),
		store,
		keyStore,
		commands: commandPort(allowsCommand),
		userFiles: userFiles(),
		policyFile: readPolicyFile(),
		fleetRuns: fleetRunsPort(join(folder, "fleet")),
		scanRuns: fleetRunsPort(join(folder, "scans"), "of the scans"),
		snapshots: snapshotsPort(join(folder, "snapshots")),
		embedded: embeddedServer(join(folder, "demo")),
		throwaway: throwawayServers(join(folder, "scratch")),
		dump: pgDump(),
		clock: systemClock,
		log,
		who: whoRuns(version),
		bundledMigrations: join(packageFolder, "migrations").replace(ARCHIVE, "app.asar.unpacked"),
	});
	return {
		core,
		setAside: store.setAside,
		async close() {
			await core.stop();
			store.close();
		},
	};
}

/** The archive that the desktop app is packed into; files that others read too stand unpacked beside it. */
const ARCHIVE = /app\.asar(?=[\\/])/;

/** Folder of Bulkhead's package.json: from the sources and from the bundles in dist/ alike. */
export const packageFolder = findPackage(dirname(fileURLToPath(import.meta.url)));

export const version = (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string })
	.version;

/** The user's data folder by the system's custom; BULKHEAD_HOME overrides it. */
export function defaultStore(env: NodeJS.ProcessEnv = process.env): string {
	if (env.BULKHEAD_HOME) return env.BULKHEAD_HOME;
	if (process.platform === "win32") return join(env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "Bulkhead");
	if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Bulkhead");
	return join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "bulkhead");
}

function findPackage(folder: string): string {
	if (existsSync(join(folder, "package.json"))) return folder;
	const above = dirname(folder);
	if (above === folder) throw new Error("Bulkhead's own package.json was not found");
	return findPackage(above);
}
