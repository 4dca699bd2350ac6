import { quoteLiteral, quoteQualified } from "../../sql/quote.ts";
import type { Check, Found, Judged } from "../check.ts";
import type { Facts, TableFact } from "../facts.ts";
import { autovacuumOff, vacuumThreshold } from "./thresholds.ts";

/** Share of dead rows, and milliseconds since autovacuum was last done with the table. */
const DEAD = 0.2;
const DAY = 24 * 60 * 60 * 1_000;

export const vacuumOff: Check = {
	name: "vacuum-off",
	asks: "Does autovacuum take away the dead rows?",
	judge(facts) {
		const judged: Judged = { objects: 1, found: [], notEvaluated: [] };
		if (facts.standby)
			return {
				...judged,
				notEvaluated: [{ object: `database ${facts.database.name}`, reason: "Only the primary vacuums." }],
			};
		if (!facts.upkeep.settings.autovacuum) judged.found.push(serverOff(facts));
		for (const table of facts.tables.values()) {
			if (table.kind === "p") continue;
			judged.objects += 1;
			if (autovacuumOff(table)) judged.found.push(tableOff(table));
			else judged.found.push(...blocked(facts, table));
		}
		return judged;
	},
};

const WHY = "Dead rows stay: tables and indexes grow, index-only scans stop, and transaction numbers are not freed.";

const serverOff = ({ database }: Facts): Found => ({
	...{ object: `database ${database.name}`, severity: "WARN", why: WHY },
	detail: "Autovacuum is turned off for the whole server.",
	evidence: [{ name: "autovacuum", value: "off" }],
});

function tableOff(table: TableFact): Found {
	const name = quoteQualified(table.schema, table.name);
	return {
		...{
			object: `table ${table.schema}.${table.name}`,
			table: `${table.schema}.${table.name}`,
			severity: "WARN",
			why: WHY,
		},
		detail: "Autovacuum is turned off for this table.",
		evidence: [{ name: "dead rows", value: table.counters.dead }],
		weight: table.heapBytes ?? 0,
		fix: {
			sql: `ALTER TABLE ${name} RESET (autovacuum_enabled);`,
			undo: `ALTER TABLE ${name} SET (autovacuum_enabled = false);`,
			lock: "SHARE UPDATE EXCLUSIVE on the table: reads and writes go on.",
			cost: "Autovacuum reads the table the next time that it comes by.",
			holds: {
				name: `${table.schema}.${table.name} is vacuumed by the server`,
				violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND c.reloptions::text ~ 'autovacuum_enabled=(false|off|no|0|f|n)'`,
			},
		},
	};
}

/** Many dead rows, and autovacuum was last there more than a day ago: something holds it off, or holds the rows. */
function blocked({ upkeep }: Facts, table: TableFact): Found[] {
	const { dead, live, lastVacuum } = table.counters;
	if (lastVacuum === undefined || dead <= (dead + live) * DEAD || dead <= vacuumThreshold(table, upkeep)) return [];
	if (Date.parse(upkeep.now) - Date.parse(lastVacuum) <= DAY) return [];
	const name = quoteQualified(table.schema, table.name);
	const [holder] = upkeep.holders;
	return [
		{
			...{
				object: `table ${table.schema}.${table.name}`,
				table: `${table.schema}.${table.name}`,
				severity: "WARN",
				why: WHY,
			},
			detail: `${Math.round((dead / (dead + live)) * 100)} % of its rows are dead, and it was last vacuumed ${lastVacuum}.${holder ? ` The oldest that still needs such rows: ${holder.what}.` : ""}`,
			evidence: [
				{ name: "dead rows", value: dead },
				{ name: "live rows", value: live },
				...upkeep.holders.slice(0, 2).map(({ what, age }) => ({ name: what, value: age })),
			],
			weight: table.heapBytes ?? 0,
			fix: {
				sql: `VACUUM (ANALYZE) ${name};`,
				undo: "",
				lock: "SHARE UPDATE EXCLUSIVE on the table: reads and writes go on.",
				cost: "Reads the pages that changed, and every index. Locks that were held against autovacuum hold this off too.",
				byHand: "It cannot run in a transaction.",
				holds: {
					name: `${table.schema}.${table.name} has few dead rows`,
					violations: `SELECT s.relid::pg_catalog.regclass FROM pg_catalog.pg_stat_all_tables s WHERE s.relid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND s.n_dead_tup > ${Math.round((dead + live) * DEAD)}`,
				},
			},
		},
	];
}
