/** Fixes that several checks share: the statement, what undoes it, and the query that tells whether it still has to be done. */
import { quoteIdent, quoteLiteral, quoteQualified } from "../sql/quote.ts";
import type { Fix } from "./check.ts";
import type { Policy, Relation, Role, Routine } from "./facts.ts";
import type { Scene } from "./scene.ts";

export const MOMENT =
	"ACCESS EXCLUSIVE on the table for a moment: only the catalogue changes. It waits behind running queries, and others behind it.";
export const CATALOGUE = "No table is locked against readers or writers.";

export const quoted = ({ schema, name }: { schema: string; name: string }): string => quoteQualified(schema, name);

/** ALTER TABLE, once forth and once back. */
export function alterTable(relation: Relation, does: string, undoes: string, risk: string): Fix {
	const table = quoted(relation);
	return {
		sql: `ALTER TABLE ${table} ${does};`,
		undo: `ALTER TABLE ${table} ${undoes};`,
		...{ lock: MOMENT, risk },
		holds: { name: `${relation.schema}.${relation.name}: ${does.toLowerCase()}`, violations: "" },
	};
}

const regclass = (relation: Relation): string => `pg_catalog.to_regclass(${quoteLiteral(quoted(relation))})`;

/** Row security as it has to be: on, and forced where that is asked for. */
export function secure(relation: Relation, { force }: { force: boolean }): Fix {
	const parts = [
		...(relation.secured ? [] : (["ENABLE ROW LEVEL SECURITY"] as const)),
		...(force && !relation.forced ? (["FORCE ROW LEVEL SECURITY"] as const) : []),
	];
	const back = [
		...(force && !relation.forced ? ["NO FORCE ROW LEVEL SECURITY"] : []),
		...(relation.secured ? [] : ["DISABLE ROW LEVEL SECURITY"]),
	];
	return {
		...alterTable(
			relation,
			parts.join(", "),
			back.join(", "),
			"Whoever relied on seeing all rows, a job of the owner for example, sees those of its tenant from then on.",
		),
		holds: {
			name: `${relation.schema}.${relation.name} has row security on${force ? " and forced" : ""}`,
			violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = ${regclass(relation)} AND NOT (c.relrowsecurity${force ? " AND c.relforcerowsecurity" : ""})`,
		},
	};
}

const COMMANDS = { r: "SELECT", a: "INSERT", w: "UPDATE", d: "DELETE", "*": "ALL" } as const;

export const commandName = (policy: Pick<Policy, "command">): string => COMMANDS[policy.command];

/** Made anew where it is there, so that the statement can be run twice. */
export function createPolicy(scene: Scene, relation: Relation, policy: Policy): string {
	const roles = policy.roles.map((oid) => (oid === "0" ? "PUBLIC" : quoteIdent(scene.roles.get(oid)?.name ?? "")));
	return [
		`DROP POLICY IF EXISTS ${quoteIdent(policy.name)} ON ${quoted(relation)};\nCREATE POLICY ${quoteIdent(policy.name)} ON ${quoted(relation)} AS ${policy.permissive ? "PERMISSIVE" : "RESTRICTIVE"}`,
		`FOR ${commandName(policy)} TO ${roles.join(", ")}`,
		...(policy.using === undefined ? [] : [`USING (${policy.using})`]),
		...(policy.check === undefined ? [] : [`WITH CHECK (${policy.check})`]),
	].join(" ");
}

const hasPolicy = (relation: Relation, name: string): string =>
	`FROM pg_catalog.pg_policy p WHERE p.polrelid = ${regclass(relation)} AND p.polname = ${quoteLiteral(name)}`;

export function dropPolicy(scene: Scene, relation: Relation, policy: Policy): Fix {
	return {
		sql: `DROP POLICY IF EXISTS ${quoteIdent(policy.name)} ON ${quoted(relation)};`,
		undo: `${createPolicy(scene, relation, policy)};`,
		lock: MOMENT,
		risk: "Whoever was let through by this policy alone sees, or may write, less from then on.",
		holds: {
			name: `${relation.schema}.${relation.name} has no policy ${policy.name}`,
			violations: `SELECT p.polname ${hasPolicy(relation, policy.name)}`,
		},
	};
}

/** Another USING or WITH CHECK; where there was none, the policy is made anew on the way back. */
export function alterPolicy(
	scene: Scene,
	relation: Relation,
	{ policy, using, check }: { policy: Policy; using?: string | undefined; check?: string | undefined },
): Fix {
	const name = `${quoteIdent(policy.name)} ON ${quoted(relation)}`;
	const clauses = [
		...(using === undefined ? [] : [`USING (${using})`]),
		...(check === undefined ? [] : [`WITH CHECK (${check})`]),
	];
	const added = check !== undefined && policy.check === undefined;
	const before = [
		...(using === undefined || policy.using === undefined ? [] : [`USING (${policy.using})`]),
		...(check === undefined || policy.check === undefined ? [] : [`WITH CHECK (${policy.check})`]),
	];
	const same = (column: string, old: string | undefined): string =>
		`pg_catalog.pg_get_expr(p.${column}, p.polrelid) IS NOT DISTINCT FROM ${quoteLiteral(old ?? null)}`;
	const wrong = [
		...(using === undefined ? [] : [same("polqual", policy.using)]),
		...(check === undefined ? [] : [same("polwithcheck", policy.check)]),
	];
	return {
		sql: `ALTER POLICY ${name} ${clauses.join(" ")};`,
		undo: added ? `${createPolicy(scene, relation, policy)};` : `ALTER POLICY ${name} ${before.join(" ")};`,
		lock: MOMENT,
		risk: "Rows that were let through before are held back from then on.",
		holds: {
			name: `policy ${policy.name} on ${relation.schema}.${relation.name} asks about the tenant`,
			violations: `SELECT p.polname ${hasPolicy(relation, policy.name)} AND ${wrong.join(" AND ")}`,
		},
	};
}

export interface Privileges {
	privileges: readonly string[];
	/** TABLE "public"."x", SCHEMA "x", FUNCTION "public"."f"(uuid) … */
	on: string;
	/** Quoted, or PUBLIC. */
	from: string;
	/** Its ACL as a query: `SELECT … AS acl, … AS kind, … AS owner FROM …`. */
	acl: string;
	grantable?: boolean;
}

/** What is granted is taken back. */
export function revoke({ privileges, on, from, acl, grantable }: Privileges): Fix {
	const list = privileges.join(", ");
	const who =
		from === "PUBLIC"
			? "0"
			: `(SELECT r.oid FROM pg_catalog.pg_roles r WHERE pg_catalog.quote_ident(r.rolname) = ${quoteLiteral(from.replace(/^"([a-z_][a-z0-9_]*)"$/, "$1"))})`;
	return {
		sql: `REVOKE ${list} ON ${on} FROM ${from};`,
		undo: `GRANT ${list} ON ${on} TO ${from}${grantable ? " WITH GRANT OPTION" : ""};`,
		lock: CATALOGUE,
		risk: "What used this privilege fails with 42501 from then on.",
		holds: {
			name: `${from.replaceAll('"', "")} has no ${list} on ${on.replaceAll('"', "")}`,
			violations: `SELECT x.privilege_type FROM (${acl}) AS o, pg_catalog.aclexplode(coalesce(o.acl, pg_catalog.acldefault(o.kind, o.owner))) AS x WHERE x.grantee = ${who} AND x.privilege_type IN (${privileges.map((each) => quoteLiteral(each.replace(/\(.*/, "").trim())).join(", ")})`,
		},
	};
}

export const aclOf = {
	relation: (relation: Relation): string =>
		`SELECT c.relacl AS acl, 'r'::"char" AS kind, c.relowner AS owner FROM pg_catalog.pg_class c WHERE c.oid = ${regclass(relation)}`,
	routine: (routine: Routine): string =>
		`SELECT p.proacl AS acl, 'f'::"char" AS kind, p.proowner AS owner FROM pg_catalog.pg_proc p WHERE p.oid = pg_catalog.to_regprocedure(${quoteLiteral(signature(routine))})`,
	schema: (name: string): string =>
		`SELECT n.nspacl AS acl, 'n'::"char" AS kind, n.nspowner AS owner FROM pg_catalog.pg_namespace n WHERE n.nspname = ${quoteLiteral(name)}`,
	server: (name: string): string =>
		`SELECT s.srvacl AS acl, 'S'::"char" AS kind, s.srvowner AS owner FROM pg_catalog.pg_foreign_server s WHERE s.srvname = ${quoteLiteral(name)}`,
	database: `SELECT d.datacl AS acl, 'd'::"char" AS kind, d.datdba AS owner FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`,
};

/** As DROP FUNCTION and GRANT take it. */
export function signature({ schema, name, argumentTypes }: Routine): string {
	return `${quoteQualified(schema, name)}(${argumentTypes})`;
}

export const kindOf = ({ kind }: Routine): string => (kind === "p" ? "PROCEDURE" : "FUNCTION");

export function alterRoutine(
	routine: Routine,
	does: string,
	undoes: string,
	what: { risk: string; violations: string },
): Fix {
	const named = `${kindOf(routine)} ${signature(routine)}`;
	return {
		sql: `ALTER ${named} ${does};`,
		undo: `ALTER ${named} ${undoes};`,
		...{ lock: CATALOGUE, risk: what.risk },
		holds: {
			name: `${routine.schema}.${routine.name}: ${does.toLowerCase()}`,
			violations: `SELECT p.oid::pg_catalog.regprocedure FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ${quoteLiteral(routine.schema)} AND p.proname = ${quoteLiteral(routine.name)} AND pg_catalog.pg_get_function_identity_arguments(p.oid) = ${quoteLiteral(routine.argumentTypes)} AND ${what.violations}`,
		},
	};
}

export function alterRole(role: Role, does: string, undoes: string, violations: string): Fix {
	return {
		sql: `ALTER ROLE ${quoteIdent(role.name)} ${does};`,
		undo: `ALTER ROLE ${quoteIdent(role.name)} ${undoes};`,
		lock: CATALOGUE,
		risk: "Roles belong to the whole cluster: other databases are concerned too.",
		holds: {
			name: `role ${role.name}: ${does.toLowerCase()}`,
			violations: `SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.rolname = ${quoteLiteral(role.name)} AND ${violations}`,
		},
	};
}

/** The one policy that a table with tenants needs. */
export function tenantPolicy(relation: Relation, test: string): { name: string; sql: string; undo: string } {
	const name = quoteIdent(`${relation.name.slice(0, 50)}_tenant`);
	return {
		name,
		sql: `DROP POLICY IF EXISTS ${name} ON ${quoted(relation)};\nCREATE POLICY ${name} ON ${quoted(relation)} USING (${test}) WITH CHECK (${test});`,
		undo: `DROP POLICY IF EXISTS ${name} ON ${quoted(relation)};`,
	};
}
