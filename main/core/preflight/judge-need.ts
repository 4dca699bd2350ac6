/** Whether the role has what a statement needs; if not, the sentence and the next step. */
import type { ObjectName } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import type { Need, Needed } from "./needs.ts";
import type { Known, World } from "./world.ts";

/** What stands before a statement in its file, and where it stands itself. */
export interface Premises {
	/** In a DO block: it may not come to run. */
	nested: boolean;
	/** The file sets row_security itself: it means what the policies let through. */
	setsRowSecurity: boolean;
	/** The file sets search_path itself. */
	setsPath: boolean;
	/** Something ran that may have made what is not known: SQL that is put together when it runs, an extension, a function. */
	dynamic: boolean;
}

export interface Verdict {
	certain: boolean;
	/** Follows the statement's word: "UPDATE …". */
	says: string;
	next: string;
}

export function judgeNeed({ what, need, ifExists }: Needed, world: World, premises: Premises): Verdict | undefined {
	const role = world.standing.role;
	switch (need.need) {
		case "attribute":
			return judgeAttribute(need, world, premises);
		case "create-schema":
			if (role.superuser || role.createSchemas) return undefined;
			return {
				certain: !premises.nested,
				says: `needs CREATE on the database ${world.standing.database}, which ${role.name} has not`,
				next: `As ${role.databaseOwner}: GRANT CREATE ON DATABASE ${quoteIdent(world.standing.database)} TO ${quoteIdent(role.name)};`,
			};
		case "create-in":
			return judgeCreateIn(need, world, premises);
		default: {
			const relation = world.find(need.of, premises.setsPath);
			if (!relation) return need.need === "rows" || ifExists ? undefined : missing(need.of, premises);
			if (role.superuser) return undefined;
			if (need.need === "rows") return judgeRows(what, relation, world, premises);
			return judgeRelation(need, relation, world, premises);
		}
	}
}

function missing(of: ObjectName, { nested, dynamic }: Premises): Verdict {
	return {
		certain: !(nested || dynamic),
		says: `names ${label(of)}, which is not there, and no planned migration makes it`,
		next: "Check its name and its schema, or apply the migration that makes it first.",
	};
}

function judgeAttribute(
	{ attribute, may }: Extract<Need, { need: "attribute" }>,
	{ standing: { role } }: World,
	{ nested }: Premises,
): Verdict | undefined {
	const { superuser, createrole, createdb, bypassrls } = role;
	const has = { SUPERUSER: false, CREATEROLE: createrole, CREATEDB: createdb, BYPASSRLS: bypassrls }[attribute];
	if (superuser || has) return undefined;
	return {
		certain: !(nested || may),
		says: `needs ${attribute}, which ${role.name} has not`,
		next: `Connect as a role that has it, or let a superuser do this part.`,
	};
}

function judgeCreateIn(
	{ schema, beside }: Extract<Need, { need: "create-in" }>,
	world: World,
	{ nested, dynamic, setsPath }: Premises,
): Verdict | undefined {
	const { role, path } = world.standing;
	const named = schema ?? (beside ? world.find(beside, setsPath)?.schema : path[0]);
	// What is not there is told by the statement's other needs; a search_path of the file's own may lead anywhere.
	if (named === undefined || named === "pg_temp" || (schema === undefined && setsPath)) return undefined;
	const may = world.mayCreateIn(named);
	if (may || (may !== undefined && role.superuser)) return undefined;
	if (may === undefined) {
		return {
			certain: !(nested || dynamic),
			says: `needs the schema ${named}, which is not there, and no planned migration makes it`,
			next: `CREATE SCHEMA ${quoteIdent(named)}; or check the name.`,
		};
	}
	return {
		certain: !nested,
		says: `needs CREATE on schema ${named}, which ${role.name} has not`,
		next: `As the schema's owner: GRANT CREATE ON SCHEMA ${quoteIdent(named)} TO ${quoteIdent(role.name)};`,
	};
}

function judgeRelation(
	need: Extract<Need, { need: "owner" | "right" }>,
	relation: Known,
	world: World,
	{ nested }: Premises,
): Verdict | undefined {
	if (relation.madeBy) return undefined;
	const { name } = world.standing.role;
	const certain = !(nested || relation.unsure);
	const { owner } = relation;
	if (need.need === "owner") {
		const may = need.orRight !== undefined && relation.rights.includes(need.orRight);
		if (relation.owned || may || (need.orSchema && relation.schemaOwned)) return undefined;
		return {
			certain: certain && !need.may,
			says: `${need.may ? "passes over" : "needs the owner of"} ${labelOf(relation)}, ${owner}: ${name} is neither that role nor a member of it`,
			next: `Connect as ${owner}, or as a member of ${owner}.`,
		};
	}
	if (relation.rights.includes(need.right)) return undefined;
	if (need.right === "GRANT OPTION") {
		if (relation.owned) return undefined;
		return {
			certain,
			says: `on ${labelOf(relation)} needs its owner, ${owner}, or a right WITH GRANT OPTION: ${name} has neither`,
			next: `Connect as ${owner}, or as a member of ${owner}.`,
		};
	}
	return {
		certain,
		says: `needs ${need.right} on ${labelOf(relation)}, which ${name} has not`,
		next: `As ${owner}: GRANT ${need.right} ON ${quoteQualified(relation.schema, relation.name)} TO ${quoteIdent(name)};`,
	};
}

/** The runner sets row_security to off, so that what policies would cut short is an error. */
function judgeRows(
	what: string,
	relation: Known,
	{ standing: { role } }: World,
	{ nested, setsRowSecurity }: Premises,
): Verdict | undefined {
	const bound = relation.rls && (!relation.owned || relation.forced);
	if (role.bypassrls || !bound || setsRowSecurity) return undefined;
	const why = relation.owned
		? "FORCE ROW LEVEL SECURITY binds its owner too"
		: `its row-level security binds ${role.name}, who is not its owner`;
	const lift = relation.owned
		? ", or lift FORCE around it in the same file (ALTER TABLE … NO FORCE, then FORCE)"
		: ", or as its owner";
	const seen =
		what === "INSERT"
			? `only what the policies of ${labelOf(relation)} let in`
			: `only the rows of ${labelOf(relation)} that its policies let through`;
	return {
		certain: !(nested || relation.unsure),
		says: `would ${what === "INSERT" ? "write" : "meet"} ${seen}, so Bulkhead stops it: ${why}`,
		next: `Run it as a role with BYPASSRLS${lift}, or mean one tenant: SET LOCAL row_security = on, then set the tenant.`,
	};
}

export function label({ schema, name }: ObjectName): string {
	return schema === undefined ? name : `${schema}.${name}`;
}

/** A temporary table has no schema worth a word. */
export function labelOf({ schema, name }: Known): string {
	return schema === "pg_temp" ? name : `${schema}.${name}`;
}
