import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";

test("an invalid index that could not be dropped when its build failed is dropped by resume, which builds it anew", () =>
	withDatabase((database) =>
		withSet(
			{
				"001_unique.sql":
					"CREATE TABLE doubles (id int);\nINSERT INTO doubles VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY doubles_id ON doubles (id);",
			},
			(folder) =>
				withBulkhead(async ({ client, open }) => {
					// As a full disk does it: the build fails, and so does the DROP INDEX after it.
					await database.script(`CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
						CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('DROP INDEX') EXECUTE FUNCTION refuse()`);
					const connection = await open(database.url, folder);
					expect((await finish(client, "apply", client.migrations.apply({ connection }))).error?.code).toBe(
						"INTERRUPTED",
					);
					await database.script("DROP EVENT TRIGGER refuse; DELETE FROM doubles");
					const indexes = () =>
						database.sql("SELECT indisvalid::text AS valid FROM pg_index WHERE indrelid = 'doubles'::regclass");
					expect(await indexes()).toEqual([{ valid: "false" }]);
					const resumed = await finish(client, "apply", client.migrations.apply({ connection, resume: true }));
					expect(resumed.error).toBeUndefined();
					expect(await indexes()).toEqual([{ valid: "true" }]);
				}),
		),
	));
