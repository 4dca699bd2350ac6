/**
 * The table's definition once more, as a temporary table without rows that is gone with the transaction. The table itself is only looked at.
 * Names of indexes are the same, so plans read the same.
 */
import type { Session } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";
import type { Facts, IndexFact, TableFact } from "../facts.ts";
import type { PolicyFact } from "../plans/plan-facts.ts";

const COMMANDS = { r: "SELECT", a: "INSERT", w: "UPDATE", d: "DELETE", "*": "ALL" } as const;

/** Plans over nothing show what fits a condition only where nothing else is cheaper. */
export const SHAPES = "SET LOCAL enable_seqscan = off";

export interface Original {
	table: TableFact;
	policies: readonly PolicyFact[];
	/** Whom it has to be readable for. */
	role: string | undefined;
}

/** In the open transaction, which may write: only a temporary table comes of it. */
export async function copyEmpty(
	session: Session,
	facts: Pick<Facts, "indexesOf">,
	{ table, policies, role }: Original,
): Promise<void> {
	const copy = `pg_temp.${quoteIdent(table.name)}`;
	const source = quoteQualified(table.schema, table.name);
	await session.execute(
		`CREATE TEMPORARY TABLE ${quoteIdent(table.name)} (LIKE ${source} INCLUDING DEFAULTS INCLUDING GENERATED) ON COMMIT DROP`,
	);
	for (const index of facts.indexesOf.get(table.oid) ?? [])
		if (index.valid) await session.execute(definitionOn(table, index));
	if (role !== undefined)
		await session.execute(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${copy} TO ${quoteIdent(role)}`);
	if (!table.secured) return;
	await session.execute(`ALTER TABLE ${copy} ENABLE ROW LEVEL SECURITY`);
	for (const policy of policies.filter(({ counts }) => counts)) await session.execute(policyOn(copy, policy));
}

/** As pg_get_indexdef has it, on the copy. */
function definitionOn(table: TableFact, { definition, unique, name }: IndexFact): string {
	const tail =
		/^CREATE (?:UNIQUE )?INDEX (?:"(?:[^"]|"")+"|\S+) ON (?:ONLY )?(?:"(?:[^"]|"")+"|[^\s."]+)\.(?:"(?:[^"]|"")+"|\S+) (USING .*)$/s.exec(
			definition,
		)?.[1];
	if (tail === undefined) throw new Error(`the definition of ${name} is not read`);
	return `CREATE ${unique ? "UNIQUE " : ""}INDEX ${quoteIdent(name)} ON pg_temp.${quoteIdent(table.name)} ${tail.replace(/ TABLESPACE \S+/, "")}`;
}

function policyOn(copy: string, { name, command, permissive, using, check }: PolicyFact): string {
	return [
		`CREATE POLICY ${quoteIdent(name)} ON ${copy} AS ${permissive ? "PERMISSIVE" : "RESTRICTIVE"} FOR ${COMMANDS[command]} TO PUBLIC`,
		...(using === undefined ? [] : [`USING (${using})`]),
		...(check === undefined ? [] : [`WITH CHECK (${check})`]),
	].join(" ");
}
