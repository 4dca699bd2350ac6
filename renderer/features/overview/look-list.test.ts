import { expect, test } from "vitest";
import type {
	ConnectionCard,
	MigrationState,
	MigrationStatus,
	StatusResult,
	TestResult,
} from "../../../main/contract/index.ts";
import { lookList } from "./look-list.ts";

const role = { name: "app", superuser: false, bypassrls: false, createrole: true };
const connection = { host: "localhost", environment: "development", origin: "saved" } as ConnectionCard;
const reached = { readOnly: false, tls: "TLSv1.3" } as TestResult;
const migration = (id: string, state: MigrationState, failed = 0): MigrationStatus => ({
	id,
	name: "x",
	state,
	checksum: "",
	reversible: true,
	checkCount: 2,
	checks: { passed: 2 - failed, failed },
});
const status = (migrations: MigrationStatus[], more: Partial<StatusResult> = {}): StatusResult => ({
	database: "app",
	server: { version: "18.4" },
	role,
	source: "bundled",
	migrations,
	summary: { pending: 0, applied: 0, unrecorded: 0, changed: 0, missing: 0, interrupted: 0 },
	...more,
});
const ids = (looks: ReturnType<typeof lookList>) => looks.map(({ id }) => id);

test("a sound database needs no look", () => {
	expect(lookList({ connection, status: status([migration("001", "applied")]), test: reached })).toEqual([]);
});

test("failing checks of what is applied come before what is pending; those of a pending one are as they should be", () => {
	const looks = lookList({
		connection,
		status: status([migration("001", "applied", 1), migration("002", "pending", 2)]),
		test: reached,
	});
	expect(ids(looks)).toEqual(["checks", "pending"]);
	expect(looks[0]?.text).toBe("1 check does not hold.");
});

test("a role above Row-Level Security is said in plain words", () => {
	const above = status([], { role: { ...role, superuser: true } });
	expect(lookList({ connection, status: above, test: reached })[0]?.text).toContain(
		"Row-Level Security does not apply",
	);
});

test("a link in the clear counts only where it leaves the machine, and most on production", () => {
	const { tls: _none, ...plain } = reached;
	const far = { ...connection, host: "db.example.org" };
	const see = (card: ConnectionCard) => lookList({ connection: card, status: status([]), test: plain });
	expect(see(connection)).toEqual([]);
	expect(see(far)[0]?.tone).toBe("look");
	expect(see({ ...far, environment: "production" })[0]?.tone).toBe("alarm");
});

test("a read-only session is not told to apply", () => {
	const looks = lookList({
		connection,
		status: status([migration("001", "pending")]),
		test: { ...reached, readOnly: true },
	});
	expect(looks.map(({ id, action }) => [id, action])).toEqual([
		["pending", "migrations"],
		["read-only", undefined],
	]);
});
