/** A *view*: one tenant, one reason, some minutes. Everything that is looked at goes through it; a call names the view and no tenant. */
import type { OpenedView, ViewEvidence, ViewLevel, ViewTable } from "../../contract/index.ts";
import type { OneTimeLogin } from "../barrier/logins.ts";
import type { FoundTenant } from "../tenancy/find-tenant.ts";
import type { GuardedTable, Tenancy } from "../tenancy/model.ts";
import type { Turns } from "./in-turn.ts";

/** A table that the view shows. */
export interface ShownTable {
	shown: ViewTable;
	guarded: GuardedTable;
}

/** What a level has found: how this connection can look, and as whom. */
export interface Stance {
	level: ViewLevel;
	why: string[];
	waysUp: string[];
	/** The role that the look takes on (SET LOCAL ROLE); the login itself looks where there is none. */
	role: string | undefined;
	login: OneTimeLogin | undefined;
	/** The application's role, where the connection's own login may act as it. */
	actsAs: string | undefined;
	/** Why Bulkhead reads free SQL itself, at level `server` too. */
	readByTool: string | undefined;
	/** Quoted, as search_path takes it. */
	searchPath: string;
	tables: ShownTable[];
	leftOut: OpenedView["leftOut"];
}

export interface View extends Stance {
	id: string;
	connection: string;
	tenancy: Tenancy;
	tenant: FoundTenant;
	reason: string;
	ticket: string | undefined;
	openedAt: Date;
	endsAt: Date;
	reveals: number;
	swept: string[];
	evidence: ViewEvidence;
	/** Fires when it is closed or its time is over: what runs is ended. */
	ended: AbortController;
	turns: Turns;
}

/** What a look needs of a view. */
export type Looking = Omit<View, "evidence">;

export function describeView(view: View): OpenedView {
	const {
		id,
		connection,
		level,
		why,
		waysUp,
		tenant,
		reason,
		ticket,
		openedAt,
		endsAt,
		evidence,
		leftOut,
		swept,
		reveals,
	} = view;
	return {
		...{ view: id, connection, level, why, waysUp, freeSql: level !== "structured", tenant, reason, openedAt, endsAt },
		...(ticket === undefined ? {} : { ticket }),
		tables: view.tables.map(({ shown }) => shown),
		...{ evidence, leftOut, swept, reveals },
	};
}
