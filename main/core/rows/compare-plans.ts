import type { ColumnValue, ComparedPlans, PlanSide } from "../../contract/index.ts";
import { elapsed } from "../elapsed.ts";
import { quoteIdent } from "../sql/quote.ts";
import { attempt, errorFacts } from "./attempt.ts";
import { chooseRow, columnNamed, keyColumns } from "./choose-row.ts";
import type { RowDeps } from "./deps.ts";
import { ALIAS } from "./keep-row.ts";
import { atPlace, chooseTenant, type Place, type PlaceInput, tableFacts, takeRole, viewerOf } from "./place.ts";
import { markNodes, type PlanTree, planFindings, toNodes } from "./plan-nodes.ts";
import { readRowSecurity } from "./row-security.ts";

export interface PlanInput extends PlaceInput {
	filters?: ColumnValue[] | undefined;
	sort?: { column: string; desc?: boolean | undefined }[] | undefined;
	limit?: number | undefined;
}

const LIMIT = 200;

/** The plan as the tenant beside that of the login. Nothing is run. Errors: NOT_FOUND, BAD_INPUT, REFUSED. */
export function comparePlans(deps: RowDeps, input: PlanInput, signal: AbortSignal | undefined): Promise<ComparedPlans> {
	const began = deps.ports.clock.monotonic();
	return atPlace(deps, input, { signal }, async (place) => {
		const { session, table, guarded } = place;
		const { statement, values } = browse(place, input);
		const asLogin = await plan(place, statement, values);
		await chooseTenant(place);
		await takeRole(place);
		const rowSecurity = await readRowSecurity(session, table);
		const asTenant = await plan(place, statement, values);
		const column = guarded?.path.length === 0 ? guarded.tenant.name : undefined;
		const facts = { active: rowSecurity.active, column };
		const tenant = { ...asTenant, nodes: markNodes(asTenant.nodes, asLogin.nodes, facts) };
		const administrator = { ...asLogin, nodes: markNodes(asLogin.nodes, asTenant.nodes, { ...facts, active: false }) };
		return {
			table: tableFacts(place),
			viewer: await viewerOf(place, rowSecurity),
			...{ statement, tenant, administrator },
			findings: planFindings({ tenant, administrator, facts, why: rowSecurity.why }),
			ms: elapsed(deps.ports.clock, began),
		};
	});
}

/** As a page of the table is read: filtered, sorted, by key at last. */
function browse(
	place: Place,
	{ filters = [], sort = [], limit = LIMIT }: PlanInput,
): { statement: string; values: (string | null)[] } {
	const { table, columns, from } = place;
	const chosen = filters.length > 0 ? chooseRow(place, { where: filters }, ALIAS) : { condition: "", values: [] };
	const sorted = sort.map(
		({ column, desc }) => `${own(columnNamed(table, columns, column).name)}${desc ? " DESC" : ""}`,
	);
	const key = keyColumns(columns).filter(({ name }) => !sort.some(({ column }) => column === name));
	const order = [...sorted, ...key.map(({ name }) => own(name))];
	const statement = [
		`SELECT ${ALIAS}.* FROM ${from} AS ${ALIAS}`,
		...(chosen.condition === "" ? [] : [`WHERE ${chosen.condition}`]),
		...(order.length > 0 ? [`ORDER BY ${order.join(", ")}`] : []),
		`LIMIT ${limit}`,
	].join(" ");
	return { statement, values: chosen.values };
}

const own = (column: string): string => `${ALIAS}.${quoteIdent(column)}`;

async function plan({ session }: Place, statement: string, values: (string | null)[]): Promise<PlanSide> {
	const told = await attempt(session, () =>
		session.query<{ "QUERY PLAN": string }>(`EXPLAIN (FORMAT JSON, COSTS true) ${statement}`, values),
	);
	if ("error" in told) return { nodes: [], truncated: false, rows: 0, totalCost: 0, error: errorFacts(told.error) };
	const [{ Plan: root } = { Plan: {} }] = JSON.parse(told.value[0]?.["QUERY PLAN"] ?? "[]") as { Plan: PlanTree }[];
	return { ...toNodes(root), rows: root["Plan Rows"] ?? 0, totalCost: root["Total Cost"] ?? 0 };
}
