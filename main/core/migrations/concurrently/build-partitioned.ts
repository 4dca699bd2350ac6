/**
 * CREATE INDEX CONCURRENTLY on a partitioned table, which PostgreSQL refuses: an index ONLY on the parent (and on each table between), then
 * one CONCURRENTLY on each leaf, each attached once it is there; the parent's becomes valid with the last. Every step looks at the
 * catalogue first, so that a run that was stopped goes on by beginning again, and partitions may come and go meanwhile.
 */
import { AppError, DatabaseError } from "../../errors.ts";
import type { CreateIndexSolo, Session } from "../../ports.ts";
import { quoteIdent, quoteQualified } from "../../sql/quote.ts";
import type { RunDeps } from "../run-transaction.ts";
import { partitionIndexName } from "./index-name.ts";
import { askedDefinition, findRelation, type Index, indexByOid, indexesOf, type Relation } from "./indexes.ts";
import { type Member, readTree } from "./partition-tree.ts";
import { withShortLocks } from "./with-short-locks.ts";

type Deps = Pick<RunDeps, "clock" | "report" | "signal">;

export interface Partitioned {
	solo: CreateIndexSolo;
	table: Relation;
	/** Of an earlier try, or of this one: the indexes that the parent had before it. */
	before: readonly string[];
	/** An earlier try of ours was stopped. */
	resumed: boolean;
	/** What this try has made so far that has no rows in it, the root's first. */
	made: Index[];
	/** The leaf's index that is built, or was when it stopped. */
	building?: { table: string; name: string };
	/** Leaves whose index is there and attached. */
	attached: number;
}

/** As often as partitions come while the others are built. */
const ROUNDS = 10;

/** What PostgreSQL or this way cannot do, told before anything is made; undefined where it can. */
export function whyNotPartitioned(
	solo: CreateIndexSolo,
	table: Relation,
	tree: readonly Member[],
): AppError | undefined {
	if (solo.only) return undefined;
	const foreign = tree.find(({ isForeign }) => isForeign);
	if (!foreign) return undefined;
	const name = `${foreign.schema}.${foreign.name}`;
	return new AppError(
		"REFUSED",
		`${table.schema}.${table.name} has a foreign partition, ${name}, which has no index here.`,
		{
			hint: "Index the other partitions one by one, or the whole without CONCURRENTLY: made ONLY on the parent it would never be valid.",
		},
	);
}

export async function buildPartitioned(session: Session, deps: Deps, work: Partitioned): Promise<void> {
	const why = whyNotPartitioned(work.solo, work.table, await readTree(session, work.table.oid));
	if (why) throw why;
	const root = await rootIndex(session, deps, work);
	for (let round = 0; round < ROUNDS; round += 1) {
		if ((await indexByOid(session, root.oid))?.sound) return;
		await buildRound(session, deps, work, root);
	}
	if ((await indexByOid(session, root.oid))?.sound) return;
	throw new AppError(
		"STATEMENT_FAILED",
		`${root.schema}.${root.name} is still invalid: some partition has no index attached to it.`,
		{
			hint: "Partitions came as fast as they were built. Go on when that has ended.",
		},
	);
}

/** The index of the root: the one that is there and not finished, or a new one. */
async function rootIndex(session: Session, deps: Deps, work: Partitioned): Promise<Index> {
	const { solo, table, before, resumed } = work;
	const there = (await indexesOf(session, table.oid)).find(({ oid, name, sound }) =>
		solo.index === undefined ? resumed && !sound && !before.includes(oid) : name === solo.index,
	);
	if (there && (solo.ifNotExists || !there.sound)) {
		const asked = await askedDefinition(session, solo, table);
		if (asked === undefined || asked === there.definition) return there;
		throw new AppError(
			"REFUSED",
			`${there.schema}.${there.name} is there already, and it is another index than the file asks for.`,
			{
				detail: `there: ${there.definition}\nasked: ${asked}`,
				hint: "Drop it, or give the new one another name.",
			},
		);
	}
	const known = new Set((await indexesOf(session, table.oid)).map(({ oid }) => oid));
	await makeOnly(session, deps, work, { on: table, name: solo.index });
	const made = (await indexesOf(session, table.oid)).find(({ oid }) => !known.has(oid));
	if (made) {
		work.made.push(made);
		return made;
	}
	throw new AppError("STATEMENT_FAILED", `The index of ${table.schema}.${table.name} was made, and is not there.`);
}

async function makeOnly(
	session: Session,
	deps: Deps,
	{ solo }: Partitioned,
	{ on, name }: { on: { schema: string; name: string }; name: string | undefined },
): Promise<void> {
	const named = name === undefined ? "" : `${quoteIdent(name)} `;
	const create = `CREATE ${solo.unique ? "UNIQUE " : ""}INDEX ${named}ON ONLY`;
	await withShortLocks(session, deps, `${create} ${quoteQualified(on.schema, on.name)} ${solo.tail}`);
}

/** Those between first, for what PostgreSQL refuses of them it refuses before anything was built; then the leaves. */
async function buildRound(session: Session, deps: Deps, work: Partitioned, root: Index): Promise<void> {
	const tree = await readTree(session, work.table.oid);
	const indexes = new Map([[work.table.oid, root]]);
	for (const member of tree.filter(({ isLeaf, level }) => !isLeaf && level > 0)) {
		const index = await memberIndex(session, deps, work, { member, root, indexes });
		if (index) indexes.set(member.oid, index);
	}
	const leaves = tree.filter(({ isLeaf, level }) => isLeaf && level > 0);
	for (const [at, member] of leaves.entries()) {
		deps.signal.throwIfAborted();
		deps.report({
			kind: "statement-progress",
			text: `CREATE INDEX CONCURRENTLY on partition ${member.schema}.${member.name}`,
			partitions: { done: at, of: leaves.length },
		});
		if (await memberIndex(session, deps, work, { member, root, indexes })) work.attached += 1;
	}
	for (const member of tree.toReversed().filter(({ isLeaf, level }) => !isLeaf && level > 0)) {
		await attach(session, deps, work, { member, index: indexes.get(member.oid), indexes });
	}
	deps.report({
		kind: "statement-progress",
		text: "CREATE INDEX CONCURRENTLY has built the index of each partition",
		partitions: { done: leaves.length, of: leaves.length },
	});
}

interface Place {
	member: Member;
	root: Index;
	/** By the oid of their table. */
	indexes: ReadonlyMap<string, Index>;
}

/** The index of one table of the tree, and of a leaf also attached. Undefined where the table has left the tree meanwhile. */
async function memberIndex(session: Session, deps: Deps, work: Partitioned, place: Place): Promise<Index | undefined> {
	const { member, root, indexes } = place;
	try {
		const own = await indexesOf(session, member.oid);
		const equal = own.filter(({ definition }) => definition === root.definition);
		const above = indexes.get(member.parent ?? "");
		const attached = own.find(({ attachedTo }) => attachedTo !== undefined && attachedTo === above?.oid);
		if (attached && !attached.sound && member.isLeaf) {
			await session.execute(`REINDEX INDEX CONCURRENTLY ${quoteQualified(attached.schema, attached.name)}`, {
				anyTime: true,
			});
		}
		if (attached) return attached;
		const usable = equal.find(
			({ sound, attachedTo, partitioned }) => attachedTo === undefined && (sound || partitioned),
		);
		const index = usable ?? (await build(session, deps, work, place));
		if (member.isLeaf) await attach(session, deps, work, { member, index, indexes });
		return index;
	} catch (caught) {
		if (!(caught instanceof DatabaseError) || (await isMember(session, work, member))) throw caught;
		const message = `${member.schema}.${member.name} is no partition any more, and is left out.`;
		deps.report({ kind: "notice", severity: "NOTICE", message });
		return undefined;
	}
}

async function isMember(session: Session, { table }: Partitioned, { oid }: Member): Promise<boolean> {
	return (await readTree(session, table.oid)).some((member) => member.oid === oid);
}

/** Under a name that is free; what an earlier try left under it is dropped. */
async function build(
	session: Session,
	deps: Deps,
	work: Partitioned,
	{ member, root }: Place,
): Promise<Index | undefined> {
	const name = await freeName(session, work, { member, root });
	if (!member.isLeaf) await makeOnly(session, deps, work, { on: member, name });
	else {
		const { unique, tail } = work.solo;
		const on = quoteQualified(member.schema, member.name);
		work.building = { table: member.oid, name };
		await session.execute(`CREATE ${unique ? "UNIQUE " : ""}INDEX CONCURRENTLY ${quoteIdent(name)} ON ${on} ${tail}`, {
			anyTime: true,
		});
	}
	const made = (await indexesOf(session, member.oid)).find((index) => index.name === name);
	if (made && !member.isLeaf) work.made.push(made);
	return made;
}

async function freeName(
	session: Session,
	{ table }: Partitioned,
	{ member, root }: Pick<Place, "member" | "root">,
): Promise<string> {
	for (let again = 0; ; again += 1) {
		const name = partitionIndexName({ index: root.name, table: table.name }, member.name, again);
		const taken = await findRelation(session, { schema: member.schema, name });
		if (!taken) return name;
		const index = await indexByOid(session, taken.oid);
		const isRemains =
			index?.table === member.oid && !index.sound && !index.partitioned && index.definition === root.definition;
		if (!index || !isRemains || index.builder !== undefined) continue;
		await session.execute(`DROP INDEX CONCURRENTLY ${quoteQualified(index.schema, index.name)}`, { anyTime: true });
		return name;
	}
}

async function attach(
	session: Session,
	deps: Deps,
	work: Partitioned,
	{ member, index, indexes }: { member: Member; index: Index | undefined; indexes: ReadonlyMap<string, Index> },
): Promise<void> {
	const above = indexes.get(member.parent ?? "");
	if (!index || !above || index.attachedTo !== undefined) return;
	const [parent, child] = [above, index].map(({ schema, name }) => quoteQualified(schema, name));
	try {
		await withShortLocks(session, deps, `ALTER INDEX ${parent} ATTACH PARTITION ${child}`);
	} catch (caught) {
		if (!(caught instanceof DatabaseError) || (await isMember(session, work, member))) throw caught;
	}
}
