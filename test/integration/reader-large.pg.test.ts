/** Files that are too large to be held in memory. */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { finish, withBulkhead, withSet } from "../helpers/bulkhead.ts";
import { type TestDatabase, withDatabase } from "../helpers/postgres.ts";
import { runProgram } from "../helpers/psql.ts";

const MB = 1_000_000;

/** Writes a file of about so many bytes: a beginning, rows, an end. */
function writeLarge(
	file: string,
	size: number,
	parts: { head: string; row: (at: number) => string; tail: string },
): number {
	const handle = openSync(file, "w");
	let rows = 0;
	try {
		writeSync(handle, parts.head);
		for (let written = 0; written < size; ) {
			let piece = "";
			while (piece.length < MB / 10) piece += parts.row(rows++);
			written += writeSync(handle, piece);
		}
		writeSync(handle, parts.tail);
	} finally {
		closeSync(handle);
	}
	return rows;
}

const copied = {
	head: "CREATE UNLOGGED TABLE big (id int, name text);\nCOPY big (id, name) FROM stdin;\n",
	row: (at: number) => `${at}\tthe name of row ${at}, it's \\\\ é\n`,
	tail: "\\.\n\nCREATE TABLE small ();\n",
};
const inserted = {
	head: "\\echo 'begin'\nCREATE TABLE big (id int, name text);\n",
	row: (at: number) => `INSERT INTO big (id, name) VALUES (${at}, 'the name; of row ${at}');\n`,
	tail: "\\echo 'end'\n",
};

test("a file of 200 MB is applied in less than 250 MB of memory", { timeout: 300_000 }, () =>
	withDatabase((database) =>
		withSet({}, async (folder) => {
			const rows = writeLarge(join(folder, "001_big.sql"), 200 * MB, copied);
			const program = fileURLToPath(new URL("../helpers/apply-large.ts", import.meta.url));
			const { stdout, stderr } = await runProgram(process.execPath, [program, database.url, folder], {
				timeout: 280_000,
			});
			expect(stderr).toBe("");
			const { status, peak } = JSON.parse(stdout) as { status: string; peak: number };
			expect(status).toBe("done");
			expect(peak).toBeLessThan(250 * MB);
			expect(await database.sql("SELECT count(*)::text AS n, max(name) AS name FROM big WHERE id < 10")).toEqual([
				{ n: "10", name: "the name of row 9, it's \\ é" },
			]);
			expect(await database.sql("SELECT count(*)::text AS n FROM big")).toEqual([{ n: String(rows) }]);
		}),
	),
);

/** A set of one file of a little more than is held, on a database of its own. */
function withLarge<T>(
	parts: typeof copied,
	use: (large: { database: TestDatabase; file: string; folder: string; rows: number }) => Promise<T>,
): Promise<T> {
	return withDatabase((database) =>
		withSet({}, (folder) => {
			const file = join(folder, "001_big.sql");
			return use({ database, file, folder, rows: writeLarge(file, 1.1 * MB, parts) });
		}),
	);
}

const applied = (database: TestDatabase, folder: string, onProgress?: Parameters<typeof finish>[3]) =>
	withBulkhead(async ({ client, open }) => {
		const connection = await open(database.url, folder);
		const outcome = await finish(client, "apply", client.migrations.apply({ connection }), onProgress);
		return {
			...outcome,
			states: (await client.migrations.status({ connection })).migrations.map(({ state }) => state),
		};
	});

test("it is one transaction of all its statements, shown by the first; laid out anew it is not changed, with another value it is", () =>
	withLarge(inserted, async ({ database, file, folder, rows }) => {
		await withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url, folder);
			const [step] = (await client.migrations.plan({ connection, direction: "apply" })).steps;
			expect(step?.statements).toHaveLength(101);
			expect(step?.statements.at(-1)?.text).toBe(`… and ${rows + 1 - 100} more statements`);
			const { forward = "" } = await client.migrations.files({ connection, id: "001" });
			expect(forward.length).toBeLessThan(1.2 * MB);
			expect(forward).toContain("too large to be shown");
		});
		const { error, progress, states } = await applied(database, folder);
		expect(error).toBeUndefined();
		expect(progress.flatMap((each) => (each.kind === "notice" ? [each.message] : []))).toContain("end");
		expect(states).toEqual(["applied"]);
		expect(await database.sql("SELECT count(*)::text AS n FROM big")).toEqual([{ n: String(rows) }]);
		const text = readFileSync(file, "utf8");
		writeFileSync(file, text.replaceAll("VALUES (", "VALUES\n  ("));
		expect((await applied(database, folder)).states).toEqual(["applied"]);
		writeFileSync(file, text.replace(`(${rows - 1},`, `(${rows},`));
		expect((await applied(database, folder)).states).toEqual(["changed"]);
	}));

test("an error far down in its rows is told with its line, and nothing stays", () =>
	withLarge({ ...copied, tail: `x\tno number\n${copied.tail}` }, async ({ database, folder, rows }) => {
		const { error } = await applied(database, folder);
		expect(error).toMatchObject({ code: "STATEMENT_FAILED", file: "001_big.sql", line: rows + 3, sqlstate: "22P02" });
		expect(await database.sql("SELECT 1 WHERE to_regclass('big') IS NOT NULL")).toEqual([]);
	}));

test("an error at the first of many rows ends the run at once", () =>
	withLarge({ ...copied, head: `${copied.head}x\tno number\n` }, async ({ database, folder }) => {
		const began = performance.now();
		const { error } = await applied(database, folder);
		expect(error).toMatchObject({ code: "STATEMENT_FAILED", file: "001_big.sql", line: 3, sqlstate: "22P02" });
		expect(performance.now() - began).toBeLessThan(5_000);
	}));

/** Each row takes a millisecond. */
const slow = {
	...copied,
	head: `CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE sql AS 'SELECT pg_sleep(0.001) IS NOT NULL';
CREATE TABLE big (id int CHECK (slow(id)), name text);\nCOPY big (id, name) FROM stdin;\n`,
};
const isCopying =
	"SELECT pid::text FROM pg_stat_activity WHERE query LIKE 'COPY big%' AND datname = current_database()";

test("a cancel stops rows that are under way within two seconds, and nothing stays", () =>
	withLarge(slow, ({ database, folder }) =>
		withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url, folder);
			let asked = 0;
			const { error } = await finish(client, "apply", client.migrations.apply({ connection }), (progress, jobId) => {
				if (progress.kind !== "statement-started" || progress.index !== 3) return;
				setTimeout(() => {
					asked = performance.now();
					void client.jobs.cancel({ jobId });
				}, 300);
			});
			expect(performance.now() - asked).toBeLessThan(2_000);
			expect(error).toMatchObject({ code: "CANCELLED", data: { state: expect.stringContaining("rolled back") } });
			expect(await database.sql("SELECT 1 WHERE to_regclass('big') IS NOT NULL")).toEqual([]);
		}),
	));

test("a backend that is ended while it takes rows is CONNECTION_LOST, with nothing done", () =>
	withLarge(slow, async ({ database, folder }) => {
		const { error, states } = await applied(database, folder, (progress) => {
			if (progress.kind !== "statement-started" || progress.index !== 3) return;
			setTimeout(() => void database.sql(`SELECT pg_terminate_backend(pid::int) FROM (${isCopying}) AS running`), 300);
		});
		expect(error).toMatchObject({ code: "CONNECTION_LOST", file: "001_big.sql" });
		expect(error?.data?.state).toContain("was not committed");
		expect(states).toEqual(["pending"]);
	}));

test("a file that is written while it runs is refused, and nothing stays", () =>
	withLarge(inserted, async ({ database, file, folder }) => {
		let written = false;
		const { error } = await applied(database, folder, (progress) => {
			if (progress.kind !== "statement-done" || written) return;
			written = true;
			const text = readFileSync(file, "utf8");
			writeFileSync(file, `${text.slice(0, -200)}${text.slice(-200).replace("the name", "another!")}`);
		});
		expect(error).toMatchObject({ code: "REFUSED", message: expect.stringContaining("has changed while it was read") });
		expect(error?.data?.state).toContain("rolled back");
		expect(await database.sql("SELECT 1 WHERE to_regclass('big') IS NOT NULL")).toEqual([]);
	}));

test.each([
	[
		"what cannot run in a transaction, in one of the file's own",
		"BEGIN; CREATE INDEX CONCURRENTLY big_id ON big (id); COMMIT;\n",
		"refuses it between BEGIN and COMMIT",
	],
	["COMMIT", "COMMIT;\n", "opens and ends the transaction itself"],
	["a quote that is not closed", "SELECT 'x;\n", "A quoted string is not closed"],
	["a NUL", "SELECT '\0';\n", "It holds a NUL character"],
	["what is no UTF-8", Buffer.from("SELECT '\xe9';\n", "latin1"), "It is not UTF-8"],
	["rows that do not end", "COPY big FROM stdin;\n1\tx\n", "has no end"],
])("what is wrong at its end is told before anything runs, with its line: %s", (_what, tail, says) =>
	withLarge({ ...inserted, tail: "" }, async ({ database, file, folder, rows }) => {
		const handle = openSync(file, "a");
		if (typeof tail === "string") writeSync(handle, tail);
		else writeSync(handle, tail);
		closeSync(handle);
		const { error } = await withBulkhead(async ({ client, open }) => {
			const connection = await open(database.url, folder);
			return finish(client, "apply", client.migrations.apply({ connection }));
		});
		expect(error).toMatchObject({ code: "CATALOG_INVALID" });
		expect(error?.data?.faults).toMatchObject([
			{ file: "001_big.sql", line: rows + 3, message: expect.stringContaining(says) },
		]);
		expect(await database.sql("SELECT 1 WHERE to_regclass('big') IS NOT NULL")).toEqual([]);
	}),
);

test("a small file that includes a large one, and copies from another, is large too", () =>
	withDatabase((database) =>
		withSet(
			{ "001_small.sql": "\\i parts/big.psql\n\\copy big from 'parts/big.tsv'\n", "parts/x": "" },
			async (folder) => {
				const one = writeLarge(join(folder, "parts/big.psql"), 1.1 * MB, inserted);
				const two = writeLarge(join(folder, "parts/big.tsv"), 1.1 * MB, { ...copied, head: "", tail: "" });
				const { error, states } = await applied(database, folder);
				expect(error).toBeUndefined();
				expect(states).toEqual(["applied"]);
				expect(await database.sql("SELECT count(*)::text AS n FROM big")).toEqual([{ n: String(one + two) }]);
			},
		),
	));
