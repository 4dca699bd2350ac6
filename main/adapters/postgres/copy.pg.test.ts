import { expect, test } from "vitest";
import { onServer, withDatabase } from "../../../test/helpers/postgres.ts";
import { AppError } from "../../core/errors.ts";

const lines = (rows: number): string => Array.from({ length: rows }, (_, at) => `${at + 1}\n`).join("");

test("COPY TO STDOUT is heard whole and in order, however slowly it is taken, with the number of rows", async () => {
	await withDatabase(({ params }) =>
		onServer(params, async (session) => {
			const pieces: Uint8Array[] = [];
			const rows = await session.copyOut("COPY (SELECT generate_series(1, 400000)) TO STDOUT", async (piece) => {
				await new Promise((done) => setTimeout(done, 20));
				pieces.push(piece);
			});
			expect(rows).toBe(400_000);
			expect(pieces.length).toBeGreaterThan(1);
			expect(Buffer.concat(pieces).toString() === lines(400_000)).toBe(true);
			expect(await session.copyOut("COPY (SELECT 1 WHERE false) TO STDOUT", () => expect.unreachable())).toBe(0);
		}),
	);
});

test("what the taker throws is thrown, and the session goes on behind the COPY", async () => {
	await withDatabase(({ params }) =>
		onServer(params, async (session) => {
			const full = new AppError("DISK_FULL", "no room");
			const copying = session.copyOut("COPY (SELECT generate_series(1, 1000000)) TO STDOUT", () =>
				Promise.reject(full),
			);
			await expect(copying).rejects.toBe(full);
			expect(await session.query("SELECT 4::text AS four")).toEqual([{ four: "4" }]);
		}),
	);
});

test("a COPY that fails behind its first rows is that error, and the session goes on", async () => {
	await withDatabase(({ params }) =>
		onServer(params, async (session) => {
			const sql = "COPY (SELECT 1 / (300000 - n) FROM generate_series(1, 400000) AS n) TO STDOUT";
			let heard = 0;
			const copying = session.copyOut(sql, async (piece) => {
				heard += piece.length;
			});
			await expect(copying).rejects.toMatchObject({ sqlstate: "22012" });
			expect(heard).toBeGreaterThan(0);
			expect(await session.query("SELECT 4::text AS four")).toEqual([{ four: "4" }]);
		}),
	);
});
