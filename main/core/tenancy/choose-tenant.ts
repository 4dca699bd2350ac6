/** Chooses the tenant of an open transaction by the application's own statement, and looks whether it took. */
import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import { contextCall, contextFault } from "./context.ts";
import type { Tenancy } from "./model.ts";

/** Characters of a setting's value that are looked at. */
const LOOKED_AT = 20_000;

/** $1: settings' names. */
const STATE = `
SELECT CURRENT_USER::text AS role, pg_catalog.current_setting('transaction_read_only') AS "readOnly",
       pg_catalog.transaction_timestamp()::text AS began,
       (SELECT coalesce(pg_catalog.json_object_agg(name, pg_catalog.left(pg_catalog.current_setting(name, true), ${LOOKED_AT})), '{}')
          FROM pg_catalog.json_array_elements_text($1::json) AS name)::text AS settings`;

interface State {
	role: string;
	readOnly: string;
	began: string;
	settings: Record<string, string | null>;
}

/** $1: names that the statement calls. */
const BODIES = `
SELECT CASE WHEN p.prosrc = '' THEN pg_catalog.pg_get_functiondef(p.oid) ELSE p.prosrc END AS body
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang
 WHERE p.proname::text IN (SELECT pg_catalog.json_array_elements_text($1::json)) AND p.prokind IN ('f', 'p') AND l.lanname IN ('sql', 'plpgsql')
   AND n.nspname NOT IN ('pg_catalog', 'information_schema') LIMIT 50`;

/** Of each session and statement: which settings it writes. */
const written = new WeakMap<ReadSession, Map<string, string[]>>();

/**
 * Undefined where nobody knows how a tenant is chosen. Errors: DatabaseError where the statement fails; REFUSED where it is none, changes
 * more than the tenant, or leaves the settings that it writes without this tenant. What writes no setting is taken at its word.
 */
export async function chooseTenant(
	session: ReadSession,
	tenancy: Tenancy,
	tenant: string,
): Promise<{ sql: string } | undefined> {
	const call = contextCall(tenancy, tenant);
	if (!call) return undefined;
	const fault = contextFault(call.sql);
	if (fault !== undefined) throw without(call.sql, fault);
	const names = await settingsOf(session, call.sql);
	const before = await stateOf(session, names);
	await session.query(call.sql, call.values);
	const wrong = faultOf(before, await stateOf(session, names), tenant);
	if (wrong !== undefined) throw without(call.sql, wrong);
	return { sql: call.sql };
}

async function stateOf(session: ReadSession, names: readonly string[]): Promise<State> {
	const [row] = await session.query<Record<keyof State, string>>(STATE, [JSON.stringify(names)]);
	const { role = "", readOnly = "", began = "", settings = "{}" } = row ?? {};
	return { role, readOnly, began, settings: JSON.parse(settings) as State["settings"] };
}

function faultOf(before: State, after: State, tenant: string): string | undefined {
	if (after.began !== before.began) return "It ends the transaction that it is run in.";
	if (after.role !== before.role) return `It makes ${after.role} of ${before.role}.`;
	if (after.readOnly !== before.readOnly) return "It makes the transaction one that may write.";
	const settings = Object.entries(after.settings);
	if (settings.length === 0 || settings.some(([name, value]) => tells(value, before.settings[name] ?? null, tenant)))
		return undefined;
	const [first] = settings;
	const now = first?.[1] ? "holds another tenant" : "is empty";
	return `It ran, and did not choose this tenant: ${first?.[0]} ${now} afterwards.`;
}

/** It holds the tenant's id, in claims too; or is something that was made of it just now. */
function tells(value: string | null, before: string | null, tenant: string): boolean {
	if (value === null || value === "") return tenant === "";
	const [text, id] = [value.toLowerCase(), tenant.toLowerCase()];
	return text.includes(id) || text.includes(JSON.stringify(id).slice(1, -1)) || value !== before;
}

async function settingsOf(session: ReadSession, sql: string): Promise<string[]> {
	const known = written.get(session) ?? new Map<string, string[]>();
	written.set(session, known);
	const before = known.get(sql);
	if (before) return before;
	const called = [...sql.matchAll(/([\w$]+|"(?:[^"]|"")+")\s*\(/g)].map(([, name = ""]) =>
		name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase(),
	);
	const bodies = await session.query<{ body: string }>(BODIES, [JSON.stringify(called)]);
	const names = [...new Set([sql, ...bodies.map(({ body }) => body)].flatMap(namesIn))];
	known.set(sql, names);
	return names;
}

const SETS = /set_config\s*\(\s*'([^']+)'|\bSET\s+(?:LOCAL\s+|SESSION\s+)?([a-z_]\w*\.[a-z_][\w.]*)\s*(?:=|TO\b)/gi;

/** Settings of people's own: they have a dot. */
const namesIn = (text: string): string[] =>
	[...text.matchAll(SETS)]
		.map(([, called, set]) => called ?? set ?? "")
		.filter((name) => /^[a-z_]\w*(\.[a-z_]\w*)+$/i.test(name));

function without(sql: string, why: string): AppError {
	return new AppError("REFUSED", `The statement that chooses the tenant cannot be relied on: ${why}`, {
		statement: sql,
		hint: "Look at `context` in the tenancy profile: it is one SELECT or CALL with $1 for the tenant's id, as the application runs it.",
		data: { state: "Nothing was read as a tenant." },
	});
}
