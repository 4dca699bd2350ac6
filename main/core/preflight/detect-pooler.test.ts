import { expect, test } from "vitest";
import { AppError, DatabaseError } from "../errors.ts";
import type { Clock, PostgresPort, ReadSession, Session } from "../ports.ts";
import { detectPooler } from "./detect-pooler.ts";

/** What a pool lends: for each of our statements, and for each transaction beside it, a process or a failure. */
interface Pool {
	announced: number;
	ours: number[];
	beside: (number | Error | "waits")[];
}

/** Runs the detection on a pool; answers with what was seen, and with how often anything was asked. */
async function detect({ announced, ours, beside }: Pool) {
	const asked = { ours: 0, connections: 0 };
	const session = {
		backendPid: announced,
		query: async () => {
			asked.ours += 1;
			return [{ pid: String(ours[asked.ours - 1] ?? ours.at(-1)) }];
		},
	} as unknown as ReadSession;
	const other = (answer: number | Error | "waits" | undefined) =>
		({
			execute: async (sql: string) => {
				if (sql === "COMMIT") return {};
				if (answer instanceof Error) throw answer;
				if (answer === "waits") return new Promise(() => {});
				return { rows: [[String(answer)]] };
			},
		}) as unknown as Session;
	const postgres = {
		withSession: (_params: unknown, _options: unknown, use: (session: Session) => Promise<unknown>) => {
			asked.connections += 1;
			const answer = beside[asked.connections - 1];
			if (answer === undefined) return Promise.reject(new AppError("CONNECT_FAILED", "no room"));
			return use(other(answer));
		},
	} as unknown as PostgresPort;
	const clock = { sleep: () => new Promise<void>((done) => setTimeout(done, 5)) } as unknown as Clock;
	const seen = await detectPooler({ postgres, clock, params: {} as never, session, pid: 10 });
	return { seen: seen?.[1], asked };
}

test("a server itself is known by its announced process, and asked nothing more", async () => {
	expect(await detect({ announced: 10, ours: [], beside: [] })).toEqual({
		seen: undefined,
		asked: { ours: 0, connections: 0 },
	});
});

test("a second connection that is given our process is proof", async () => {
	expect((await detect({ announced: 7, ours: [10], beside: [10] })).seen).toMatch(/^Two connections/);
});

test("our own process that changes is proof: while another transaction is held, and after it has ended", async () => {
	expect((await detect({ announced: 7, ours: [11], beside: [12] })).seen).toMatch(/from 10 to 11/);
	expect((await detect({ announced: 7, ours: [10, 10, 12], beside: [12, 13] })).seen).toMatch(/from 10 to 12/);
	expect((await detect({ announced: 7, ours: [10, 10, 10, 10, 10, 13], beside: [12, 13] })).seen).toMatch(
		/from 10 to 13/,
	);
});

test("a refused BEGIN is proof, with what was said to it", async () => {
	const no = new DatabaseError("not here", { sqlstate: "08P01" });
	expect((await detect({ announced: 7, ours: [10], beside: [no] })).seen).toBe("BEGIN was answered: not here");
});

test("a session each, no room for another, or no answer in time prove nothing", async () => {
	expect((await detect({ announced: 7, ours: [10], beside: [11, 12] })).seen).toBeUndefined();
	expect((await detect({ announced: 7, ours: [10], beside: [] })).seen).toBeUndefined();
	expect((await detect({ announced: 7, ours: [10], beside: ["waits"] })).seen).toBeUndefined();
});
