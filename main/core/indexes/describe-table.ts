/** Everything about the indexes of one table. */
import type { IndexDetail, IndexTableDetail } from "../../contract/indexes.ts";
import { withConnection } from "../connections/with-connection.ts";
import { judgeBtree } from "./bloat/judge-btree.ts";
import type { IndexesDeps } from "./deps.ts";
import type { Facts, IndexFact, TableFact } from "./facts.ts";
import { judge, toldOf } from "./judge.ts";
import { type Look, look } from "./look.ts";
import { compareSides } from "./plans/compare-sides.ts";
import { hotTenants } from "./plans/hot-tenants.ts";
import { findNamed } from "./what-if/suppose.ts";

const PLAN =
	"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '15s'; SET LOCAL jit = off";

/** Errors: NOT_FOUND. */
export async function describeTable(
	deps: IndexesDeps,
	request: Look & { table: string },
	signal?: AbortSignal,
): Promise<IndexTableDetail> {
	const { facts } = await look(deps, request, signal);
	const table = findNamed(facts.tables.values(), request.table, "table");
	const name = `${table.schema}.${table.name}`;
	const plans = await withConnection(
		deps,
		request.connection,
		signal ? { signal, endsWithSignal: true } : {},
		async (session) => {
			await session.execute(PLAN);
			try {
				return await compareSides(session, { ...facts, login: facts.role.name }, table);
			} finally {
				await session.execute("ROLLBACK").catch(() => {});
			}
		},
	);
	return {
		...{ table: name, rows: table.rows ?? null, heapBytes: table.heapBytes ?? 0 },
		indexes: (facts.indexesOf.get(table.oid) ?? []).map((index) => detailOf(facts, table, index)),
		findings: judge(facts)
			.found.filter((found) => found.table === name)
			.map(toldOf),
		tenants: hotTenants(facts, table),
		plans,
	};
}

function detailOf(facts: Facts, table: TableFact, index: IndexFact): IndexDetail {
	const use = facts.use.get(index.oid);
	const bloat = judgeBtree(facts, index);
	return {
		...{ name: `${index.schema}.${index.name}`, definition: index.definition, bytes: index.bytes ?? 0 },
		...{ valid: index.valid, ready: index.ready, serves: servesOf(facts, table, index) },
		...{ scans: use?.scans ?? null, rowsRead: use?.rowsRead ?? null, lastScan: index.lastScan ?? null },
		...("reason" in bloat
			? { bloat: null, bloatUnknown: bloat.reason }
			: { bloat: { bytes: bloat.bytes, share: bloat.share, confidence: bloat.confidence } }),
	};
}

/** What it is there for, whoever asks it. */
function servesOf(facts: Facts, table: TableFact, index: IndexFact): string[] {
	const first = index.keys.map(({ attnum }) => attnum);
	const guarded = facts.guarded.get(table.oid);
	const tenant = table.columns.find(({ name }) => name === (guarded?.path[0]?.column ?? guarded?.tenant.name));
	const keys = facts.foreignKeys.filter(
		({ table: of, columns }) =>
			of === table.oid && columns.every((column) => first.slice(0, columns.length).includes(column)),
	);
	return [
		...(index.primary ? ["primary key"] : index.exclusion ? ["exclusion"] : index.unique ? ["unique"] : []),
		...(index.replicaIdentity ? ["replica identity"] : []),
		...keys.map(({ name }) => `foreign key ${name}`),
		...(guarded && tenant && first[0] === tenant.number ? ["tenant contract"] : []),
	];
}
