import type { KeptTable } from "../../contract/index.ts";
import type { Session } from "../ports.ts";
import { quoteIdent, quoteLiteral, quoteQualified } from "../sql/quote.ts";

const RESTING = `
SELECT t.tgname AS name, t.tgenabled::text AS detail, 'trigger' AS what
  FROM pg_catalog.pg_trigger t WHERE t.tgrelid = $1::text::regclass AND NOT t.tgisinternal AND t.tgenabled <> 'D'
UNION ALL
SELECT '', '', 'force' FROM pg_catalog.pg_class c WHERE c.oid = $1::text::regclass AND c.relforcerowsecurity
UNION ALL
SELECT a.attname, pg_catalog.pg_get_serial_sequence($1::text, a.attname::text), 'sequence'
  FROM pg_catalog.pg_attribute a
 WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped
   AND pg_catalog.pg_get_serial_sequence($1::text, a.attname::text) IS NOT NULL`;

const enabling: Record<string, string> = { O: "ENABLE", A: "ENABLE ALWAYS", R: "ENABLE REPLICA" };

/**
 * Before data is put back: the table's triggers rest (the data has been through them), and FORCE does not bind its owner. Answers with
 * the statements that undo this, and that move sequences past the numbers that rows have.
 */
export async function putToRest(session: Session, { schema, name: relation, whole }: KeptTable): Promise<string[]> {
	const table = quoteQualified(schema, relation);
	const found = await session.query<Record<"name" | "detail" | "what", string>>(RESTING, [table]);
	const wakeUp: string[] = [];
	for (const { name, detail, what } of found) {
		if (what === "sequence") {
			if (!whole) continue;
			const sequence = `${quoteLiteral(detail)}::regclass`;
			const top = `SELECT pg_catalog.max(${quoteIdent(name)}) AS top FROM ${table}`;
			// Ahead of FORCE, under which the owner would be refused the look at the table.
			wakeUp.unshift(
				`SELECT pg_catalog.setval(${sequence}, greatest(m.top, pg_catalog.nextval(${sequence}))) FROM (${top}) AS m WHERE m.top IS NOT NULL`,
			);
			continue;
		}
		const trigger = `TRIGGER ${quoteIdent(name)}`;
		const [rest, wake] =
			what === "force"
				? ["NO FORCE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY"]
				: [`DISABLE ${trigger}`, `${enabling[detail] ?? "ENABLE"} ${trigger}`];
		await session.execute(`ALTER TABLE ${table} ${rest}`);
		wakeUp.push(`ALTER TABLE ${table} ${wake}`);
	}
	return wakeUp;
}
