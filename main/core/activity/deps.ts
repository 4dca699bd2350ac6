import type { MigrationDeps } from "../migrations/deps.ts";
import type { OwnSessions } from "./own-sessions.ts";

export interface ActivityDeps extends MigrationDeps {
	own: OwnSessions;
}
