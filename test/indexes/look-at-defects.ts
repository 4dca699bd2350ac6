/** The scene in a database of a server of its own, and what is found in it. */
import type { IndexHealth } from "../../main/contract/index.ts";
import { withBulkhead } from "../helpers/bulkhead.ts";
import type { PostgresVersion } from "../helpers/clusters.ts";
import { onServer } from "../helpers/postgres.ts";
import { as, type Login, type PrivateCluster, privateCluster } from "../helpers/private-cluster.ts";
import { scene, tenancy } from "./defects.ts";

export interface Defects {
	cluster: PrivateCluster;
	database: string;
	look(login?: Login): Promise<IndexHealth>;
}

export async function defects(version: PostgresVersion): Promise<Defects> {
	const cluster = await privateCluster(version);
	const { database } = await cluster.database();
	await onServer(cluster.admin(database), async (session) => {
		for (const part of scene(version)) await session.execute(part, { anyTime: true });
	});
	return {
		cluster,
		database,
		look: (login) =>
			withBulkhead(async ({ client, open }) =>
				client.indexes.examine({ connection: await open(urlOf(as(cluster.admin(database), login))), tenancy }),
			),
	};
}

export const urlOf = ({ host, port, user, password, database }: ReturnType<PrivateCluster["admin"]>): string =>
	`postgres://${user}:${encodeURIComponent(password ?? "")}@${host}:${port}/${database}?sslmode=disable`;
