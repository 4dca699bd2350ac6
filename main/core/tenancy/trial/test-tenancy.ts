/**
 * Tries a profile out: as the application's role, with the statement that chooses a tenant, what do the tables show? In a transaction that
 * can only read, and that is rolled back. A step that fails leaves the others to be tried.
 */
import type { TenancyStep, TenancyTestResult } from "../../../contract/index.ts";
import type { Session } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { contextCall, contextFault } from "../context.ts";
import { findTenant } from "../find-tenant.ts";
import type { Tenancy } from "../model.ts";
import { attempt, sentence } from "./attempt.ts";
import { readPresence, sampleTenant, testTables } from "./test-tables.ts";
import { testTypes } from "./test-types.ts";

/** Milliseconds that a statement may take, and wait for a lock: nobody's work is held up for a test. */
const TIMEOUT_MS = 5_000;

const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${TIMEOUT_MS}; SET LOCAL lock_timeout = 1000; SET LOCAL row_security = on`;

export async function testTenancy(
	session: Session,
	tenancy: Tenancy,
	wanted: string | undefined,
): Promise<TenancyTestResult> {
	await session.execute(BEGIN);
	try {
		const steps = [...testNames(tenancy), ...testTypes(tenancy)];
		const tenant = await chooseTenant(session, tenancy, wanted);
		if (tenant === undefined) {
			steps.push({
				step: "tenant",
				outcome: "not-evaluated",
				text: "No tenant with rows was found in these tables, so there is none to look as.",
			});
			return { ok: isOk(steps), steps };
		}
		steps.push({ step: "tenant", outcome: "ok", text: `Looked as tenant ${tenant}.` });
		const present = await readPresence(session, tenancy, tenant);
		steps.push(await takeRole(session, tenancy), await takeContext(session, tenancy, tenant));
		const ready = steps.slice(-2).every(({ outcome }) => outcome === "ok");
		steps.push(...(await testTables(session, tenancy, { tenant, present, ready })));
		return { ok: isOk(steps), tenant, steps };
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}

const isOk = (steps: readonly TenancyStep[]): boolean => steps.every(({ outcome }) => outcome !== "not-ok");

function testNames({ problems, tables }: Tenancy): TenancyStep[] {
	if (problems.length > 0) return problems.map((text) => ({ step: "names", outcome: "not-ok", text }));
	if (tables.length === 0)
		return [{ step: "names", outcome: "not-ok", text: "No table of this database has a tenant by this profile." }];
	return [
		{ step: "names", outcome: "ok", text: `Every name is there: ${tables.length} tables and views with tenants.` },
	];
}

async function chooseTenant(
	session: Session,
	tenancy: Tenancy,
	wanted: string | undefined,
): Promise<string | undefined> {
	return wanted === undefined ? sampleTenant(session, tenancy) : (await findTenant(session, tenancy, wanted)).id;
}

const UNBOUND =
	"SELECT rolsuper::text AS superuser, rolbypassrls::text AS bypass FROM pg_catalog.pg_roles WHERE rolname = current_user";

async function takeRole(session: Session, { profile: { role } }: Tenancy): Promise<TenancyStep> {
	const step = "role";
	if (role === undefined)
		return { step, outcome: "not-evaluated", text: "The profile names no role of the application." };
	const taken = await attempt(session, () => session.execute(`SET LOCAL ROLE ${quoteIdent(role)}`));
	if (!taken.ok) return { step, outcome: "not-evaluated", text: `This login cannot act as ${role}: ${taken.why}` };
	const [is] = await session.query<Record<"superuser" | "bypass", string>>(UNBOUND);
	const why = is?.superuser === "true" ? "it is a superuser" : is?.bypass === "true" ? "it has BYPASSRLS" : undefined;
	if (why) return { step, outcome: "not-ok", text: `No policy binds ${role}: ${why}.` };
	return { step, outcome: "ok", text: `Acted as ${role}, which row-level security binds.` };
}

async function takeContext(session: Session, tenancy: Tenancy, tenant: string): Promise<TenancyStep> {
	const step = "context";
	const call = contextCall(tenancy, tenant);
	if (!call) return { step, outcome: "not-evaluated", text: "The profile has no statement that chooses the tenant." };
	const fault = contextFault(call.sql);
	if (fault) return { step, outcome: "not-ok", text: sentence(`The statement cannot be used: ${fault}`) };
	const done = await attempt(session, () => session.query(call.sql, call.values));
	if (!done.ok) return { step, outcome: "not-ok", text: `${call.sql} failed: ${done.why}` };
	const [is] = await session.query<{ name: string }>("SELECT current_user AS name");
	if (tenancy.profile.role !== undefined && is?.name !== tenancy.profile.role) {
		return { step, outcome: "not-ok", text: `${call.sql} changes the role as well: to ${is?.name}.` };
	}
	return { step, outcome: "ok", text: `${call.sql} ran.` };
}
