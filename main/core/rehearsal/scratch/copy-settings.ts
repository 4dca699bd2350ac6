import { DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";

/** A setting whose value is a list of names, each of them quoted by itself. */
const LISTS = new Set(["search_path", "temp_tablespaces", "local_preload_libraries", "session_preload_libraries"]);
const NAMES = /"((?:[^"]|"")*)"|([^,\s]+)/g;

/** Gives a database the settings of the target's (`ALTER DATABASE … SET`). Answers with those that this role may not set. */
export async function copySettings(session: Session, database: string, settings: readonly string[]): Promise<string[]> {
	const refused: string[] = [];
	for (const setting of settings) {
		const at = setting.indexOf("=");
		const [name, value] = [setting.slice(0, at), setting.slice(at + 1)];
		try {
			await session.execute(
				`ALTER DATABASE ${quoteIdent(database)} SET ${quotedName(name)} TO ${written(name, value)}`,
			);
		} catch (caught) {
			if (!(caught instanceof DatabaseError)) throw caught;
			refused.push(`The setting ${name} of the target database could not be copied: ${caught.message}`);
		}
	}
	return refused;
}

/** `app.tenant_id` is two names. */
const quotedName = (name: string): string => name.split(".").map(quoteIdent).join(".");

function written(name: string, value: string): string {
	if (!LISTS.has(name)) return quoteLiteral(value);
	const names = [...value.matchAll(NAMES)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
	return names.length === 0 ? "''" : names.map(quoteIdent).join(", ");
}
