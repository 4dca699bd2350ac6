import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import type { ProfileInput } from "../tenancy/profile-of.ts";
import { countFacets } from "./count-facets.ts";
import { countRows } from "./count-rows.ts";
import { createTenant } from "./create-tenant.ts";
import { describeAbility } from "./describe-ability.ts";
import { exportTenants } from "./export-tenants.ts";
import { linkUser } from "./link-user.ts";
import { listTenants } from "./list-tenants.ts";
import { listUsers } from "./list-users.ts";
import { setStatus } from "./set-status.ts";
import { showTenant } from "./show-tenant.ts";
import { unlinkUser } from "./unlink-user.ts";
import { type Sight, withTenants } from "./with-tenants.ts";

export function tenantsHandlers(deps: MigrationDeps) {
	const { tenants } = procedures;
	const look = <T>(input: ProfileInput, signal: AbortSignal | undefined, use: (sight: Sight) => Promise<T>) =>
		withTenants(deps, input, { signal }, use);
	// A change that was begun is not cancelled by a window that closes: whether it was committed would not be known.
	const change = <T>(input: ProfileInput, use: (sight: Sight) => Promise<T>) => {
		deps.connections.requireWritable(input.connection);
		return deps.connections.writing(input.connection, () => withTenants(deps, input, { write: true }, use));
	};
	const by = deps.ports.who.user;
	return {
		list: tenants.list.handler(({ input, signal }) => look(input, signal, (sight) => listTenants(sight, input))),
		counts: tenants.counts.handler(({ input, signal }) =>
			look(input, signal, async (sight) => ({ counts: await countRows(sight, input.ids) })),
		),
		facets: tenants.facets.handler(({ input, signal }) => look(input, signal, countFacets)),
		ability: tenants.ability.handler(({ input, signal }) => look(input, signal, describeAbility)),
		show: tenants.show.handler(({ input, signal }) => look(input, signal, (sight) => showTenant(deps, sight, input))),
		users: tenants.users.handler(({ input, signal }) => look(input, signal, (sight) => listUsers(sight, input.tenant))),
		create: tenants.create.handler(({ input }) => {
			const { connection, tenancy, ...request } = input;
			return change({ connection, tenancy }, (sight) => createTenant(sight, request));
		}),
		link: tenants.link.handler(({ input }) => change(input, (sight) => linkUser(sight, input))),
		unlink: tenants.unlink.handler(({ input }) => change(input, (sight) => unlinkUser(sight, input))),
		setStatus: tenants.setStatus.handler(({ input }) => change(input, (sight) => setStatus(sight, { ...input, by }))),
		export: tenants.export.handler(({ input: { format, ...input }, signal }) =>
			look(input, signal, (sight) => exportTenants(sight, format, input)),
		),
	};
}
