import { expect, test } from "vitest";
import { onServer, port, withDatabase } from "../../../test/helpers/postgres.ts";
import { cancelRunning } from "./cancel.ts";
import { login } from "./login.ts";
import { noTunnels } from "./tunnels.ts";

test("where the announced process is none of ours, as behind a pooler, nobody else is ended for it, and that is said", () =>
	withDatabase(({ params }) =>
		port.withSession({ ...params, applicationName: "a stranger" }, {}, async (stranger) => {
			const opened = await login(params, AbortSignal.timeout(10_000), noTunnels);
			const query = opened.client.query("SELECT pg_sleep(30)").then(
				() => {},
				() => {},
			);
			// What a pooler makes up may be somebody else's.
			Object.assign(opened.client, { processID: stranger.backendPid });
			expect(await cancelRunning(opened, params, query)).toMatch(
				new RegExp(`may still be at work: .* ${stranger.backendPid}, is no session of ours there, so a pooler`),
			);
			await query;
			expect(await stranger.query("SELECT 'here' AS still")).toEqual([{ still: "here" }]);
			await onServer(params, async (session) => {
				for (;;) {
					const left = await session.query(
						"SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(30)' AND pid <> pg_backend_pid()",
					);
					if (left.length === 0) return;
				}
			});
		}),
	));

test("what is heard to stop leaves nothing unknown", () =>
	withDatabase(async ({ params }) => {
		const opened = await login(params, AbortSignal.timeout(10_000), noTunnels);
		const query = opened.client.query("SELECT pg_sleep(30)").then(
			() => {},
			() => {},
		);
		expect(await cancelRunning(opened, params, query)).toBeUndefined();
		await opened.client.end();
	}));
