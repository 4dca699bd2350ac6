import type { ColumnValue, RehearsedWrite, RowWrite } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { AppError, type DatabaseError } from "../errors.ts";
import { quoteIdent } from "../sql/quote.ts";
import { type Attempt, attempt } from "./attempt.ts";
import { chooseRow, columnNamed } from "./choose-row.ts";
import type { RowDeps } from "./deps.ts";
import { lastValues, type SequenceValue } from "./effects/last-values.ts";
import { readEffects } from "./effects/read-effects.ts";
import { requirePoliced } from "./find-table.ts";
import { ALIAS } from "./keep-row.ts";
import { atPlace, chooseTenant, type Place, type PlaceInput, tableFacts, takeRole, viewerOf } from "./place.ts";
import { readRowSecurity } from "./row-security.ts";

export interface RehearseInput extends PlaceInput {
	write: RowWrite;
}

/** A write as the tenant, rolled back. Errors: REFUSED where a rollback would not undo it, NOT_FOUND, BAD_INPUT. */
export function rehearseWrite(
	deps: RowDeps,
	input: RehearseInput,
	signal: AbortSignal | undefined,
): Promise<RehearsedWrite> {
	const began = deps.ports.clock.monotonic();
	return atPlace(deps, input, { signal, write: true }, async (place) => {
		const told = await tryAt(place, input.write);
		return { ...told, ms: elapsed(deps.ports.clock, began) };
	});
}

async function tryAt(place: Place, write: RowWrite): Promise<Omit<RehearsedWrite, "ms">> {
	const { session, table } = place;
	requirePoliced(table);
	const { statement, values } = statementOf(place, write);
	const { triggers, sequences, stays } = await readEffects(place, write);
	if (stays.length > 0) throw cannotUndo(place, stays);
	const before = await lastValues(session, sequences);
	await chooseTenant(place);
	await takeRole(place);
	const rowSecurity = await readRowSecurity(session, table);
	const done = await attempt(session, async () => {
		const rows = await session.query(`${statement} RETURNING 'x' AS done`, values);
		// What waits for COMMIT: deferred constraints and triggers.
		await session.query("SET CONSTRAINTS ALL IMMEDIATE");
		return rows.length;
	});
	const viewer = await viewerOf(place, rowSecurity);
	await session.query("SET LOCAL ROLE NONE");
	const moved = movedBetween(before, await lastValues(session, sequences));
	return {
		...{ table: tableFacts(place), viewer, command: write.command, statement },
		...outcomeOf(place, done),
		...{ triggers, sequences: moved },
		notes: [
			"It was rolled back: no row is changed. What it wrote is dead weight in the table until VACUUM.",
			...(moved.length > 0 ? ["Sequences have moved: the numbers that were drawn are not given again."] : []),
		],
	};
}

/** Written by Bulkhead, its values bound. */
function statementOf(place: Place, write: RowWrite): { statement: string; values: (string | null)[] } {
	const { from, table, columns } = place;
	const bind = (pairs: readonly ColumnValue[], from0: number) =>
		pairs.map(({ column, value }, at) => {
			const { name, cast } = columnNamed(table, columns, column);
			return { name: quoteIdent(name), value, sql: `($${from0 + at + 1}::text)::${cast}` };
		});
	if (write.command === "INSERT") {
		const given = bind(write.values, 0);
		const into =
			given.length === 0
				? "DEFAULT VALUES"
				: `(${given.map(({ name }) => name).join(", ")}) VALUES (${given.map(({ sql }) => sql).join(", ")})`;
		return { statement: `INSERT INTO ${from} AS ${ALIAS} ${into}`, values: given.map(({ value }) => value) };
	}
	const { condition, values } = chooseRow(place, write, ALIAS);
	if (write.command === "DELETE") return { statement: `DELETE FROM ${from} AS ${ALIAS} WHERE ${condition}`, values };
	const set = bind(write.values, values.length);
	return {
		statement: `UPDATE ${from} AS ${ALIAS} SET ${set.map(({ name, sql }) => `${name} = ${sql}`).join(", ")} WHERE ${condition}`,
		values: [...values, ...set.map(({ value }) => value)],
	};
}

const FORBIDDEN = "42501";

function outcomeOf({ role }: Place, done: Attempt<number>): Pick<RehearsedWrite, "outcome" | "rows" | "why" | "error"> {
	if ("value" in done) {
		const rows = done.value;
		if (rows > 0)
			return { outcome: "done", rows, why: `It goes through for ${role}: ${rows} ${rows === 1 ? "row" : "rows"}.` };
		return {
			outcome: "no-row",
			rows,
			why: `It meets no row that ${role} may see and change; explain-row says which policy keeps it.`,
		};
	}
	const { message, sqlstate, detail, hint } = done.error;
	const error = {
		message,
		sqlstate,
		...(detail === undefined ? {} : { detail }),
		...(hint === undefined ? {} : { hint }),
	};
	return { outcome: sqlstate === FORBIDDEN ? "refused" : "failed", rows: 0, why: whyFailed(done.error, role), error };
}

function whyFailed({ sqlstate, message }: DatabaseError, role: string): string {
	if (sqlstate === FORBIDDEN) return `${role} may not: ${message}.`;
	if (sqlstate.startsWith("23")) return `A constraint forbids it: ${message}.`;
	return `The server refuses it: ${message}.`;
}

function movedBetween(before: readonly SequenceValue[], after: readonly SequenceValue[]): RehearsedWrite["sequences"] {
	const then = new Map(before.map(({ name, value }) => [name, value]));
	return after
		.filter(({ name, value }) => then.get(name) !== value)
		.map(({ name, value }) => ({ name, from: then.get(name) ?? null, to: value }));
}

function cannotUndo({ table }: Place, stays: readonly string[]): AppError {
	return new AppError(
		"REFUSED",
		`A rollback would not undo everything that a write to ${table.schema}.${table.name} does.`,
		{
			hint: "Try it in a copy of the database, for example one that `bulkhead migrate --rehearse --scratch` makes.",
			data: { reasons: [...stays] },
		},
	);
}
