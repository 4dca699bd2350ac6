/** The facts as the checks ask for them: who the application is, what it reaches, which relations hold tenants' rows. Pure. */
import type { GuardedTable } from "../tenancy/model.ts";
import { type Facts, type Grant, type Policy, PUBLIC, type Relation, type Role, type Routine } from "./facts.ts";
import { isBound, judgeExpression, type RowColumns } from "./policy-expression.ts";
import { type Reached, reachOf } from "./reach.ts";

/** A relation whose rows belong to tenants. */
export interface Guarded {
	relation: Relation;
	table: GuardedTable;
	columns: RowColumns;
	policies: Policy[];
	/** What some of its policies say is not known: none of them is judged. */
	unread: boolean;
	/** The guarded relation that it is a partition or a child of. */
	parent: Relation | undefined;
}

export interface Scene {
	facts: Facts;
	login: Role;
	/** The application's roles, its own first; the login where none is known. */
	applications: Role[];
	/** The roles of the application and the login. */
	subjects: Role[];
	guarded: Guarded[];
	/** Tables among them: what row-level security exists for. */
	tables: Guarded[];
	byOid: ReadonlyMap<string, Relation>;
	routines: ReadonlyMap<string, Routine>;
	roles: ReadonlyMap<string, Role>;
	reach(role: Role): Reached[];
}

const nobody: Role = {
	...{ oid: "", name: "", superuser: false, bypassrls: false, login: true, createrole: false, replication: false },
};

export function makeScene(facts: Facts): Scene {
	const byOid = new Map(facts.relations.map((relation) => [relation.oid, relation]));
	const roles = new Map(facts.roles.map((role) => [role.oid, role]));
	const guarded = guardedOf(facts, byOid);
	const tables = guarded.filter(({ relation }) => ["r", "p"].includes(relation.kind));
	const login = roles.get(facts.login) ?? nobody;
	const applications = applicationsOf(facts, tables, login);
	const known = new Map<string, Reached[]>();
	return {
		...{ facts, login, applications, guarded, tables, byOid, roles },
		subjects: [...new Set([...applications, login])],
		routines: new Map(facts.routines.map((routine) => [routine.oid, routine])),
		reach(role) {
			const reached = known.get(role.oid) ?? reachOf(facts, role);
			known.set(role.oid, reached);
			return reached;
		},
	};
}

function guardedOf({ tenancy, policies }: Facts, byOid: ReadonlyMap<string, Relation>): Guarded[] {
	const oids = new Set(tenancy.tables.map(({ oid }) => oid));
	return tenancy.tables.flatMap((table) => {
		const relation = byOid.get(table.oid);
		if (!relation || relation.extension) return [];
		const parent = relation.parents.find((oid) => oids.has(oid));
		const columns = {
			tenant: table.path.length === 0 ? table.tenant.name : "",
			path: table.path[0]?.column,
			all: relation.columns,
		};
		const its = policies.filter((policy) => policy.table === table.oid);
		return [
			{
				...{ relation, table, columns, policies: its, unread: its.some(({ unread }) => unread) },
				parent: parent === undefined ? undefined : byOid.get(parent),
			},
		];
	});
}

/**
 * Whom the profile names. Where that is only detected: everyone who was granted rows of these tables, but for support, which is known by
 * policies of its own on half of them that ask about no tenant. A fault in one table must not make the application look like support.
 */
function applicationsOf({ tenancy, roles }: Facts, tables: readonly Guarded[], login: Role): Role[] {
	const named = roles.find(({ name }) => name === tenancy.profile.role);
	if (tenancy.source !== "detected") return [named ?? login];
	const granted = (role: Role): number =>
		tables.filter(({ relation }) =>
			relation.grants.some(
				({ grantee, privilege }) => grantee === role.oid && grantee !== relation.owner && READS.has(privilege),
			),
		).length;
	const found = roles
		.filter((role) => !/^(pg_|bulkhead_)/.test(role.name) && !isSupport(tables, role))
		.map((role) => ({ role, count: granted(role) }))
		.filter(({ count }) => count > 0)
		.sort((a, b) => Number(b.role === named) - Number(a.role === named) || b.count - a.count);
	const most = Math.max(0, ...found.map(({ count }) => count));
	// A role that reports or backs up past the policies, as it is meant to, is not the application; one with most of the grants is.
	const held = found.filter(({ role, count }) => count === most || !(role.superuser || role.bypassrls));
	return held.length > 0 ? held.map(({ role }) => role) : [named ?? login];
}

const READS: ReadonlySet<string> = new Set(["SELECT", "INSERT", "UPDATE", "DELETE"]);

function isSupport(tables: readonly Guarded[], role: Role): boolean {
	const wide = tables.filter(({ policies, columns }) =>
		policies.some(
			({ roles, using, permissive }) =>
				permissive && roles.includes(role.oid) && using !== undefined && !isBound(judgeExpression(using, columns).open),
		),
	);
	return wide.length * 2 >= tables.length && wide.length > 0;
}

/** Tables but for parts of another one with tenants: those have a check of their own. */
export const roots = ({ tables }: Scene): Guarded[] => tables.filter(({ parent }) => parent === undefined);

/** schema.name, as people write it. */
export const nameOf = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`;

/** Who of the application, and PUBLIC, was granted one of these privileges. The owner's own are not grants. */
export function holders(scene: Scene, grants: readonly Grant[], privileges: readonly string[], owner: string): Grant[] {
	const oids = new Set(scene.applications.flatMap((role) => scene.reach(role).map((reached) => reached.role.oid)));
	return grants.filter(
		({ grantee, privilege }) =>
			privileges.includes(privilege) && (grantee === PUBLIC || (grantee !== owner && oids.has(grantee))),
	);
}

/** Whether the application may read it: by a grant, or as its owner. */
export function mayRead(scene: Scene, relation: Relation): boolean {
	if (holders(scene, relation.grants, ["SELECT"], relation.owner).length > 0) return true;
	return scene.applications.some(
		(role) => role.superuser || scene.reach(role).some((reached) => reached.role.oid === relation.owner),
	);
}

/** Whether this role may read it, by a grant or as its owner, itself or through roles whose privileges it has. */
export function mayRoleRead(scene: Scene, role: Role, relation: Relation): boolean {
	const oids = new Set(scene.reach(role).flatMap((each) => (each.inherited ? [each.role.oid] : [])));
	const all = scene.reach(role).some((each) => each.inherited && each.role.name === "pg_read_all_data");
	if (role.superuser || all || oids.has(relation.owner)) return true;
	return relation.grants.some(
		({ grantee, privilege }) => privilege === "SELECT" && (grantee === PUBLIC || oids.has(grantee)),
	);
}

/** Why something of a table could not be judged. */
export const HELD_BY_OTHERS =
	"Another session holds a table locked (ACCESS EXCLUSIVE), and the server prints nothing of it as long as it does. Look again when it is done.";

/** PUBLIC, or the role's name. */
export const granteeName = ({ roles }: Scene, oid: string): string =>
	oid === PUBLIC ? "PUBLIC" : (roles.get(oid)?.name ?? `role ${oid}`);

export const namesOf = (scene: Scene, grants: readonly Grant[]): string =>
	[...new Set(grants.map(({ grantee }) => granteeName(scene, grantee)))].join(", ");

/** Why row-level security of this table does not hold this role; undefined where it does. */
export function whyUnbound(scene: Scene, oid: string, { relation, policies, columns }: Guarded): string | undefined {
	const role = scene.roles.get(oid);
	if (!role) return undefined;
	if (role.superuser) return "a superuser";
	if (role.bypassrls) return "a role with BYPASSRLS";
	if (!relation.secured) return `a role that ${nameOf(relation)} does not hold back: its row security is off`;
	const privileges = new Set(scene.reach(role).flatMap((each) => (each.inherited ? [each.role.oid] : [])));
	if (!relation.forced && privileges.has(relation.owner)) {
		return `the owner of ${nameOf(relation)}, whom it does not hold back`;
	}
	const wide = policies.find(
		(policy) =>
			policy.permissive &&
			["r", "*"].includes(policy.command) &&
			policy.roles.some((each) => each !== PUBLIC && privileges.has(each)) &&
			policy.using !== undefined &&
			judgeExpression(policy.using, columns).open === "true",
	);
	return wide && `a role for which policy ${wide.name} lets every row through`;
}

/** The guarded tables that a view, or a view below it, is made of. */
export function guardedBelow(scene: Scene, relation: Relation, seen = new Set<string>()): Guarded[] {
	if (seen.has(relation.oid)) return [];
	seen.add(relation.oid);
	return relation.reads.flatMap((oid) => {
		const table = scene.tables.find((each) => each.relation.oid === oid);
		const below = scene.byOid.get(oid);
		return [...(table ? [table] : []), ...(below && below.kind !== "r" ? guardedBelow(scene, below, seen) : [])];
	});
}
