import { DatabaseError } from "../../errors.ts";
import type { Session } from "../../ports.ts";
import type { RunDeps } from "../run-transaction.ts";

/** Tries before it is given up, and the pause between two (a half more at random), in milliseconds. */
const TRIES = 30;
const PAUSE = 500;

/** A quick statement with a strong lock: it never waits for long, for all others would queue behind it. Errors: those of the session. */
export async function withShortLocks(
	session: Session,
	{ clock, report, signal }: Pick<RunDeps, "clock" | "report" | "signal">,
	sql: string,
): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			await session.execute("SET lock_timeout = '2s'");
			await session.execute(sql, { anyTime: true });
			await session.execute("SET lock_timeout = 0");
			return;
		} catch (caught) {
			const inTheWay = caught instanceof DatabaseError && (caught.sqlstate === "55P03" || caught.sqlstate === "40P01");
			if (!inTheWay || attempt === TRIES) throw caught;
			const message = `${caught.message}: another session is in the way. Tried again (${attempt} of ${TRIES} tries): ${sql.slice(0, 200)}`;
			report({ kind: "notice", severity: "WAITING", message });
			await clock.sleep(PAUSE * (1 + Math.random() / 2), signal);
		}
	}
}
