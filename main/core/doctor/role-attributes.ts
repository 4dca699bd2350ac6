import { found, ok, type Verdict } from "./check.ts";
import { askCatalogue, readAs } from "./demonstrations.ts";
import type { Role } from "./facts.ts";
import { alterRole } from "./fixes.ts";
import type { Scene } from "./scene.ts";

const WHY =
	"Row-level security never asks its policies for this role: whatever the policies say, it reads and writes every tenant's rows.";

export function judgeAttribute(scene: Scene, attribute: "superuser" | "bypassrls"): Verdict[] {
	return scene.subjects.map((role) => {
		const object = `role ${role.name}`;
		const has = attribute === "superuser" ? role.superuser : role.bypassrls && !role.superuser;
		return has ? found(object, told(scene, role, attribute)) : ok(object);
	});
}

function told(scene: Scene, role: Role, attribute: "superuser" | "bypassrls") {
	const word = attribute === "superuser" ? "SUPERUSER" : "BYPASSRLS";
	const own = role === scene.login && !scene.applications.includes(role);
	const table = scene.tables.find(({ relation }) => relation.secured)?.relation ?? scene.tables[0]?.relation;
	return {
		severity: "ERROR" as const,
		detail: own
			? `This connection logs in as ${role.name}, which has ${word}. An application that uses this login is not held by any policy: give it one that is a member of ${scene.applications[0]?.name ?? "the application's role"} and nothing more.`
			: `The application acts as ${role.name}, which has ${word}.`,
		why: WHY,
		demonstration: table
			? readAs(scene, table, role.name)
			: askCatalogue(
					`${role.name} has ${word}.`,
					`SELECT rolname AS role, '${word}' AS attribute FROM pg_catalog.pg_roles WHERE rolname = SESSION_USER`,
				),
		// Whose login this is, nobody takes its own rights from here.
		fix: own
			? undefined
			: alterRole(role, `NO${word}`, word, attribute === "superuser" ? "r.rolsuper" : "r.rolbypassrls"),
	};
}
