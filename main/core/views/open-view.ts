import type { OpenedView, TenancyProfile, ViewLevel } from "../../contract/index.ts";
import { barrierOf, sweepWhereAllowed } from "../barrier/check-barrier.ts";
import { dropLogin, makeLogin, whileMaking } from "../barrier/logins.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { lookUpTenant } from "../tenancy/find-known-tenant.ts";
import { audited } from "./audited-look.ts";
import { chooseStances } from "./choose-stance.ts";
import { endInTime } from "./close-view.ts";
import type { ViewDeps } from "./deps.ts";
import { freshTurns } from "./in-turn.ts";
import { keepLogin } from "./keep-login.ts";
import { withLook } from "./look.ts";
import { describeView, type Looking, type Stance, type View } from "./view.ts";

export interface OpenRequest {
	connection: string;
	tenant: string;
	reason: string;
	ticket?: string | undefined;
	minutes?: number | undefined;
	require?: ViewLevel | undefined;
	tenancy?: TenancyProfile | undefined;
}

const MINUTE = 60_000;
const MINUTES = 30;
/** Tables whose row-level security the evidence of the opening asks for. */
const EVIDENCED = 200;

const rank: Readonly<Record<ViewLevel, number>> = { server: 2, tool: 1, structured: 0 };

/** Opens a view at the highest level that holds. Errors: NOT_FOUND for the tenant, REFUSED where `require` asks for more than there is. */
export function openView(deps: ViewDeps, request: OpenRequest, signal?: AbortSignal): Promise<OpenedView> {
	// A one-time login is Bulkhead's own and changes no data: production's guard does not keep it from being made.
	return deps.connections.writing(request.connection, () =>
		withConnection(deps, request.connection, signal ? { signal } : {}, (session) => open(deps, request, session)),
	);
}

async function open(deps: ViewDeps, request: OpenRequest, session: Session): Promise<OpenedView> {
	await requireDirect(session);
	const swept = await sweepWhereAllowed(deps, session, request.connection);
	const barrier = await barrierOf(deps, session, request);
	const tenant = await lookUpTenant(session, barrier.tenancy, request.tenant);
	const { stances } = await chooseStances(session, barrier, tenant);
	const openedAt = deps.ports.clock.now();
	const minutes = request.minutes ?? MINUTES;
	const common = {
		...{ id: crypto.randomUUID(), connection: request.connection, tenancy: barrier.tenancy, tenant, swept },
		...{
			reason: request.reason,
			ticket: request.ticket,
			openedAt,
			endsAt: new Date(openedAt.getTime() + minutes * MINUTE),
		},
		reveals: 0,
	};
	let refusedServer: string | undefined;
	for (const stance of stances) {
		if (refusedServer !== undefined) stance.why.unshift(refusedServer);
		requireLevel(stance, request.require);
		// A level that was tried in vain has ended: nothing of it is the next one's.
		const looking: Looking = { ...common, ...stance, ended: new AbortController(), turns: freshTurns() };
		try {
			const view = await audited(deps, looking, { action: "as-tenant", details: { minutes } }, () =>
				begin(deps, session, looking),
			);
			deps.views.add(view);
			endInTime(deps, view);
			return describeView(view);
		} catch (caught) {
			if (stance.level !== "server" || !isLoginRefused(caught)) throw caught;
			refusedServer = `The server did not let the one-time login in: ${(caught as Error).message} Look at pg_hba.conf.`;
		}
	}
	throw new AppError("INTERNAL", "No level was tried.");
}

/** The login is in use before anybody who sweeps may look for those that are not. */
async function begin(deps: ViewDeps, session: Session, looking: Looking): Promise<View> {
	const tables = looking.tables.slice(0, EVIDENCED).map(({ guarded }) => guarded);
	const look = async (): Promise<View> => {
		const evidence = await withLook(deps, looking, { tables }, async (seen) => seen.evidence);
		return Object.assign(looking, { evidence });
	};
	const { login } = looking;
	if (!login) return look();
	return whileMaking(session, deps.ports.clock, async () => {
		await makeLogin(session, login, new Date(looking.endsAt.getTime() + MINUTE)).catch((caught: unknown) =>
			Promise.reject(noLogin(caught)),
		);
		try {
			await keepLogin(deps, looking);
			return await look();
		} catch (caught) {
			looking.ended.abort();
			await dropLogin(session, login.user).catch(() => {});
			throw caught;
		}
	});
}

function noLogin(caught: unknown): unknown {
	if (!(caught instanceof DatabaseError)) return caught;
	return new AppError(
		"REFUSED",
		`The one-time login could not be made: ${caught.message}.`,
		{ sqlstate: caught.sqlstate },
		caught,
	);
}

/** A pooler lends sessions, and does not know a one-time login. */
async function requireDirect(session: Session): Promise<void> {
	const [row] = await session.query<{ pid: string }>("SELECT pg_catalog.pg_backend_pid()::text AS pid");
	if (Number(row?.pid) === session.backendPid) return;
	throw new AppError("REFUSED", "A pooler stands in front of this server: a look needs a session of its own.", {
		hint: "Use the server's direct port.",
		data: {
			reasons: [`The login was answered as process ${session.backendPid}, and process ${row?.pid} answers.`],
			state: "Nothing was shown.",
		},
	});
}

function requireLevel({ level, why, waysUp }: Stance, wanted: ViewLevel | undefined): void {
	if (wanted === undefined || rank[level] >= rank[wanted]) return;
	const enforced = { server: "by the server", tool: "by Bulkhead", structured: "at all" };
	throw new AppError("REFUSED", `A look through a tenant's eyes cannot be enforced ${enforced[wanted]} here.`, {
		hint: waysUp[0] ?? "Look at `bulkhead isolation barrier check`.",
		data: { reasons: [...why, ...waysUp], state: "Nothing was shown." },
	});
}

/** 28000 and 28P01 at login, 42501 for CONNECT on the database, 53300 for a full server. */
function isLoginRefused(caught: unknown): boolean {
	return caught instanceof AppError && (caught.code === "CONNECT_FAILED" || caught.code === "PASSWORD_NEEDED");
}
