/** What a role can become, and which roles' privileges it has: membership, followed to any depth. Pure. */
import type { Facts, Role } from "./facts.ts";

export interface Reached {
	role: Role;
	/** Names from the first membership to the role itself. */
	via: string[];
	/** It has the role's privileges without doing anything. */
	inherited: boolean;
}

/** All roles that this one can act as, itself first. Whoever may grant a role can take it. */
export function reachOf({ roles, memberships }: Pick<Facts, "roles" | "memberships">, start: Role): Reached[] {
	const byOid = new Map(roles.map((role) => [role.oid, role]));
	const reached = new Map<string, Reached>([[start.oid, { role: start, via: [], inherited: true }]]);
	const waiting = [start.oid];
	for (let oid = waiting.shift(); oid !== undefined; oid = waiting.shift()) {
		const here = reached.get(oid);
		for (const edge of memberships.filter(({ member }) => member === oid)) {
			const role = byOid.get(edge.role);
			if (!here || !role || !(edge.inherits || edge.sets || edge.admin)) continue;
			const inherited = here.inherited && edge.inherits;
			const before = reached.get(role.oid);
			if (before && (before.inherited || !inherited)) continue;
			reached.set(role.oid, { role, via: [...here.via, role.name], inherited });
			waiting.push(role.oid);
		}
	}
	return [...reached.values()];
}
