import type { ConnectionSettings } from "../../../contract/index.ts";

/** A kept password goes to this host and port as this user only: where one of them is another, it is not sent. */
export function placeOf({ host, port, user }: Pick<ConnectionSettings, "host" | "port" | "user">): string {
	return JSON.stringify([host.toLowerCase(), port, user]);
}
