import type { Rows } from "../../core/ports.ts";
import type { Login } from "./login.ts";
import { Statement } from "./statement.ts";

/** Rows of an answer; whoever sends more is no PostgreSQL that was asked this. */
const FEW = 100;

/** A question of the adapter's own on a second link, whose answer takes no memory however long it gets. */
export function shortAnswer({ client }: Pick<Login, "client">, sql: string): Promise<Rows> {
	const statement = new Statement(sql, FEW);
	client.query(statement);
	return statement.result;
}
