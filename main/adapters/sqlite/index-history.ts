import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type Database from "better-sqlite3";
import type { IndexHistoryPort, KeptMoment } from "../../core/ports.ts";
import type { Guarded } from "./audit.ts";

/** The newest of a place are all kept; before them one a day, at most so many. */
const NEWEST = 20;
const MOST = 500;
/** Bytes of all parts together, compressed: the store is copied as a whole every day. */
const ROOM = 24 * 1024 * 1024;

interface MomentRow {
	seq: number;
	id: string;
	at: string;
	summary: string;
}

const toMoment = ({ id, at, summary }: MomentRow): KeptMoment => ({ id, at, summary: JSON.parse(summary) as unknown });

export function indexHistory(database: Database.Database, guarded: Guarded): IndexHistoryPort {
	return {
		add: (place, { id, at, summary }, parts) =>
			guarded(() =>
				database
					.transaction(() => {
						const { lastInsertRowid } = database
							.prepare("INSERT INTO index_moments (id, place, at, summary) VALUES (?, ?, ?, ?)")
							.run(id, place, at, JSON.stringify(summary));
						for (const [part, value] of Object.entries(parts)) keepPart(database, Number(lastInsertRowid), part, value);
						thin(database, place);
					})
					.immediate(),
			),
		list: (place, limit) =>
			guarded(() =>
				database
					.prepare<[string, number], MomentRow>(
						"SELECT seq, id, at, summary FROM index_moments WHERE place = ? ORDER BY at DESC, seq DESC LIMIT ?",
					)
					.all(place, limit)
					.map(toMoment),
			),
		part: (id, part) =>
			guarded(() => {
				const body = database
					.prepare<[string, string], Buffer>(
						`SELECT b.body FROM index_moments m JOIN index_parts p ON p.moment = m.seq JOIN index_bodies b ON b.hash = p.hash
						  WHERE m.id = ? AND p.part = ?`,
					)
					.pluck()
					.get(id, part);
				return body === undefined ? undefined : (JSON.parse(gunzipSync(body as Buffer).toString("utf8")) as unknown);
			}),
	};
}

function keepPart(database: Database.Database, moment: number, part: string, value: unknown): void {
	const text = JSON.stringify(value);
	const hash = createHash("sha256").update(text).digest("hex");
	const known = database.prepare("SELECT 1 FROM index_bodies WHERE hash = ?").get(hash);
	if (!known)
		database.prepare("INSERT INTO index_bodies (hash, body) VALUES (?, ?)").run(hash, gzipSync(text, { level: 1 }));
	database.prepare("INSERT INTO index_parts (moment, part, hash) VALUES (?, ?, ?)").run(moment, part, hash);
}

function thin(database: Database.Database, place: string): void {
	const rows = database
		.prepare<[string], Pick<MomentRow, "seq" | "at">>(
			"SELECT seq, at FROM index_moments WHERE place = ? ORDER BY at DESC, seq DESC",
		)
		.all(place);
	const drop = database.prepare("DELETE FROM index_moments WHERE seq = ?");
	// Of a day the first is kept, so that a window goes back as far as it can.
	for (const [at, row] of rows.entries()) {
		const before = rows[at + 1];
		const sameDay = before !== undefined && before.at.slice(0, 10) === row.at.slice(0, 10);
		if (at >= MOST || (at >= NEWEST && sameDay)) drop.run(row.seq);
	}
	sweep(database);
	const size = database.prepare<[], number>("SELECT coalesce(sum(length(body)), 0) FROM index_bodies").pluck();
	const oldest = database.prepare<[], number>("SELECT seq FROM index_moments ORDER BY at, seq LIMIT 1").pluck();
	const count = database.prepare<[], number>("SELECT count(*) FROM index_moments").pluck();
	while (Number(size.get()) > ROOM && Number(count.get()) > 1) {
		drop.run(Number(oldest.get()));
		sweep(database);
	}
}

function sweep(database: Database.Database): void {
	database.exec("DELETE FROM index_bodies WHERE hash NOT IN (SELECT hash FROM index_parts)");
}
