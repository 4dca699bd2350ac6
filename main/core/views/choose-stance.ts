import type { ViewLevel } from "../../contract/index.ts";
import { inventLogin } from "../barrier/logins.ts";
import { ROOM_WORDS, VIEWER } from "../barrier/names.ts";
import type { Barrier } from "../barrier/read-barrier.ts";
import type { ReadSession } from "../ports.ts";
import type { FoundTenant } from "../tenancy/find-tenant.ts";
import { readMasked } from "../tenancy/read-masked.ts";
import { type LoginFacts, notBare, readLogin } from "./read-login.ts";
import { readTables } from "./read-tables.ts";
import { gateOf } from "./server-gate.ts";
import type { Stance } from "./view.ts";

const READ = "Bulkhead keeps this look inside by reading its SQL.";
const MASKED = "Columns are masked here: Bulkhead reads free SQL, so that their values stay on the server.";

export interface Chances {
	/** The best first. */
	stances: Stance[];
	login: LoginFacts;
}

/** The levels that this connection can look at, with the reasons for each that it cannot. The session must search pg_catalog alone. */
export async function chooseStances(session: ReadSession, barrier: Barrier, tenant: FoundTenant): Promise<Chances> {
	const { tenancy } = barrier;
	const login = await readLogin(session, { role: tenancy.profile.role, viewer: VIEWER });
	const gate = gateOf(session.serverVersion, session.serverVersionText);
	const notServer = whyNotServer(barrier, login, tenant);
	const bareness = notBare(login);
	const notTool = [...bareness];
	const role = login.role?.settable && login.role.safe ? login.role.name : undefined;
	const base = { searchPath: searchPathOf(barrier), actsAs: role };
	const masked = await readMasked(
		session,
		tenancy,
		tenancy.tables.map(({ oid }) => oid),
	);
	const stances: Stance[] = [];
	const add = async (level: ViewLevel, own: Pick<Stance, "why" | "waysUp" | "login" | "role">): Promise<void> => {
		const { tables, leftOut } = await readTables(session, barrier, { level, role: own.role, masked });
		if (level === "tool" && tables.length === 0) {
			notTool.push("Row-level security holds this login on no tenant table.");
			return;
		}
		const reads = tables.some(({ shown }) => shown.masked.length > 0) ? MASKED : undefined;
		const readByTool = level === "tool" ? READ : (gate ?? reads);
		stances.push({ ...base, level, ...own, tables, leftOut, readByTool });
	};
	if (notServer.length === 0) {
		const why = ["The barrier stands: the server itself pins every row to the tenant in the login's name."];
		await add("server", {
			why: [...why, ...(gate ? [gate] : [])],
			waysUp: [],
			login: inventLogin(tenant.id),
			role: undefined,
		});
	}
	const upToServer = waysUpToServer(notServer, barrier, login);
	if (bareness.length === 0) {
		const why = [
			"The login can do no more than read tables behind policies, and Bulkhead reads each statement before it runs.",
		];
		await add("tool", {
			why: [...notServer, ...why, ...(gate ? [gate] : [])],
			waysUp: upToServer,
			login: undefined,
			role,
		});
	}
	const toTool = `Connect with a login that is a member of ${login.role?.name ?? "a reader role"} and of nothing else, owns nothing and has no attribute: then Bulkhead reads free SQL itself.`;
	await add("structured", {
		why: [...notServer, ...notTool],
		waysUp: [...upToServer, toTool],
		login: undefined,
		role,
	});
	return { stances, login };
}

function whyNotServer({ state, plan }: Barrier, login: LoginFacts, tenant: FoundTenant): string[] {
	if (!state.installed) {
		const cannot = plan.tables.length === 0 ? ` ${plan.left[0]?.reason ?? ""}`.trimEnd() : "";
		return [`The barrier is not installed in this database.${cannot}`];
	}
	return [
		...state.leaks.map((leak) => `The barrier does not hold: ${leak}.`),
		...(login.standby ? ["This server is a standby: a one-time login can only be made on the primary."] : []),
		...(login.readOnly && !login.standby ? ["This session may not write: a one-time login cannot be made."] : []),
		...(login.grantsViewer
			? []
			: [
					`The login ${login.name} cannot make a one-time login: it has no CREATEROLE, or no right to grant ${VIEWER}.`,
				]),
		...(inventLogin(tenant.id) ? [] : [`The tenant's id is longer than a login's name has room for (${ROOM_WORDS}).`]),
	];
}

function waysUpToServer(reasons: readonly string[], { state }: Barrier, login: LoginFacts): string[] {
	if (reasons.length === 0) return [];
	if (!state.installed)
		return [
			"Install the barrier (`bulkhead isolation barrier install`): then the server itself keeps the look inside.",
		];
	if (login.standby) return ["Connect to the primary: there the barrier holds a one-time login."];
	if (!login.grantsViewer) return ["Connect as the role that installed the barrier, or as another with CREATEROLE."];
	return ["Close what leads past the barrier (`bulkhead isolation barrier check` names it)."];
}

/** What is PostgreSQL's comes first, and temporary objects last. */
function searchPathOf({ tenancy }: Barrier): string {
	const schemas = [...new Set(["public", ...tenancy.tables.map(({ schema }) => schema)])].slice(0, 50);
	return ["pg_catalog", ...schemas.map((name) => `"${name.replaceAll('"', '""')}"`), "pg_temp"].join(", ");
}
