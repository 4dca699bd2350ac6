import type { GuardedTableFacts, TenancyResult } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import type { GuardedTable } from "./model.ts";
import { profileOf, tenancyOf } from "./profile-of.ts";
import { lookAtTenancy } from "./read-tenancy.ts";
import { testTenancy } from "./trial/test-tenancy.ts";

export function tenancyHandlers(deps: Pick<MigrationDeps, "ports" | "connections">) {
	const { detect, test, save } = procedures.tenancy;
	return {
		detect: detect.handler(async ({ input, signal }): Promise<TenancyResult> => {
			const profile = input.anew ? input.tenancy : await profileOf(deps, input);
			const source = input.tenancy ? "given" : "saved";
			const { tenancy, ...found } = await withConnection(deps, input.connection, signal ? { signal } : {}, (session) =>
				lookAtTenancy(session, profile, source),
			);
			const { problems, tables } = tenancy;
			return {
				...found,
				profile: tenancy.profile,
				source: tenancy.source,
				problems,
				tables: tables.map(describeTable),
			};
		}),
		test: test.handler(({ input, signal }) =>
			withConnection(deps, input.connection, signal ? { signal } : {}, async (session) =>
				testTenancy(session, await tenancyOf(deps, session, input), input.tenant),
			),
		),
		save: save.handler(({ input }) => ({ saved: deps.connections.keepTenancy(input.connection, input.tenancy) })),
	};
}

function describeTable({ schema, name, kind, tenant, path, parent }: GuardedTable): GuardedTableFacts {
	const own = { schema, name, kind, column: tenant.name, type: tenant.type, path: [...path] };
	return parent === undefined ? own : { ...own, parent };
}
