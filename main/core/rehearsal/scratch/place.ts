import type { ConnectParams, Session } from "../../ports.ts";

/** Where a scratch database is, while it is. */
export interface Place {
	server: "same" | "embedded";
	/** As the role that the migrations run as. */
	params: ConnectParams;
	/** As a role that may do there whatever the target has. */
	owner: ConnectParams;
	/** What whoever reads the result must know. */
	notes: string[];
	/** Drops it and makes it anew, empty. */
	remake: () => Promise<void>;
}

/** The database that is rehearsed for. */
export interface TargetDatabase {
	name: string;
	owner: string;
	encoding: string;
	/** Options of CREATE DATABASE that give another the same locale, quoted. */
	locale: string;
	/** Settings of the database, as `name=value`. */
	settings: string[];
}

export type WithPlace = <T>(session: Session, use: (place: Place) => Promise<T>) => Promise<T>;
