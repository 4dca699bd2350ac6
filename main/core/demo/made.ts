/** What is known of the demo, in the server's maintenance database: the mark is set last, so that what it says is whole. */
import type { ReadSession, Session } from "../ports.ts";

const CREATE = `
CREATE SCHEMA IF NOT EXISTS bulkhead_demo;
CREATE TABLE IF NOT EXISTS bulkhead_demo.mark (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
`;

/** made: migrated and seeded · planting: planting the known faults was begun · planted: they are all there. */
export type Mark = "made" | "planting" | "planted";

export async function readMarks(session: ReadSession): Promise<ReadonlySet<Mark>> {
	const [table] = await session.query<{ there: string }>(
		"SELECT (pg_catalog.to_regclass('bulkhead_demo.mark') IS NOT NULL)::text AS there",
	);
	if (table?.there !== "true") return new Set();
	const marks = await session.query<{ name: Mark }>("SELECT name FROM bulkhead_demo.mark");
	return new Set(marks.map(({ name }) => name));
}

export async function setMark(session: Session, mark: Mark): Promise<void> {
	await session.execute(CREATE);
	await session.query("INSERT INTO bulkhead_demo.mark (name) VALUES ($1) ON CONFLICT DO NOTHING", [mark]);
}

export async function clearMarks(session: Session): Promise<void> {
	await session.execute("DROP SCHEMA IF EXISTS bulkhead_demo CASCADE");
}
