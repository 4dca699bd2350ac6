/** Random tables, policies, rights and rows; what the explanation says of each row, and what the server does with it. */
import type { ExplainedRow, RowCommand, RowVerdict } from "../../main/contract/index.ts";
import { DatabaseError } from "../../main/core/errors.ts";
import type { Session } from "../../main/core/ports.ts";
import { explainAt } from "../../main/core/rows/explain-row.ts";
import { findPlace, inTransaction, READ_ONLY } from "../../main/core/rows/place.ts";
import { quoteIdent, quoteLiteral } from "../../main/core/sql/quote.ts";
import type { Tenancy } from "../../main/core/tenancy/model.ts";
import { readTenancy } from "../../main/core/tenancy/read-tenancy.ts";
import { onServer, type TestDatabase } from "./postgres.ts";

/** Mulberry32: the same numbers for the same seed, on every machine. */
function randomOf(seed: number) {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
	return {
		chance: (of: number): boolean => next() < of,
		upTo: (most: number): number => Math.floor(next() * (most + 1)),
		one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T,
		some: <T>(of: readonly T[]): T[] => of.filter(() => next() < 0.5),
	};
}
type Random = ReturnType<typeof randomOf>;

/** A role's name belongs to the whole server: each run has its own. */
export interface Roles {
	app: string;
	group: string;
	quiet: string;
	noinherit: string;
	bypass: string;
	owner: string;
	ofOwner: string;
}

const kinds = ["app", "group", "quiet", "noinherit", "bypass", "owner", "ofOwner"] as const;

export async function withRoles<T>(database: TestDatabase, use: (roles: Roles) => Promise<T>): Promise<T> {
	const mark = `${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
	const roles = Object.fromEntries(kinds.map((kind) => [kind, `rv ${kind} ${mark}`.toLowerCase()])) as unknown as Roles;
	const q = (kind: keyof Roles): string => quoteIdent(roles[kind]);
	await database.script(
		`${kinds.map((kind) => `CREATE ROLE ${q(kind)};`).join("")} ALTER ROLE ${q("noinherit")} NOINHERIT; ALTER ROLE ${q("bypass")} BYPASSRLS;
		 GRANT ${q("group")} TO ${q("app")}; GRANT ${q("quiet")} TO ${q("noinherit")}; GRANT ${q("owner")} TO ${q("ofOwner")};`,
	);
	try {
		return await use(roles);
	} finally {
		await database.script(`DROP OWNED BY ${kinds.map(q).join(", ")} CASCADE; DROP ROLE ${kinds.map(q).join(", ")};`);
	}
}

const columns = [
	["tenant_id", "int", () => ["1", "2", "3", null]],
	["kind", "text", () => ["alpha", "beta", "", "NULL", "a\"b'c\\d,(e)", null]],
	["flag", "boolean", () => ["t", "f", null]],
	["n", "numeric", () => ["0", "1.10", "NaN", "-5", "99999999999999999999.000000001", null]],
	["f", "float8", () => ["-0", "0.1", "NaN", "Infinity", "5e-324", "0.30000000000000004"]],
	["b", "bytea", () => ["\\x00ff", "\\x", "\\xdeadbeef", null]],
	["ts", "timestamptz", () => ["infinity", "2026-11-24 08:00:00.123456+00", "-infinity", "0044-03-15 00:00:00+00 BC"]],
	["iv", "interval", () => ["-1 mon +2 days -00:00:01.5", "1 year", null]],
	["doc", "json", () => ['{"a": 1.10, "a": "x"}', '{"a":"x"}', "null", null]],
	["docb", "jsonb", () => ['{"a": "x"}', '"\\u0001"', "null", null]],
	["tags", "text[]", () => ['{a,NULL,"NULL"}', "{}", "{{1,2},{3,4}}", null]],
	["pair", "s.pair", () => ['(1,"a ""q"", b")', "(,)", null]],
	["small", "s.small", () => ["1", "9", null]],
	['od"d\nname', "char(5)", () => ["ab", "", null]],
	["owner_name", "name", (roles: Roles) => [roles.app, roles.owner, "nobody", null]],
] as const;

/** `t` is the table's name; `"own_t"` of the sub-selects is what PostgreSQL writes by itself. */
function expressions(random: Random, roles: Roles): string {
	const setting = random.one(["app.tenant", "app.other"]);
	const simple = [
		...[
			"true",
			"true",
			"false",
			"NULL::boolean",
			"flag",
			"NOT flag",
			"kind IS NOT NULL",
			"n > 0",
			"n = 'NaN'",
			"g % 2 = 0",
		],
		...["tenant_id = 1", "tenant_id <> 2", "kind IN ('alpha', 'NULL')", "kind LIKE 'a%'", "b = '\\x00ff'::bytea"],
		...[
			"f = 0.1::float8",
			"f::text = '-0'",
			"f = 'NaN'",
			"ts = 'infinity'",
			"ts < '2000-01-01'",
			"iv < '1 day'",
			"doc ->> 'a' = 'x'",
		],
		...[
			"doc::text LIKE '%1.10%'",
			'docb @> \'{"a": "x"}\'',
			"docb IS NULL",
			"tags @> ARRAY['NULL']",
			"'a' = ANY (tags)",
			"(pair).x = 1",
		],
		...[
			"(pair).y LIKE '%q%'",
			"pair IS NULL",
			"small::int > 3",
			`"od""d\nname" = 'ab'`,
			"t IS NOT NULL",
			"owner_name = current_user",
		],
		`tenant_id = NULLIF(current_setting('${setting}', true), '')::int`,
		`tenant_id = (SELECT NULLIF(current_setting('${setting}', true), '')::int)`,
		`tenant_id = current_setting('${setting}', true)::int`,
		`current_setting('${setting}', true) = tenant_id::text`,
		"EXISTS (SELECT FROM s.m WHERE m.tenant_id = t.tenant_id AND m.person = current_user)",
		"tenant_id IN (SELECT m.tenant_id FROM s.m)",
		"(SELECT count(*) FROM s.m t WHERE t.tenant_id = 1) > 1",
		"EXISTS (SELECT FROM s.m JOIN s.m m2 USING (person) WHERE m2.tenant_id = t.tenant_id)",
		...["s.whole(t)", "s.whole(t.*)", "s.definer(tenant_id)", "private.hidden(tenant_id)", "s.own_role(kind)"],
		...[
			"tableoid = 's.t'::regclass",
			"10 / n > 1",
			`pg_has_role(current_user, ${quoteLiteral(roles.group)}, 'MEMBER')`,
		],
	];
	const one = (): string => `(${random.one(simple)})`;
	if (random.chance(0.6)) return one();
	return random.chance(0.2) ? `NOT ${one()}` : `(${one()} ${random.one(["AND", "OR"])} ${one()})`;
}

function policies(random: Random, roles: Roles): string[] {
	return Array.from({ length: random.upTo(6) }, (_, at) => {
		const command = random.one(["ALL", "ALL", "ALL", "SELECT", "SELECT", "INSERT", "UPDATE", "DELETE"]);
		const mayCheck = !["SELECT", "DELETE"].includes(command);
		const both = random.chance(0.5);
		const using = command !== "INSERT" && (!mayCheck || both || random.chance(0.7));
		const check = mayCheck && (!using || both);
		const to = random.one([
			["public"],
			["public"],
			[roles.app],
			[roles.group, roles.owner],
			[roles.quiet],
			random.some(Object.values(roles)),
		]);
		const names = to.length === 0 ? ["public"] : to;
		return `CREATE POLICY "p ${random.upTo(99)} ${at}" ON s.t AS ${random.chance(0.7) ? "PERMISSIVE" : "RESTRICTIVE"} FOR ${command}
		  TO ${names.map((name) => (name === "public" ? name : quoteIdent(name))).join(", ")}
		  ${using ? `USING (${expressions(random, roles)})` : ""} ${check ? `WITH CHECK (${expressions(random, roles)})` : ""};`;
	});
}

function grants(random: Random, roles: Roles, names: readonly string[]): string {
	return Object.values(roles)
		.filter((name) => name !== roles.owner)
		.map((name) => {
			const role = quoteIdent(name);
			if (random.chance(0.6)) return `GRANT ALL ON s.t TO ${role};`;
			return ["SELECT", "INSERT", "UPDATE", "DELETE"]
				.map((privilege) => {
					if (random.chance(0.6)) return `GRANT ${privilege} ON s.t TO ${role};`;
					const some = random.some(names).map(quoteIdent);
					return privilege === "DELETE" || some.length === 0
						? ""
						: `GRANT ${privilege} (${some.join(", ")}) ON s.t TO ${role};`;
				})
				.join("");
		})
		.join("\n");
}

export interface Scenario {
	script: string;
	columns: string[];
	rows: number;
}

/** Made anew in its database: schemas s and private. */
export function makeScenario(
	seed: number,
	roles: Roles,
	{ rows, version }: { rows: number; version: number },
): Scenario {
	const random = randomOf(seed);
	const shape = random.one(["plain", "plain", "plain", "partitioned", "parent"]);
	// Not with a dropped column: PostgreSQL 18 takes that for null in a filter by the whole row, which explain-row.pg.test.ts looks at.
	const virtual = version >= 18 && random.chance(0.5) ? "VIRTUAL" : "STORED";
	const order = random.chance(0.5) ? columns : [...columns].reverse();
	const names = order.map(([name]) => name);
	const defined = order.map(([name, type]) => `${quoteIdent(name)} ${type}`).join(", ");
	const all = ["id", ...names];
	const q = (kind: keyof Roles): string => quoteIdent(roles[kind]);
	const value = (row: string | null): string => (row === null ? "NULL" : quoteLiteral(row));
	const line = (id: number): string =>
		`(${[String(id), ...order.map(([, , of]) => value(random.one<string | null>(of(roles))))].join(", ")})`;
	const everybody = kinds.map(q).join(", ");
	const script = `
DROP SCHEMA IF EXISTS s CASCADE; DROP SCHEMA IF EXISTS private CASCADE; CREATE SCHEMA s; CREATE SCHEMA private;
CREATE TYPE s.pair AS (x int, y text); CREATE DOMAIN s.small AS int CHECK (VALUE < 10);
CREATE TABLE s.t (id int NOT NULL, gone text, ${defined}, g int GENERATED ALWAYS AS (tenant_id + id) ${virtual}, PRIMARY KEY (id))
  ${shape === "partitioned" ? "PARTITION BY RANGE (id)" : ""};
${virtual === "STORED" ? "ALTER TABLE s.t DROP COLUMN gone;" : ""}
${shape === "partitioned" ? `CREATE TABLE s.t_low PARTITION OF s.t FOR VALUES FROM (0) TO (${Math.ceil(rows / 2)}); CREATE TABLE s.t_high PARTITION OF s.t DEFAULT;` : ""}
${shape === "parent" ? "CREATE TABLE s.t_child () INHERITS (s.t); ALTER TABLE s.t_child ADD PRIMARY KEY (id);" : ""}
CREATE TABLE s.m (tenant_id int, person name); INSERT INTO s.m VALUES (1, '${roles.app}'), (1, '${roles.owner}'), (2, '${roles.noinherit}');
CREATE FUNCTION s.whole(r s.t) RETURNS boolean LANGUAGE sql AS 'SELECT (r).id % 3 <> 0';
CREATE FUNCTION s.definer(tenant int) RETURNS boolean LANGUAGE sql SECURITY DEFINER AS 'SELECT EXISTS (SELECT FROM s.m WHERE m.tenant_id = tenant)';
CREATE FUNCTION private.hidden(tenant int) RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN RETURN tenant = 1; END';
CREATE FUNCTION s.own_role(k text) RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN RETURN k = ''alpha'' OR current_user::text LIKE ''%app%''; END';
${random.chance(0.3) ? `ALTER TABLE s.m ENABLE ROW LEVEL SECURITY; CREATE POLICY seen ON s.m USING (person = current_user OR tenant_id = 2);` : ""}
${random.chance(0.8) ? `GRANT SELECT ON s.m TO ${everybody};` : `GRANT SELECT ON s.m TO ${q("app")}, ${q("owner")};`}
GRANT USAGE ON SCHEMA s TO ${random.chance(0.9) ? everybody : `${q("app")}, ${q("owner")}`};
${grants(random, roles, all)}
ALTER TABLE s.t OWNER TO ${q("owner")};
${random.chance(0.92) ? "ALTER TABLE s.t ENABLE ROW LEVEL SECURITY;" : ""} ${random.chance(0.5) ? "ALTER TABLE s.t FORCE ROW LEVEL SECURITY;" : ""}
${policies(random, roles).join("\n")}
INSERT INTO s.t (${all.map(quoteIdent).join(", ")}) VALUES ${Array.from({ length: rows }, (_, id) => line(id)).join(", ")};`;
	return { script, columns: all, rows };
}

export type Reality = "lets" | "keeps" | "fails";

export interface Tally {
	rows: number;
	verdicts: number;
	lets: number;
	/** An expression raised an error for the row: the server may come to it or not, and both count. */
	undecided: string[];
	/** What was said and what is, where they differ. */
	wrong: string[];
}

const COMMANDS: readonly RowCommand[] = ["SELECT", "INSERT", "UPDATE", "DELETE"];

/** Explains every row of random tables and does it for real, `rows` in all. */
export async function compareVerdicts(
	database: TestDatabase,
	roles: Roles,
	{ seed, rows, perTable = 20 }: { seed: number; rows: number; perTable?: number },
): Promise<Tally> {
	const tally: Tally = { rows: 0, verdicts: 0, lets: 0, undecided: [], wrong: [] };
	for (let at = 0; tally.rows < rows; at += 1) {
		const of = seed + at;
		const scenario = makeScenario(of, roles, { rows: perTable, version: database.server.version });
		await database.script(scenario.script);
		await onServer(database.params, (session) => compareTable(session, { scenario, seed: of, roles, tally }));
	}
	return tally;
}

interface Comparing {
	scenario: Scenario;
	seed: number;
	roles: Roles;
	tally: Tally;
}

async function compareTable(session: Session, { scenario, seed, roles, tally }: Comparing): Promise<void> {
	const random = randomOf(seed ^ 0x5eed);
	await session.execute("SET enable_seqscan = off");
	const tenancy = await readTenancy(session, { tenantColumn: "tenant_id" });
	for (let id = 0; id < scenario.rows; id += 1) {
		const role = random.one([
			roles.app,
			roles.app,
			roles.noinherit,
			roles.bypass,
			roles.owner,
			roles.ofOwner,
			roles.group,
		]);
		const tenant = random.one(["1", "2", "", "x", undefined]);
		const set = random.chance(0.4) ? random.one(["1", "2", "7"]) : undefined;
		const told = await explain(session, tenancy, { id, role, tenant, set });
		for (const command of COMMANDS) {
			const verdict = told.verdicts.find((each) => each.command === command);
			if (!verdict) throw new Error(`no verdict for ${command}`);
			const real = await reality(session, { command, id, role, tenant, set, columns: scenario.columns });
			const where = `seed ${seed}, row ${id}, ${command} as ${role}, tenant ${tenant}, set ${set}`;
			count(tally, { verdict, real, where });
		}
		tally.rows += 1;
	}
}

function count(tally: Tally, { verdict, real, where }: { verdict: RowVerdict; real: Reality; where: string }): void {
	tally.verdicts += 1;
	if (real === "lets") tally.lets += 1;
	if (real === verdict.outcome && verdict.visible === (real === "lets")) return;
	const policies = verdict.policies.map(({ name, permissive, clauses }) => [
		...[name, permissive],
		clauses.map(({ step, expression, result, error }) => [step, expression, result, error?.message]),
	]);
	const difference = `${where}: said ${verdict.outcome} (${verdict.why}), is ${real} · ${JSON.stringify(policies)}`;
	const errors = verdict.policies.some(({ clauses }) => clauses.some(({ result }) => result === "error"));
	// Whether the missing right or the planner's error is told first makes no difference to the row: it must not be let.
	const undecided = errors && (verdict.granted || real !== "lets");
	(undecided ? tally.undecided : tally.wrong).push(difference);
}

interface Case {
	id: number;
	role: string;
	tenant: string | undefined;
	set: string | undefined;
}

function explain(
	session: Session,
	tenancy: Tenancy,
	{ id, role, tenant, set }: Case,
): Promise<Omit<ExplainedRow, "ms">> {
	const context = tenant === undefined ? {} : { context: "SELECT set_config('app.tenant', $1, true)" };
	return inTransaction(session, READ_ONLY, async () => {
		const as = { ...tenancy, profile: { tenantColumn: "tenant_id", role, ...context } };
		const place = await findPlace(session, as, { tenant: "1", table: "s.t" });
		// One that no row can have, and none at all, are no tenants that a person could name.
		return explainAt(tenant === undefined ? place : { ...place, tenant: { ...place.tenant, id: tenant } }, {
			key: [{ value: String(id) }],
			...(set === undefined ? {} : { set: [{ column: "tenant_id", value: set }] }),
		});
	});
}

async function reality(session: Session, given: Case & { command: RowCommand; columns: string[] }): Promise<Reality> {
	const statement = await statementFor(session, given);
	await session.execute("BEGIN");
	try {
		if (given.tenant !== undefined) await session.query("SELECT set_config('app.tenant', $1, true)", [given.tenant]);
		await session.execute(`SET LOCAL ROLE ${quoteIdent(given.role)}`);
		const { rowCount = 0 } = await session.execute(statement);
		return rowCount === 1 ? "lets" : "keeps";
	} catch (caught) {
		if (!(caught instanceof DatabaseError)) throw caught;
		return meaningOf(caught);
	} finally {
		await session.execute("ROLLBACK");
	}
}

/** 42501 is a missing right or a row that WITH CHECK refuses; a key that is taken comes only behind that check. */
function meaningOf({ sqlstate, message }: DatabaseError): Reality {
	if (sqlstate === "23505") return "lets";
	if (sqlstate !== "42501") return "fails";
	return /\b(relation|table|schema s)\b/.test(message) && !/table m\b/.test(message) ? "keeps" : "fails";
}

async function statementFor(
	session: Session,
	{ command, id, role, set, columns: all }: Case & { command: RowCommand; columns: string[] },
): Promise<string> {
	const where = `WHERE id = ${id}`;
	if (command === "SELECT") return `SELECT id FROM s.t ${where}`;
	if (command === "DELETE") return `DELETE FROM s.t ${where}`;
	const texts = all.map((name) => `${quoteIdent(name)}::text`);
	const [row] = await session.query<{ values: string; mine: string | null }>(
		`SELECT to_json(ARRAY[${texts.join(", ")}])::text AS values,
		        (SELECT min(a.attname::text) FROM pg_attribute a WHERE a.attrelid = 's.t'::regclass AND a.attnum > 0 AND NOT a.attisdropped
		            AND a.attgenerated = '' AND a.attname <> 'id' AND has_column_privilege($1, a.attrelid, a.attnum, 'UPDATE')) AS mine
		   FROM s.t ${where}`,
		[role],
	);
	const values = (JSON.parse(row?.values ?? "[]") as (string | null)[]).map(quoteLiteral);
	if (command === "INSERT") return `INSERT INTO s.t (${all.map(quoteIdent).join(", ")}) VALUES (${values.join(", ")})`;
	const column = set === undefined ? (row?.mine ?? "tenant_id") : "tenant_id";
	const value = set === undefined ? values[all.indexOf(column)] : quoteLiteral(set);
	return `UPDATE s.t SET ${quoteIdent(column)} = ${value} ${where}`;
}
