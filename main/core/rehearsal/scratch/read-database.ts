import { AppError } from "../../errors.ts";
import type { ReadSession } from "../../ports.ts";
import { quoteLiteral } from "../../sql/quote.ts";
import type { TargetDatabase } from "./place.ts";

/** Columns have other names in other versions, and some are not there: as JSON none is missed. */
const DATABASE = `
SELECT d.datname AS name, o.rolname AS owner, pg_catalog.pg_encoding_to_char(d.encoding) AS encoding,
       d.datcollate AS "collate", d.datctype AS ctype, coalesce(pg_catalog.to_jsonb(d) ->> 'datlocprovider', 'c') AS provider,
       coalesce(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale') AS locale,
       pg_catalog.to_jsonb(d) ->> 'daticurules' AS rules,
       (SELECT pg_catalog.to_json(s.setconfig) FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = d.oid AND s.setrole = 0)::text AS settings
  FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles o ON o.oid = d.datdba
 WHERE d.datname = pg_catalog.current_database()`;

interface Row extends Record<string, string | null> {
	name: string;
	owner: string;
	encoding: string;
	collate: string;
	ctype: string;
	provider: string;
	locale: string | null;
	rules: string | null;
	settings: string | null;
}

export async function readDatabase(session: ReadSession): Promise<TargetDatabase> {
	const [row] = await session.query<Row>(DATABASE);
	if (!row) throw new AppError("INTERNAL", "The server does not know the database of this session.");
	const { name, owner, encoding, settings } = row;
	const parsed = settings === null ? [] : (JSON.parse(settings) as string[]);
	return { name, owner, encoding, locale: localeOf(row), settings: parsed };
}

function localeOf({ collate, ctype, provider, locale, rules }: Row): string {
	const options = [`LC_COLLATE ${quoteLiteral(collate)}`, `LC_CTYPE ${quoteLiteral(ctype)}`];
	if (provider === "i") options.push(`LOCALE_PROVIDER icu ICU_LOCALE ${quoteLiteral(locale)}`);
	if (provider === "b") options.push(`LOCALE_PROVIDER builtin BUILTIN_LOCALE ${quoteLiteral(locale)}`);
	if (provider === "i" && rules !== null) options.push(`ICU_RULES ${quoteLiteral(rules)}`);
	return options.join(" ");
}
