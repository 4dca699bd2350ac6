/** What a rollback does not take back, in sentences; nothing where it takes back everything but sequences. Pure. */

import type { Acted } from "./acted.ts";
import type { ReadTrigger } from "./fired-by.ts";
import type { CalledFunction, Reached } from "./reach.ts";

/** Languages whose bodies can be read, and the server's own. */
const READABLE = new Set(["sql", "plpgsql", "internal"]);
/** Extensions in C that only compute. */
const COMPUTE = new Set([
	"pgcrypto",
	"uuid-ossp",
	"citext",
	"hstore",
	"ltree",
	"pg_trgm",
	"unaccent",
	"btree_gist",
	"btree_gin",
	"intarray",
	"postgis",
	"vector",
]);

/** Each leaves the transaction, or outlives it. */
const OUTSIDE: readonly (readonly [RegExp, string])[] = [
	[/\bdblink\w*\s*\(/i, "reaches another database (dblink)"],
	[/\b(?:pg_notify\s*\(|notify\b\s*["\w])/i, "sends a notification (NOTIFY)"],
	[/\bcopy\b[^;]*\b(?:to|from)\b\s*(?:program\b|'|E')/i, "writes or reads a file of the server (COPY)"],
	[/\b(?:lo_export|pg_file_write|pg_read_file|pg_write_file)\s*\(/i, "touches files of the server"],
	[/\bpg_(?:try_)?advisory_lock(?:_shared)?\s*\(/i, "takes a lock of the session, which a rollback keeps"],
	[
		/\b(?:pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_switch_wal|pg_logical_emit_message)\s*\(/i,
		"acts on the server itself",
	],
	[/\b(?:setval|pg_stat_reset\w*)\s*\(/i, "sets what no rollback takes back (setval, statistics)"],
	[/\b(?:net\.http_\w+|http_(?:get|post|put|patch|delete)|http)\s*\(/i, "calls a web address"],
	[/\bset_config\s*\([^;]*,\s*false\s*\)/i, "changes a setting of the session"],
	[
		/\bexecute\b(?!\s+(?:function|procedure)\b)/i,
		"runs a text that is put together when it runs (EXECUTE), which cannot be judged before",
	],
];

export interface Judged {
	acted: readonly Acted[];
	fired: readonly ReadTrigger[];
	reached: Reached;
}

export function whatStays({ acted, reached }: Judged): string[] {
	const { functions, called, foreign, tooMany } = reached;
	return [
		...(tooMany ? ["This database has more functions or triggers than are read: what they do cannot be judged."] : []),
		...acted
			.filter(({ kind }) => kind === "f")
			.map(({ schema, name }) => `${schema}.${name} is a foreign table: its rows are on another server.`),
		...acted
			.filter(({ rules }) => rules)
			.map(({ schema, name }) => `${schema}.${name} has rules (CREATE RULE) that rewrite a write into something else.`),
		...foreign
			.filter((name) => !acted.some((each) => each.kind === "f" && `${each.schema}.${each.name}` === name))
			.map((name) => `A function on the way names the foreign table ${name}: its rows are on another server.`),
		...[...called].flatMap((oid) => {
			const each = functions.get(oid);
			return each ? ofFunction(each) : [];
		}),
	];
}

function ofFunction({ name, language, volatile, body, extension }: CalledFunction): string[] {
	if (language === "c") {
		return volatile && !COMPUTE.has(extension ?? "") ? [`${name} is written in C: what it does cannot be read.`] : [];
	}
	if (!READABLE.has(language)) return [`${name} is written in ${language}: what it does cannot be read.`];
	if (extension !== null && COMPUTE.has(extension)) return [];
	const text = withoutComments(body);
	return OUTSIDE.filter(([form]) => form.test(text)).map(([, what]) => `${name} ${what}.`);
}

const withoutComments = (body: string): string => body.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
