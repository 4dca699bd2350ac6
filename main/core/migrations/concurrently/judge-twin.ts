/** A relation has the name of the index that is to be built: whether IF NOT EXISTS would be right to take it for that. */
import { AppError } from "../../errors.ts";
import type { CreateIndexSolo, ReadSession, Session } from "../../ports.ts";
import { quoteQualified } from "../../sql/quote.ts";
import { askedDefinition, findRelation, indexByOid, type Relation } from "./indexes.ts";

/** Undefined where nothing is in the way, or where the server's own error says it. Partitioned tables are another's matter. */
export async function judgeTwin(
	session: Session,
	solo: CreateIndexSolo,
	table: Relation,
): Promise<AppError | undefined> {
	const { index: name } = solo;
	if (name === undefined) return undefined;
	const twin = await findRelation(session, { schema: table.schema, name });
	if (!twin) return undefined;
	const index = await indexByOid(session, twin.oid);
	const what = `${table.schema}.${name}`;
	if (!index || index.table !== table.oid) {
		return solo.ifNotExists ? otherThing(what, index ? await tableOf(session, index.table) : undefined) : undefined;
	}
	if (index.builder !== undefined) return beingBuilt(name, index.builder);
	if (!index.sound) return invalid(name, what, quoteQualified(table.schema, name));
	if (!solo.ifNotExists) return undefined;
	const asked = await askedDefinition(session, solo, table);
	return asked === undefined || asked === index.definition ? undefined : otherIndex(what, index.definition, asked);
}

async function tableOf(session: ReadSession, oid: string): Promise<string> {
	const [row] = await session.query<{ name: string }>("SELECT $1::oid::pg_catalog.regclass::text AS name", [oid]);
	return row?.name ?? "";
}

function otherThing(what: string, table: string | undefined): AppError {
	const is = table === undefined ? "It is no index" : `It is an index of ${table}`;
	return new AppError("REFUSED", `${what} is there already. ${is}: IF NOT EXISTS would take it for done.`, {
		hint: "Give the index another name.",
	});
}

function beingBuilt(name: string, pid: number): AppError {
	return new AppError("REFUSED", `An index ${name} is being built at this moment, by process ${pid}.`, {
		hint: "Wait until it is there, then go on.",
	});
}

function invalid(name: string, what: string, quoted: string): AppError {
	return new AppError("REFUSED", `An index ${name} is there already, and it is invalid.`, {
		detail: `${what} is no remains of a try that Bulkhead knows.`,
		hint: `Drop it (DROP INDEX CONCURRENTLY ${quoted}), then go on: IF NOT EXISTS would take it for done.`,
	});
}

function otherIndex(what: string, there: string, asked: string): AppError {
	return new AppError("REFUSED", `${what} is there already, and it is another index than the file asks for.`, {
		detail: `there: ${there}\nasked: ${asked}`,
		hint: "Drop it, or give the new one another name: IF NOT EXISTS would take it for done.",
	});
}
