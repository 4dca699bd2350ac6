import { expect, test } from "vitest";
import type { ServerSession } from "../../../main/contract/index.ts";
import { findSessions, noFilter } from "./find-sessions.ts";

const session = (pid: number, more: Partial<ServerSession> = {}): ServerSession => ({
	...{
		pid,
		kind: "client backend",
		user: "app",
		application: "web",
		client: "10.0.0.1",
		database: "shop",
		state: "idle",
	},
	...{ query: "SELECT 1", blockedBy: [], blockedByPrepared: [], behind: 0, tooLong: false, hidden: false },
	...more,
});

const all = [
	session(1),
	session(2, { state: "active", query: "UPDATE orders SET total = 1", transactionSince: new Date(0), behind: 1 }),
	session(3, { state: "active", blockedBy: [2], transactionSince: new Date(0), tooLong: true }),
	session(4, { user: "", database: "", kind: "checkpointer", application: "" }),
];
const pids = (filter: Partial<typeof noFilter>) => findSessions(all, { ...noFilter, ...filter }).map(({ pid }) => pid);

test("the server's own processes are shown when they are asked for", () => {
	expect(pids({})).toEqual([1, 2, 3]);
	expect(pids({ background: true })).toEqual([1, 2, 3, 4]);
});

test("each kind shows its own", () => {
	expect(pids({ kind: "active" })).toEqual([2, 3]);
	expect(pids({ kind: "transaction" })).toEqual([2, 3]);
	expect(pids({ kind: "waiting" })).toEqual([2, 3]);
	expect(pids({ kind: "long" })).toEqual([3]);
});

test("every word must be somewhere: pid, user, application, client, database, state or statement", () => {
	expect(pids({ text: "orders update" })).toEqual([2]);
	expect(pids({ text: " 3 " })).toEqual([3]);
	expect(pids({ text: "nobody" })).toEqual([]);
});
