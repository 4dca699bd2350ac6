import type { ReadSetting } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { attempt } from "./attempt.ts";
import type { RowPolicy } from "./read-policies.ts";

/** A setting that a policy reads, by itself or through a function. */
export interface SettingRead {
	name: string;
	through?: string;
}

/** Functions that policies of the table call, and those of the database that read a setting. The built-in ones are known. */
const FUNCTIONS = `
SELECT pg_catalog.format('%I.%I', n.nspname, f.proname) AS name, f.proname AS bare,
       CASE WHEN l.lanname IN ('sql', 'plpgsql') AND f.prosrc = '' THEN pg_catalog.pg_get_functiondef(f.oid) ELSE f.prosrc END AS body,
       (SELECT coalesce(pg_catalog.json_agg(p.polname), '[]') FROM pg_catalog.pg_policy p
         WHERE p.polrelid = $1::oid AND EXISTS (SELECT FROM pg_catalog.pg_depend d
           WHERE d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
             AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.refobjid = f.oid))::text AS policies
  FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace JOIN pg_catalog.pg_language l ON l.oid = f.prolang
 WHERE f.prokind = 'f' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND (EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_policy p ON p.oid = d.objid
                 WHERE p.polrelid = $1::oid AND d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass
                   AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.refobjid = f.oid)
        OR f.prosrc ILIKE '%current_setting%')
 ORDER BY f.oid LIMIT 2000`;

interface CalledFunction {
	name: string;
	bare: string;
	body: string;
	policies: string[];
}

/** Functions that a function calls, and those again: so deep. */
const DEPTH = 3;

/** For each policy, by its name. */
export async function readSettingNames(
	session: ReadSession,
	oid: string,
	policies: readonly RowPolicy[],
): Promise<Map<string, SettingRead[]>> {
	const rows = await session.query<Record<"name" | "bare" | "body" | "policies", string>>(FUNCTIONS, [oid]);
	const functions = rows.map((row): CalledFunction => ({ ...row, policies: JSON.parse(row.policies) as string[] }));
	return new Map(policies.map((policy) => [policy.name, settingsOf(policy, functions)]));
}

function settingsOf({ name, using, check }: RowPolicy, functions: readonly CalledFunction[]): SettingRead[] {
	const found = new Map<string, SettingRead>();
	for (const setting of [using, check].flatMap((text) => namesIn(text ?? ""))) found.set(setting, { name: setting });
	let calling = functions.filter(({ policies }) => policies.includes(name));
	const met = new Set<string>();
	for (let depth = 0; depth < DEPTH && calling.length > 0; depth += 1) {
		for (const each of calling) {
			met.add(each.name);
			for (const setting of namesIn(each.body)) {
				if (!found.has(setting)) found.set(setting, { name: setting, through: each.name });
			}
		}
		const bodies = calling.map(({ body }) => body);
		calling = functions.filter((each) => !met.has(each.name) && bodies.some((body) => calls(body, each.bare)));
	}
	return [...found.values()];
}

const calls = (body: string, bare: string): boolean => {
	const at = body.indexOf(bare);
	return at >= 0 && /^"?\s*\(/.test(body.slice(at + bare.length));
};

const namesIn = (text: string): string[] =>
	[...text.matchAll(/current_setting\s*\(\s*'((?:[^']|'')+)'/gi)].map(([, name = ""]) => name.replaceAll("''", "'"));

/** Such a setting holds what nobody has to read in an explanation. */
const SECRET = /secret|password|passwd|private|token|api_?key/i;

/** Their values in this session as it is now; null for what is not set. */
export async function readSettings(session: ReadSession, reads: readonly SettingRead[]): Promise<ReadSetting[]> {
	const unique = [...new Map(reads.map((each) => [each.name, each])).values()];
	const values: ReadSetting[] = [];
	for (const read of unique) {
		const told = await attempt(session, () =>
			session.query<{ value: string | null }>(
				"SELECT pg_catalog.left(pg_catalog.current_setting($1, true), 2000) AS value",
				[read.name],
			),
		);
		const value = "value" in told ? (told.value[0]?.value ?? null) : null;
		values.push({ ...read, value: value !== null && SECRET.test(read.name) ? "(hidden)" : value });
	}
	return values;
}
