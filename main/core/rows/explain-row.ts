import type { ExplainedRow, RowCommand, RowVerdict } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { attempt, errorFacts } from "./attempt.ts";
import { type ChosenRow, chooseRow } from "./choose-row.ts";
import type { RowDeps } from "./deps.ts";
import { evaluate } from "./evaluate.ts";
import type { ExplainInput, Look } from "./explain-input.ts";
import { requirePoliced } from "./find-table.ts";
import { clausesOf, judge, rulesOf } from "./judge.ts";
import { ALIAS, keepChanged, keepFound, keepGiven, type RowPlace, showRow } from "./keep-row.ts";
import { notesOf, takesVirtual } from "./notes.ts";
import { atPlace, chooseTenant, type Place, type PlaceInput, tableFacts, takeRole, viewerOf } from "./place.ts";
import { readFully } from "./read-fully.ts";
import { missingPrivileges, readPrivileges } from "./read-privileges.ts";
import { readSettingNames, readSettings } from "./read-settings.ts";
import { readRowSecurity } from "./row-security.ts";
import { expressionWords } from "./words.ts";

const COMMANDS: readonly RowCommand[] = ["SELECT", "INSERT", "UPDATE", "DELETE"];

/** Which policies let or keep out a row, for each command. Errors: NOT_FOUND, BAD_INPUT, REFUSED. */
export function explainRow(deps: RowDeps, input: ExplainInput, signal: AbortSignal | undefined): Promise<ExplainedRow> {
	const began = deps.ports.clock.monotonic();
	return atPlace(deps, input, { signal }, async (place) => {
		const told = await explainAt(place, input);
		return { ...told, ms: elapsed(deps.ports.clock, began) };
	});
}

export async function explainAt(
	place: Place,
	input: Omit<ExplainInput, keyof PlaceInput>,
): Promise<Omit<ExplainedRow, "ms">> {
	const { session, table, policies, role } = place;
	requirePoliced(table);
	const { chosen, at } = await keep(place, input);
	const shown = await showRow(place);
	const privileges = await readPrivileges(place);
	const names = await readFully(session, () => readSettingNames(session, table.oid, policies));
	await chooseTenant(place);
	const changed = input.set !== undefined;
	const asked = COMMANDS.flatMap((command) => rulesOf(command, changed)).flatMap((rule) => clausesOf(rule, policies));
	const answers = await evaluate(place, asked, at);
	await takeRole(place);
	const rowSecurity = await readRowSecurity(session, table);
	const settings = await readSettings(session, [...names.values()].flat());
	const values = new Map(settings.map((each) => [each.name, each.value]));
	const needs = { found: chosen?.columns ?? [], set: input.set?.map(({ column }) => column) };
	const verdicts = COMMANDS.map((command) =>
		judge(command, {
			...{ policies, rowSecurity, role, changed, answers, wordsOf: expressionWords },
			missing: missingPrivileges(command, place, privileges, needs),
			settingsOf: (policy) =>
				(names.get(policy) ?? []).map((each) => ({ ...each, value: values.get(each.name) ?? null })),
		}),
	);
	const seen = chosen && (await look(place, chosen));
	return {
		table: tableFacts(place),
		viewer: await viewerOf(place, rowSecurity),
		...{ key: chosen ? shown.key : [], origin: chosen ? ("read" as const) : ("given" as const), row: shown.cells },
		...(shown.tenant === undefined ? {} : { rowTenant: shown.tenant }),
		verdicts: verdicts.map((verdict) => withProof(verdict, seen, takesVirtual(place))),
		...(seen?.seen === undefined ? {} : { seen: seen.seen }),
		notes: await notesOf(place, { input, verdicts, seen }),
	};
}

async function keep(
	place: Place,
	{ row, set, ...choice }: Omit<ExplainInput, keyof PlaceInput>,
): Promise<{ chosen: ChosenRow | undefined; at: RowPlace | undefined }> {
	const chosen = row ? undefined : chooseRow(place, choice, ALIAS);
	const at = chosen && (await keepFound(place, chosen));
	if (row) await keepGiven(place, row);
	if (set) await keepChanged(place, set);
	return { chosen, at };
}

/** What the role finds by the same condition. */
async function look({ session, from }: Place, { condition, values }: ChosenRow): Promise<Look> {
	const found = await attempt(session, () =>
		session.query(`SELECT 'x' AS there FROM ${from} AS ${ALIAS} WHERE ${condition} LIMIT 1`, values),
	);
	if ("error" in found) return { seen: undefined, error: errorFacts(found.error) };
	return { seen: found.value.length > 0 };
}

/**
 * Where an expression failed, whether the server comes to it is for the server to say; and so is what a whole row with virtual columns is in
 * a filter. What a SELECT does not find, an UPDATE and a DELETE by the key do not find either.
 */
function withProof(verdict: RowVerdict, look: Look | undefined, virtual: boolean): RowVerdict {
	const seen = look?.seen;
	if (seen === undefined || verdict.command === "INSERT") return verdict;
	if (verdict.command !== "SELECT") {
		if (!virtual || seen || verdict.outcome !== "lets") return verdict;
	} else if (verdict.outcome !== "fails" && (!virtual || !verdict.granted || seen === verdict.visible)) return verdict;
	const why = `A SELECT by its key ${seen ? "finds" : "does not find"} this row.`;
	return { ...verdict, visible: seen, byPolicies: seen, outcome: seen ? "lets" : "keeps", why };
}
