import type { Statement } from "./read/statement.ts";

/** What holds for the session: not for one transaction, nor for the constraints of one. */
const SETS = /^(?:SET|RESET)\s+(?!LOCAL\b|TRANSACTION\b|CONSTRAINTS\b|SESSION\s+CHARACTERISTICS\b)/i;
/** As pg_dump writes it. */
const CALLS = /^SELECT\s+(?:pg_catalog\s*\.\s*)?set_config\s*\([^;]*,\s*(?:false|'f(?:alse)?')\s*\)$/i;
const RESETS_ALL = /^RESET\s+ALL$/i;
const NAME = /^(?:SET|RESET)\s+(?:SESSION\s+(?!AUTHORIZATION))?([\w.]+)/i;

/** The settings that hold after this statement; undefined where it sets none. */
export function carrySetting(settings: readonly Statement[], statement: Statement): readonly Statement[] | undefined {
	const { text } = statement;
	if (!SETS.test(text) && !CALLS.test(text)) return undefined;
	if (RESETS_ALL.test(text)) return [];
	const name = NAME.exec(text)?.[1]?.toLowerCase();
	const others = name === undefined ? settings : settings.filter(({ text: other }) => nameOf(other) !== name);
	return [...others, statement];
}

const nameOf = (text: string): string | undefined => NAME.exec(text)?.[1]?.toLowerCase();
