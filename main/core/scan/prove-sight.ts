/** A tenant that sees nothing at all sees nothing foreign either: that proves nothing, unless there is nothing. */
import type { NotEvaluated, ScanTally } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { DatabaseError } from "../errors.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { quoteQualified } from "../sql/quote.ts";
import { whole } from "./choose-tenants.ts";
import type { Prepared } from "./prepare-scan.ts";
import { seesAll } from "./sees-all.ts";

export async function proveSight(
	deps: MigrationDeps,
	connection: string,
	{ plan }: Prepared,
	{ tally: { byTable, foreign }, signal }: { tally: ScanTally; signal: AbortSignal },
): Promise<NotEvaluated[]> {
	const asked = byTable.some(({ tenants }) => tenants > 0);
	if (!plan || !asked || foreign.length > 0 || byTable.some(({ sawRows }) => sawRows > 0)) return [];
	const isEmpty = await withConnection(deps, connection, { signal }, async (session) => {
		await session.execute(
			"SET lock_timeout = '200ms'; SET statement_timeout = '5s'; SET default_transaction_read_only = on",
		);
		try {
			for (const { oid, schema, name } of plan.targets) {
				if (!(await seesAll(session, oid))) return false;
				const rows = await session.query(`SELECT FROM ${quoteQualified(schema, name)} LIMIT 1`);
				if (rows.length > 0) return false;
			}
			return true;
		} catch (caught) {
			if (caught instanceof DatabaseError) return false;
			throw caught;
		}
	});
	if (isEmpty) return [];
	return [
		whole(
			"No tenant saw a row of its own in any table. Either those that were asked as have none, or the statement that chooses the tenant does not choose it: nothing is proved.",
		),
	];
}
