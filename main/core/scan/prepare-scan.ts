/** Everything that is read before the first tenant is asked as, and what cannot be asked at all. */
import { createHash } from "node:crypto";
import type { NotEvaluated, TenancyProfile } from "../../contract/index.ts";
import { AppError, DatabaseError } from "../errors.ts";
import type { Session } from "../ports.ts";
import type { Tenancy } from "../tenancy/model.ts";
import { type ProfileDeps, tenancyOf } from "../tenancy/profile-of.ts";
import { type ChosenTenants, chooseTenants, whole } from "./choose-tenants.ts";
import { findBlindViews } from "./find-blind-views.ts";
import { beginning, ENDING, opening, type ScanPlan } from "./plan.ts";
import { readTargets, type Target } from "./read-targets.ts";

export interface ScanInput {
	connection: string;
	tenancy?: TenancyProfile | undefined;
	tables?: string[] | undefined;
	tenants?: string[] | undefined;
	sample?: number | undefined;
	sessions?: number | undefined;
	timeoutMs?: number | undefined;
	resume?: boolean | undefined;
}

export interface Prepared {
	tenancy: Tenancy;
	/** Undefined where nothing can be asked; `missed` says why. */
	plan: ScanPlan | undefined;
	targets: Target[];
	tenants: ChosenTenants;
	missed: NotEvaluated[];
	notes: string[];
	/** Equal for scans that ask the same of tables that are guarded in the same way. */
	question: string;
}

/** Milliseconds for one statement. */
const TIMEOUT = 5_000;

/** What is read here may be long: the tenants of a large database. */
const READING = `SET lock_timeout = '1s'; SET statement_timeout = '60s'; SET default_transaction_read_only = on`;

/** Where there is a plan, the session is ready for it afterwards. Errors: NOT_FOUND for a table or a tenant that was named and is not there. */
export async function prepareScan(deps: ProfileDeps, input: ScanInput, session: Session): Promise<Prepared> {
	await session.execute(READING);
	const tenancy = await tenancyOf(deps, session, input);
	const { role, missed, notes } = await whoAsks(session, tenancy);
	const all = await readTargets(session, tenancy, role.name);
	const targets = input.tables ? named(all, input.tables) : all;
	const tenants = await chooseTenants(session, tenancy, input);
	const unseen = input.tables ? [] : await findBlindViews(session, all, role.name);
	const unasked = targets.flatMap((target) => whyNot(target) ?? []);
	const { context } = tenancy.profile;
	if (context === undefined)
		missed.push(whole("Which statement chooses the tenant is not known: the tenancy profile has to say it."));
	if (targets.length === 0) missed.push(whole("No table with a tenant column is known here."));
	if (tenants.ids.length === 0 && tenants.missed.length === 0) missed.push(whole("There is no tenant to ask as."));
	const plan =
		context === undefined || missed.length > 0
			? undefined
			: {
					...{ role: role.taken, context, timeoutMs: input.timeoutMs ?? TIMEOUT },
					targets: targets.filter((target) => target.readable && !whyNot(target)),
				};
	const refused = plan && (await tryOut(session, plan));
	if (refused) missed.push(whole(refused));
	return {
		...{ tenancy, targets, tenants, notes },
		plan: refused ? undefined : plan,
		missed: [...missed, ...tenants.missed, ...unasked, ...unseen],
		question: questionOf(input, { tenancy, targets, role: role.name }),
	};
}

interface Asking {
	/** `taken` by SET ROLE; undefined where it is the login itself. */
	role: { name: string; taken: string | undefined };
	missed: NotEvaluated[];
	notes: string[];
}

async function whoAsks(session: Session, { profile, problems }: Tenancy): Promise<Asking> {
	const [login] = await session.query<Record<"name" | "bound" | "known" | "free", string>>(
		`SELECT r.rolname AS name, (NOT r.rolsuper AND NOT r.rolbypassrls)::text AS bound,
		        (EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = $1))::text AS known,
		        (EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = $1 AND (rolsuper OR rolbypassrls)))::text AS free
		   FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`,
		[profile.role ?? ""],
	);
	const own = login?.name ?? "";
	const notes = [...problems];
	if (profile.role === undefined) {
		const missed = whole(
			`Which role the application acts as is not known, and ${own} itself is bound by no policy: the tenancy profile has to say it.`,
		);
		return { role: { name: own, taken: undefined }, missed: login?.bound === "true" ? [] : [missed], notes };
	}
	if (login?.known !== "true") {
		const missed = whole(`There is no role ${profile.role} here, which the tenancy profile names.`);
		return { role: { name: own, taken: undefined }, missed: [missed], notes };
	}
	if (login.free === "true") notes.push(`${profile.role} is a superuser or has BYPASSRLS: no policy binds it.`);
	return { role: { name: profile.role, taken: profile.role === own ? undefined : profile.role }, missed: [], notes };
}

function named(targets: readonly Target[], wanted: readonly string[]): Target[] {
	return wanted.map((name) => {
		const found = targets.find(
			({ label, schema, name: own }) => label === name || (schema === "public" && own === name),
		);
		if (found) return found;
		throw new AppError("NOT_FOUND", `There is no table ${name.slice(0, 200)} with a tenant here.`, {
			hint: "Give its schema, such as sales.orders; the tenancy profile says which tables have tenants.",
		});
	});
}

/** The role may read the table, and it cannot be told whose the rows are. */
function whyNot({ label, readable, tenantReadable, asksLogin }: Target): NotEvaluated | undefined {
	if (!readable) return undefined;
	if (!tenantReadable) {
		return {
			table: label,
			tenants: 0,
			reason: "The role may read the table and not the column that says whose a row is.",
		};
	}
	if (!asksLogin) return undefined;
	return {
		...{ table: label, tenants: 0 },
		reason:
			"A policy asks for SESSION_USER, which is this login here and the application's there: log in as the application.",
	};
}

/** The role and the statement, before anything is counted on them. */
async function tryOut(session: Session, plan: ScanPlan): Promise<string | undefined> {
	try {
		await session.execute(opening(plan));
	} catch (caught) {
		if (caught instanceof DatabaseError)
			return `The statement that chooses the tenant does not work here: ${caught.message}`;
		throw caught;
	}
	try {
		await session.execute(beginning(plan));
		return undefined;
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return `This login cannot act as ${plan.role}: ${caught.message}`;
	} finally {
		await session.execute(ENDING);
	}
}

function questionOf(
	{ tables, tenants, sample }: ScanInput,
	{ tenancy, targets, role }: { tenancy: Tenancy; targets: readonly Target[]; role: string },
): string {
	const guards = targets.map(({ estimate: _, ...rest }) => rest);
	const { context } = tenancy.profile;
	return createHash("sha256")
		.update(JSON.stringify({ tables, tenants, sample, role, context, list: tenancy.tenants, guards }))
		.digest("hex");
}
