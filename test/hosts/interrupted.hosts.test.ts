/** The ways on from a migration that stopped midway, on the command line: each of the two that give it up is asked about. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { type CliRun, runCli } from "../helpers/run-cli.ts";

const set = {
	"001_twice.sql":
		"CREATE TABLE IF NOT EXISTS twice (id int);\nCREATE UNIQUE INDEX CONCURRENTLY twice_id ON twice (id);\nSELECT 1;",
};

interface Scene {
	migrate(...args: string[]): Promise<CliRun>;
	script(sql: string): Promise<void>;
}

/** Two rows of one number are in the way of the second statement. */
const whileInterrupted = (use: (scene: Scene) => Promise<void>): Promise<void> =>
	withDatabase(async ({ url, script }) => {
		const store = mkdtempSync(join(tmpdir(), "bulkhead-interrupted-"));
		try {
			await script("CREATE TABLE twice (id int); INSERT INTO twice VALUES (1), (1)");
			await withSet(set, async (folder) => {
				const migrate = (...args: string[]) =>
					runCli(store, ["migrate", ...args, "--json", "--migrations", folder, "--url", url]);
				expect(await migrate()).toMatchObject({ code: 6, json: { error: { code: "INTERRUPTED" } } });
				await use({ migrate, script });
			});
		} finally {
			rmSync(store, { recursive: true });
		}
	});

const asked = { code: 7, json: { error: { code: "CONFIRMATION_NEEDED" } } };

test("--redo is asked about where nobody says --yes, and then runs the file from its first statement", () =>
	whileInterrupted(async ({ migrate, script }) => {
		await script("DELETE FROM twice");
		expect(await migrate("--redo")).toMatchObject(asked);
		expect(await migrate("--redo", "--yes")).toMatchObject({
			code: 0,
			json: { applied: [{ id: "001", statements: [{ line: 1 }, { line: 2 }, { line: 3 }] }] },
		});
	}));

test("--clean is asked about too, and leaves the migration pending; two ways on at once are bad usage", () =>
	whileInterrupted(async ({ migrate, script }) => {
		expect(await migrate("--clean")).toMatchObject(asked);
		expect(await migrate("--clean", "--redo", "--yes")).toMatchObject({
			code: 2,
			json: { error: { code: "BAD_USAGE" } },
		});
		await migrate("--clean", "--yes");
		await script("DELETE FROM twice");
		expect(await migrate()).toMatchObject({ code: 0, json: { applied: [{ id: "001" }] } });
	}));
