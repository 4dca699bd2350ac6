import type { RowVerdict } from "../../contract/index.ts";
import type { ExplainInput, Look } from "./explain-input.ts";
import type { Place } from "./place.ts";

const FACTS = `
SELECT (SELECT coalesce(pg_catalog.json_agg(t.tgname ORDER BY t.tgname), '[]') FROM pg_catalog.pg_trigger t
         WHERE t.tgrelid = $1::oid AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 3 = 3)::text AS before,
       (SELECT coalesce(pg_catalog.json_agg(DISTINCT pg_catalog.split_part(s.setting, '=', 1)), '[]')
          FROM pg_catalog.pg_db_role_setting d, pg_catalog.unnest(d.setconfig) AS s (setting)
         WHERE d.setrole = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = $2)
           AND d.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())))::text AS settings`;

/** In sentences: what the verdicts do not say. */
export async function notesOf(
	place: Place,
	{
		input,
		verdicts,
		seen,
	}: { input: Pick<ExplainInput, "row">; verdicts: readonly RowVerdict[]; seen: Look | undefined },
): Promise<string[]> {
	const { session, table, role, policies, tenancy, columns } = place;
	const [row] = await session.query<Record<"before" | "settings", string>>(FACTS, [table.oid, role]);
	const before = JSON.parse(row?.before ?? "[]") as string[];
	const settings = JSON.parse(row?.settings ?? "[]") as string[];
	const texts = policies.flatMap(({ using = "", check = "" }) => [using, check]).join(" ");
	const select = verdicts.find(({ command }) => command === "SELECT");
	const defaults = columns.filter(
		({ name, hasDefault }) => hasDefault && !input.row?.some(({ column }) => column === name),
	);
	return [
		...(tenancy.profile.context === undefined
			? [
					"Nobody knows how the application chooses the tenant here (`context` of the tenancy profile): none was chosen.",
				]
			: []),
		...(seen?.error ? [`A SELECT as ${role} fails: ${seen.error.message}`] : []),
		...(seen?.seen !== undefined && select && select.outcome !== "fails" && seen.seen !== select.visible
			? [
					`A SELECT as ${role} ${seen.seen ? "finds" : "does not find"} this row, whatever the policies say one by one: one of them may answer differently each time, or may call what ${role} cannot name.`,
				]
			: []),
		...(before.length > 0 ? [`${listed(before)} may change a row before its WITH CHECK is asked.`] : []),
		...(input.row && defaults.length > 0
			? [
					`Not given, and null here, where an INSERT would take its default: ${defaults.map(({ name }) => name).join(", ")}.`,
				]
			: []),
		...(settings.length > 0
			? [
					`${role} has settings of its own (ALTER ROLE … SET), which count at its login and not here: ${settings.join(", ")}.`,
				]
			: []),
		...(/\bSESSION_USER\b/.test(texts)
			? ["A policy asks for session_user, which is this connection's login here, and the application's there."]
			: []),
		...(takesVirtual(place)
			? [
					"A policy takes the whole row of a table with virtual columns. PostgreSQL builds it anew for a filter, where a column that was dropped counts as null: what a SELECT finds decides here.",
				]
			: []),
		...(place.adminSeesAll ? [] : ["This connection's login is held by the policies itself."]),
	];
}

/** A policy takes the whole row of a table with virtual columns. */
export function takesVirtual({ columns, policies }: Place): boolean {
	const virtual = columns.some(({ generated }) => generated && !generated.stored);
	return virtual && policies.some(({ using, check }) => [using, check].some((text) => text?.includes(".*")));
}

const listed = (names: readonly string[]): string =>
	`${names.length === 1 ? "Trigger" : "Triggers"} ${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""}`;
