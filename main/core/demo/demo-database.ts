/** Names and addresses of the *demo*: the database `iafactory` on the embedded server, owned by a role of that name. */
import type { ConnectionSettings } from "../../contract/index.ts";
import type { ConnectParams, EmbeddedServer } from "../ports.ts";

/** The role is the database's owner, may make roles, and is no superuser; it comes in from this machine without a password. */
export const trusted = { user: "iafactory", database: "iafactory" };

/** Where the embedded server's superuser keeps what it knows of the demo: not in the demo's own database, which is the user's. */
const MAINTENANCE = "postgres";

export function demoSettings({ host, port }: EmbeddedServer): ConnectionSettings {
	return { name: "Demo", environment: "development", host, port, sslMode: "disable", ...trusted };
}

/** The demo's address, without a password because it needs none. */
export function demoUrl({ host, port }: EmbeddedServer): string {
	return `postgres://${trusted.user}@${host}:${port}/${trusted.database}`;
}

/** As the demo's owner. */
export function ownerParams({ host, port }: EmbeddedServer): ConnectParams {
	return { host, port, ...trusted, sslMode: "disable", applicationName: "bulkhead demo" };
}

/** As the server's superuser, whom nobody but Bulkhead knows the password of. */
export function superuserParams({ host, port, user, password }: EmbeddedServer, database = MAINTENANCE): ConnectParams {
	return { host, port, user, password, database, sslMode: "disable", applicationName: "bulkhead demo" };
}
