import type { IndexSeverity } from "../../../contract/indexes.ts";
import { quoteLiteral, quoteQualified } from "../../sql/quote.ts";
import type { Check, Found } from "../check.ts";
import type { Facts, TableFact } from "../facts.ts";

/** Transactions that there are numbers for, and how many must be left. */
const ALL = 2_147_483_648;
const LEFT = 500_000_000;

export const wraparound: Check = {
	name: "wraparound",
	asks: "Are the oldest rows so old that transaction numbers may run out?",
	judge(facts) {
		const { upkeep, database, tables } = facts;
		const own = [...tables.values()].filter(({ kind }) => kind !== "p");
		const found = [
			...judge(facts, `database ${database.name}`, upkeep.database, undefined),
			...own.flatMap((table) => judge(facts, `table ${table.schema}.${table.name}`, oldest(facts, table), table)),
		];
		return { objects: own.length + 1, found, notEvaluated: [] };
	},
};

interface Ages {
	xidAge: number;
	multixactAge: number;
}

/** Of the table and its TOAST. */
function oldest({ upkeep }: Facts, { oid, xidAge, multixactAge }: TableFact): Ages {
	const toast = upkeep.toast.get(oid);
	return {
		xidAge: Math.max(xidAge, toast?.xidAge ?? 0),
		multixactAge: Math.max(multixactAge, toast?.multixactAge ?? 0),
	};
}

function judge({ upkeep }: Facts, object: string, ages: Ages, table: TableFact | undefined): Found[] {
	const { settings, holders } = upkeep;
	const xid = severityOf(ages.xidAge, settings.freezeMaxAge, settings.failsafeAge);
	const multixact = severityOf(ages.multixactAge, settings.multixactFreezeMaxAge, settings.multixactFailsafeAge);
	const severity = xid === "ERROR" || multixact === "ERROR" ? "ERROR" : (xid ?? multixact);
	if (severity === undefined) return [];
	const [holder] = holders;
	const age = Math.max(xid ? ages.xidAge : 0, multixact ? ages.multixactAge : 0);
	const name = table && quoteQualified(table.schema, table.name);
	return [
		{
			object,
			...(table ? { table: `${table.schema}.${table.name}` } : {}),
			severity,
			detail: `Its oldest row is ${age.toLocaleString("en")} ${xid ? "transactions" : "multixacts"} old, and ${(ALL - age).toLocaleString("en")} are left.${holder ? ` ${holder.what} holds back what could be frozen.` : ""}`,
			why: "When they run out the server takes no more writes until everything is frozen.",
			evidence: [
				{ name: "age", value: ages.xidAge },
				{ name: "multixact age", value: ages.multixactAge },
				{ name: "autovacuum_freeze_max_age", value: settings.freezeMaxAge },
				...holders.map(({ what, age: held }) => ({ name: what, value: held })),
			],
			weight: age,
			...(name === undefined
				? {}
				: {
						fix: {
							sql: `VACUUM (FREEZE, VERBOSE) ${name};`,
							undo: "",
							lock: "SHARE UPDATE EXCLUSIVE on the table: reads and writes go on.",
							cost: "Reads every page that is not frozen yet. End first what holds it back: it freezes nothing that a session may still need.",
							byHand: "It cannot run in a transaction.",
							holds: {
								name: `${table?.schema}.${table?.name} is frozen`,
								violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND pg_catalog.age(c.relfrozenxid) > ${Math.round(settings.freezeMaxAge * 1.5)}`,
							},
						},
					}),
		},
	];
}

/** WARN: autovacuum should long have been there. ERROR: the server vacuums without regard to anything, or few are left. */
export function severityOf(age: number, freezeMaxAge: number, failsafe: number | undefined): IndexSeverity | undefined {
	if (age > (failsafe ?? ALL) || ALL - age < LEFT) return "ERROR";
	return age > freezeMaxAge * 1.5 ? "WARN" : undefined;
}
