/**
 * One list of what is to be done, without contradiction: what serves in another's place does not go itself, the last index of a foreign key
 * stays, and no index is made that another one of the list, or one that stays, makes unneeded. A finding whose fix does not fit in keeps what
 * it says and loses the fix. Pure.
 */
import type { Found } from "./check.ts";
import { covers } from "./checks/foreign-key-cover.ts";
import { isUsable, nameOf } from "./checks/shared.ts";
import type { Facts } from "./facts.ts";

export interface Named extends Found {
	check: string;
}

/** What has to go goes first: broken ones, then those that another one replaces, then what nothing uses. */
const ORDER = ["index-invalid", "index-not-ready", "index-duplicate", "index-prefix"];

const rankOf = ({ check }: Named): number => {
	const at = ORDER.indexOf(check);
	return at < 0 ? ORDER.length : at;
};

export function agree(facts: Facts, all: readonly Named[]): Named[] {
	const dropping = all.filter(({ acts }) => acts?.drops !== undefined).sort((a, b) => rankOf(a) - rankOf(b));
	const kept = new Map<string, string>();
	const gone = new Set<string>();
	const refused = new Map<Named, string>();
	for (const finding of dropping) {
		const { drops = "", keeps } = finding.acts ?? {};
		const why = whyKept(facts, { drops, keeps }, { kept, gone });
		if (why !== undefined) {
			refused.set(finding, why);
			continue;
		}
		gone.add(drops);
		if (keeps !== undefined) kept.set(keeps, drops);
	}
	const told = all.map((finding) => {
		const why = refused.get(finding);
		return why === undefined ? finding : without(finding, why);
	});
	return mergeAdded(told);
}

interface State {
	/** What stays, for what goes in its place; oids. */
	kept: ReadonlyMap<string, string>;
	gone: ReadonlySet<string>;
}

function whyKept(
	facts: Facts,
	{ drops, keeps }: { drops: string; keeps: string | undefined },
	{ kept, gone }: State,
): string | undefined {
	const name = (oid: string): string => {
		const index = facts.indexes.get(oid);
		return index ? nameOf(index) : "another index";
	};
	if (gone.has(drops)) return "Another finding lets it go already.";
	const instead = kept.get(drops);
	if (instead !== undefined) return `It stays, for ${name(instead)} goes in its favour.`;
	if (keeps !== undefined && gone.has(keeps)) return `It stays, for ${name(keeps)} goes.`;
	return lastOfKey(facts, drops, gone);
}

function lastOfKey(facts: Facts, drops: string, gone: ReadonlySet<string>): string | undefined {
	const index = facts.indexes.get(drops);
	const table = index && facts.tables.get(index.table);
	if (!index || !table || !isUsable(index)) return undefined;
	const others = (facts.indexesOf.get(table.oid) ?? []).filter((other) => other !== index && !gone.has(other.oid));
	for (const key of facts.foreignKeys) {
		if (key.table !== table.oid || !covers(index, key, table)) continue;
		if (!others.some((other) => covers(other, key, table)))
			return `It stays, for it is the last one that finds the rows of the foreign key ${key.name}.`;
	}
	return undefined;
}

function without(finding: Named, why: string): Named {
	const { fix: _, acts: __, ...rest } = finding;
	return { ...rest, detail: `${finding.detail} ${why}` };
}

/** (tenant) is not made where (tenant, created_at) is: the finding that wants less takes the other one's fix. */
function mergeAdded(all: readonly Named[]): Named[] {
	const adding = all.filter(({ acts, fix }) => acts?.adds && fix);
	const byTable = Map.groupBy(adding, ({ acts }) => acts?.adds?.table ?? "");
	return all.map((finding) => {
		const wanted = finding.acts?.adds;
		if (!wanted || !finding.fix) return finding;
		const wider = (byTable.get(wanted.table) ?? [])
			.filter(({ acts }) => begins(acts?.adds?.columns ?? [], wanted.columns))
			.reduce<Named>((best, each) => (width(each) > width(best) ? each : best), finding);
		const [first] = (byTable.get(wanted.table) ?? []).filter(({ acts }) =>
			same(acts?.adds?.columns, wider.acts?.adds?.columns),
		);
		return first?.fix && first !== finding ? { ...finding, fix: { ...first.fix, holds: finding.fix.holds } } : finding;
	});
}

const width = ({ acts }: Named): number => acts?.adds?.columns.length ?? 0;
const same = (a: readonly number[] = [], b: readonly number[] = []): boolean => a.join() === b.join();
const begins = (longer: readonly number[], shorter: readonly number[]): boolean =>
	longer.length > shorter.length && shorter.every((column, at) => longer[at] === column);
