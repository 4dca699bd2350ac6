import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Demonstration, type Fix, found, ok } from "../check.ts";
import { readAs } from "../demonstrations.ts";
import { PUBLIC, type Role } from "../facts.ts";
import { CATALOGUE } from "../fixes.ts";
import { isBound, judgeExpression } from "../policy-expression.ts";
import type { Reached } from "../reach.ts";
import { mayRoleRead, type Scene } from "../scene.ts";

/** Roles of PostgreSQL's own that read or write files or rows past every policy. */
const FILES: Readonly<Record<string, string>> = {
	pg_read_server_files: "reads the server's files, the tables' own among them",
	pg_write_server_files: "writes the server's files",
	pg_execute_server_program: "runs programs as the server's user",
};

export const roleReach: Check = {
	name: "role-reach",
	asks: "Can the application's role become one that policies do not hold, through memberships at any depth?",
	judge: (scene) =>
		scene.applications.flatMap((role) => {
			if (role.superuser) return [];
			const others = scene.reach(role).filter((each) => each.role !== role);
			return others.map((reached) => {
				const object = `role ${role.name} as ${reached.role.name}`;
				const power = powerOf(scene, reached.role);
				return power === undefined ? ok(object) : found(object, told(scene, role, { reached, power }));
			});
		}),
};

/** Why the policies that hold the application do not hold this one. */
function powerOf(scene: Scene, role: Role): string | undefined {
	if (role.superuser) return "is a superuser";
	if (role.bypassrls) return "has BYPASSRLS";
	if (FILES[role.name]) return FILES[role.name];
	const wide = scene.tables.filter(({ policies, columns }) =>
		policies.some(
			({ roles, using, permissive }) =>
				permissive &&
				!roles.includes(PUBLIC) &&
				roles.includes(role.oid) &&
				using !== undefined &&
				!isBound(judgeExpression(using, columns).open),
		),
	);
	return wide.length > 0 ? `has policies of its own that ask about no tenant, on ${wide.length} tables` : undefined;
}

function told(scene: Scene, role: Role, { reached, power }: { reached: Reached; power: string }) {
	const way = [role.name, ...reached.via].join(" → ");
	const table = scene.tables.find(
		({ relation }) => relation.secured && mayRoleRead(scene, reached.role, relation),
	)?.relation;
	const files = FILES[reached.role.name] !== undefined;
	return {
		severity: table || files || reached.role.superuser ? ("ERROR" as const) : ("WARN" as const),
		detail: `${role.name} can act as ${reached.role.name} (${way}), which ${power}.`,
		why: "Whoever gets SQL into the application's session can say SET ROLE, and is then held by that role's rights alone.",
		demonstration: table && !files ? readAs(scene, table, reached.role.name) : becoming(reached.role),
		fix: withdraw(scene, role, reached),
	};
}

/** Where it may read none of the tables: that it can be become at all. */
function becoming({ name }: Role): Demonstration {
	return {
		says: `The session acts as ${name}.`,
		steps: [{ be: "role", role: name }, { show: 'SELECT CURRENT_USER AS "acts as", SESSION_USER AS "logged in as"' }],
	};
}

/** The first membership on the way is the application's own to lose. */
function withdraw({ facts, roles }: Scene, role: Role, { via }: Reached): Fix | undefined {
	const first = facts.roles.find(({ name }) => name === via[0]);
	const edge = first && facts.memberships.find((each) => each.member === role.oid && each.role === first.oid);
	if (!first || !edge || !roles.get(edge.role)) return undefined;
	const options = [
		...(edge.admin ? ["ADMIN TRUE"] : []),
		...(facts.version >= 160_000
			? [`INHERIT ${edge.inherits ? "TRUE" : "FALSE"}`, `SET ${edge.sets ? "TRUE" : "FALSE"}`]
			: []),
	];
	const written = facts.version >= 160_000 ? ` WITH ${options.join(", ")}` : edge.admin ? " WITH ADMIN OPTION" : "";
	return {
		sql: `REVOKE ${quoteIdent(first.name)} FROM ${quoteIdent(role.name)};`,
		undo: `GRANT ${quoteIdent(first.name)} TO ${quoteIdent(role.name)}${written};`,
		lock: CATALOGUE,
		risk: "Roles belong to the whole cluster: other databases are concerned too.",
		holds: {
			name: `${role.name} is no member of ${first.name}`,
			violations: `SELECT m.roleid::pg_catalog.regrole FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.roleid JOIN pg_catalog.pg_roles u ON u.oid = m.member WHERE r.rolname = ${quoteLiteral(first.name)} AND u.rolname = ${quoteLiteral(role.name)}`,
		},
	};
}
