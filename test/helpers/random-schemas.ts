/** Random schemas in two migrations, the second of which is rolled back, with data of every kind in what goes and in what stays. */
import fc from "fast-check";
import { quoteIdent, quoteLiteral } from "../../main/core/sql/quote.ts";
import { type Dice, dice } from "./hostile-files.ts";

/** Literals of a type, as SQL; each has what people, time and floating point do to it. */
const types: Record<string, readonly string[]> = {
	integer: ["0", "-2147483648", "2147483647", "7"],
	bigint: ["'-9223372036854775808'", "9223372036854775807", "42"],
	numeric: [
		"'NaN'",
		"'Infinity'",
		"'-Infinity'",
		"0.000000000000000000000000000001",
		"1e1000",
		"-12345678901234567890.0987654321",
		"1.10",
	],
	"numeric(20,4)": ["1234567890123456.7891", "-0.0001", "'NaN'"],
	"double precision": ["'NaN'", "'-Infinity'", "5e-324", "1.7976931348623157e308", "0.1", "'-0'"],
	real: ["'NaN'", "1.17549435e-38", "0.3", "16777217"],
	text: [
		"''",
		"'\\N'",
		"E'tab\\there\\nline\\r\\n\\\\.\\\\'",
		"'é مرحبا 😀'",
		"E'\\u0001\\u007f'",
		"'  '",
		"repeat('long ', 2000)",
	],
	"varchar(40)": ["'x'", "''", "'ünï \"q\" ''s'''"],
	"char(5)": ["'a'", "'ab   '"],
	bytea: ["'\\x'", "'\\x00ff5c0a0d'", "decode(repeat('00ff', 5000), 'hex')"],
	boolean: ["true", "false"],
	uuid: ["'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-4fff-bfff-ffffffffffff'"],
	date: ["'infinity'", "'-infinity'", "'4713-01-01 BC'", "'5874897-12-31'", "'2024-02-29'"],
	timestamptz: [
		"'infinity'",
		"'-infinity'",
		"'0044-03-15 12:00:00.000001+00 BC'",
		"'294276-12-31 23:59:59.999999+00'",
		"'2026-03-29 02:30:00+14'",
	],
	timestamp: ["'infinity'", "'2026-11-24 12:34:56.789012'", "'0001-01-01 BC'"],
	time: ["'24:00'", "'00:00:00.000001'"],
	timetz: ["'23:59:59.999999+15:59'", "'00:00-12'"],
	interval: ["'1 year 2 mons -3 days 04:05:06.789'", "'-178000000 years'", "'infinity'"],
	jsonb: ["'null'", '\'{"a": [1, "\\\\n", null, {"é": 1.10}]}\'', "'\"\\\\\\\\.\"'", "'1e400'"],
	json: ['\'{"a":1,  "a":2}\'', "'[ ]'"],
	"text[]": ["'{}'", "ARRAY['a,\"', NULL, E'\\n\\\\', '']", "ARRAY[['x', 'y'], ['NULL', 'null']]", "'[5:6]={a,b}'"],
	"integer[]": ["'{1,2,NULL}'", "'{{1,2},{3,4}}'", "'{}'"],
	mood: ["'sad'", "'it''s ok'", "'ünter'"],
	"mood[]": ["'{sad,\"it''s ok\"}'"],
	"pair of": ["ROW(1, 'x,)\"')", "ROW(NULL, '')", "NULL"],
	"positive one": ["1", "2147483647"],
	int4range: ["'empty'", "'[1,5)'", "'(,)'"],
	tstzrange: ["'[2026-01-01 00:00+00, infinity)'", "'(-infinity,2020-01-01 00:00+00]'"],
	int4multirange: ["'{}'", "'{[1,3),[7,9)}'"],
	inet: ["'::1/128'", "'10.0.0.1/8'"],
	cidr: ["'10.0.0.0/8'"],
	macaddr: ["'08:00:2b:01:02:03'"],
	"bit varying": ["B''", "B'10101'"],
	point: ["'(1e300,-0)'", "'(0.1,NaN)'"],
	tsvector: ["'a:1A b:2,3'", "''"],
	'"char"': ["'\\377'", "'x'", "''"],
	money: ["'-92233720368547758.08'", "1"],
	xid8: ["'18446744073709551615'"],
};
const typeNames = Object.keys(types);

const names = [
	"plain",
	"Mixed Case",
	"sélect",
	'with "quotes"',
	"it's",
	"select",
	"مستأجر",
	"a.b",
	"😀",
	"$1",
	"x".repeat(63),
	"back\\slash",
	"tab\there",
];

const keys = ["none", "identity", "by default", "uuid", "text", "composite", "unique"] as const;
type Key = (typeof keys)[number];

export interface TableSpec {
	name: number;
	columns: { type: number; notNull: boolean }[];
	key: Key;
	generated: boolean;
	/** How its trigger, which fails for whoever meets it, is enabled; none without. */
	trigger: "" | "ENABLE" | "ENABLE ALWAYS" | "ENABLE REPLICA" | "DISABLE";
	rowSecurity: "off" | "on" | "forced";
	partitioned: boolean;
	/** A table that inherits from it, with rows of its own. */
	child: boolean;
	rows: number;
}

export interface SchemaSpec {
	/** Tables of the first migration, to which the second adds columns. */
	base: (TableSpec & { added: { type: number; notNull: boolean; toTenant: boolean }[] })[];
	/** Tables of the second. */
	fresh: TableSpec[];
	/** The tenants come with the second migration, and go with it. */
	lateTenants: boolean;
	tenants: number;
	/** Of the values. */
	seed: number;
}

const table = (keyed: boolean) =>
	fc.record({
		name: fc.nat(names.length - 1),
		columns: fc.array(fc.record({ type: fc.nat(typeNames.length - 1), notNull: fc.boolean() }), { maxLength: 6 }),
		key: fc.constantFrom<Key>(...keys.filter((key) => !keyed || key !== "none")),
		generated: fc.boolean(),
		trigger: fc.constantFrom<TableSpec["trigger"]>("", "ENABLE", "ENABLE ALWAYS", "ENABLE REPLICA", "DISABLE"),
		rowSecurity: fc.constantFrom<TableSpec["rowSecurity"]>("off", "on", "forced"),
		partitioned: fc.boolean(),
		child: fc.boolean(),
		rows: fc.nat(40),
	});

const added = fc.array(
	fc.record({ type: fc.nat(typeNames.length - 1), notNull: fc.boolean(), toTenant: fc.boolean() }),
	{ minLength: 1, maxLength: 3 },
);

export const schemas: fc.Arbitrary<SchemaSpec> = fc.record({
	base: fc.array(
		fc.tuple(table(true), added).map(([one, more]) => ({ ...one, added: more })),
		{ minLength: 1, maxLength: 2 },
	),
	fresh: fc.array(table(false), { maxLength: 3 }),
	lateTenants: fc.boolean(),
	tenants: fc.integer({ min: 1, max: 12 }),
	seed: fc.nat(),
});

export interface MadeSchema {
	files: Record<string, string>;
	/** The data, for a superuser, once both are applied. */
	data: string;
}

const TYPES = `CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'ünter');
CREATE TYPE "pair of" AS (a int, "b c" text);
CREATE DOMAIN "positive one" AS int CHECK (VALUE > 0);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'touched'; END $$;`;
const TENANTS = "CREATE TABLE tenants (id int PRIMARY KEY, name text);";

/** A table with all that is said of it. */
interface Planned {
	spec: TableSpec;
	/** Quoted. */
	name: string;
	added: { name: string; type: string; sql: string; notNull: boolean; toTenant: boolean }[];
	columns: { name: string; type: string; notNull: boolean }[];
}

export function makeSchema(spec: SchemaSpec): MadeSchema {
	const base = spec.base.map((one, at) => plan(one, `base ${at} `, one.added));
	const fresh = spec.fresh.map((one, at) => plan(one, `fresh ${at} `, []));
	const first = [
		TYPES,
		...(spec.lateTenants ? [] : [TENANTS]),
		...base.flatMap((one) => create(one, spec.lateTenants)),
	];
	const second = [
		...(spec.lateTenants ? [TENANTS, "INSERT INTO tenants VALUES (0, 'nobody');"] : []),
		...base.flatMap((one) => one.added.map(({ sql }) => `ALTER TABLE ${one.name} ADD COLUMN ${sql};`)),
		...fresh.flatMap((one) => create(one, false)),
		...base.flatMap(guards),
		...fresh.flatMap(guards),
	];
	const back = [
		...fresh.toReversed().map(({ name }) => `DROP TABLE ${name} CASCADE;`),
		...base.flatMap(({ spec: { trigger }, name, added: columns }) => [
			...(trigger === "" ? [] : [`DROP TRIGGER refuse ON ${name};`]),
			`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;`,
			`DROP POLICY IF EXISTS everybody ON ${name};`,
			...columns.map((column) => `ALTER TABLE ${name} DROP COLUMN ${column.name};`),
		]),
		...(spec.lateTenants ? ["DROP TABLE tenants;"] : []),
	];
	return {
		files: {
			"001_base.sql": first.join("\n"),
			"002_more.sql": second.join("\n"),
			"rollback/002_more.sql": back.join("\n"),
		},
		data: fill(spec, [...base, ...fresh]),
	};
}

function plan(spec: TableSpec, prefix: string, more: SchemaSpec["base"][number]["added"]): Planned {
	const called = (at: number, what: string) =>
		quoteIdent(`${what}${at} ${names[(spec.name + at) % names.length] ?? ""}`.slice(0, 40));
	return {
		spec,
		name: quoteIdent(`${prefix}${names[spec.name] ?? ""}`.slice(0, 40)),
		columns: spec.columns.map(({ type, notNull }, at) => ({
			name: called(at, "c"),
			type: typeNames[type] ?? "text",
			notNull,
		})),
		added: more.map(({ type, notNull, toTenant }, at) => {
			const [name, typed] = [called(at, "n"), toTenant ? "integer" : (typeNames[type] ?? "text")];
			const value = toTenant ? "0" : (types[typed]?.[0] ?? "NULL");
			const rest = `${notNull ? ` NOT NULL DEFAULT ${value}` : ""}${toTenant ? " REFERENCES tenants" : ""}`;
			return { name, type: typed, sql: `${name} ${typeSql(typed)}${rest}`, notNull, toTenant };
		}),
	};
}

/** Names of types that are quoted. */
const typeSql = (type: string): string => (type === "pair of" || type === "positive one" ? quoteIdent(type) : type);

/** Its key's columns, and what makes them a key. A partitioned one's hold `id`, by which it is parted. */
const keySql: Record<Key, [columns: string, constraint: string]> = {
	none: ["id int", ""],
	identity: ["id int GENERATED ALWAYS AS IDENTITY", "PRIMARY KEY (id)"],
	"by default": ["id bigint GENERATED BY DEFAULT AS IDENTITY (START 1000)", "PRIMARY KEY (id)"],
	uuid: ["id uuid", "PRIMARY KEY (id)"],
	text: ['id text COLLATE "C"', "PRIMARY KEY (id)"],
	composite: ['"Tenant" int, id int', 'PRIMARY KEY ("Tenant", id)'],
	unique: ["id int NOT NULL", "UNIQUE (id)"],
};

function create({ spec, name, columns }: Planned, lateTenants: boolean): string[] {
	const [keyColumns, constraint] = keySql[spec.key];
	const parts = [
		keyColumns,
		...columns.map((column) => `${column.name} ${typeSql(column.type)}${column.notNull ? " NOT NULL" : ""}`),
		...(spec.generated ? ["made text GENERATED ALWAYS AS ('<' || id::text || '>') STORED"] : []),
		`tenant int${lateTenants ? "" : " REFERENCES tenants"}`,
		...(constraint === "" ? [] : [constraint]),
	];
	const parted = spec.partitioned;
	const statements = [`CREATE TABLE ${name} (${parts.join(", ")})${parted ? " PARTITION BY HASH (id)" : ""};`];
	for (const rest of parted ? [0, 1, 2] : [])
		statements.push(
			`CREATE TABLE ${part(name, rest)} PARTITION OF ${name} FOR VALUES WITH (MODULUS 3, REMAINDER ${rest});`,
		);
	if (hasChild(spec)) statements.push(`CREATE TABLE ${part(name, 9)} (${constraint}) INHERITS (${name});`);
	return statements;
}

const hasChild = ({ child, partitioned }: TableSpec): boolean => child && !partitioned;
const part = (name: string, at: number): string => `${name.slice(0, -1)} p${at}"`;

/** What keeps others out, and what a restore must put to rest. */
function guards({ spec, name }: Planned): string[] {
	return [
		...(spec.trigger === ""
			? []
			: [
					`CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON ${name} FOR EACH ROW EXECUTE FUNCTION refuse();`,
					`ALTER TABLE ${name} ${spec.trigger} TRIGGER refuse;`,
				]),
		...(spec.rowSecurity === "off"
			? []
			: [
					`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`,
					`CREATE POLICY everybody ON ${name} USING (tenant = current_setting('app.tenant', true)::int);`,
				]),
		...(spec.rowSecurity === "forced" ? [`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;`] : []),
	];
}

function fill(spec: SchemaSpec, tables: Planned[]): string {
	const die = dice(spec.seed);
	const tenants = Array.from({ length: spec.tenants }, (_, at) => `(${at + 1}, ${quoteLiteral(`T ${at}`)})`);
	return [
		`INSERT INTO tenants VALUES (0, 'nobody') ON CONFLICT DO NOTHING; INSERT INTO tenants VALUES ${tenants.join(", ")};`,
		// Triggers and keys rest: only these rows count.
		"SET session_replication_role = replica;",
		...tables.flatMap((one) => [
			...(one.spec.trigger.endsWith("S") || one.spec.trigger.endsWith("A")
				? [`ALTER TABLE ${one.name} DISABLE TRIGGER refuse;`]
				: []),
			insert(one, die, { into: one.name, from: 0, tenants: spec.tenants }),
			...(hasChild(one.spec) ? [insert(one, die, { into: part(one.name, 9), from: 500, tenants: spec.tenants })] : []),
			...(one.spec.trigger.endsWith("S") || one.spec.trigger.endsWith("A")
				? [`ALTER TABLE ${one.name} ${one.spec.trigger} TRIGGER refuse;`]
				: []),
		]),
	].join("\n");
}

function insert(
	{ spec, columns, added: more }: Planned,
	die: Dice,
	{ into, from, tenants }: { into: string; from: number; tenants: number },
): string {
	if (spec.rows === 0) return "";
	const cell = ({ type, notNull }: { type: string; notNull: boolean }): string => {
		const of = (types[type] ?? ["NULL"]).filter((value) => !notNull || value !== "NULL");
		return !notNull && die.below(4) === 0 ? "NULL" : `CAST(${die.pick(of)} AS ${typeSql(type)})`;
	};
	const tenant = (): string => String(die.below(tenants + 1));
	const rows = Array.from({ length: spec.rows }, (_, at) => {
		const key = keyOf(spec.key, from + (spec.key === "none" ? die.below(3) : at), tenant);
		const late = more.map((column) => (column.toTenant ? tenant() : cell(column)));
		return `(${[...key, ...columns.map(cell), die.below(5) === 0 ? "NULL" : tenant(), ...late].join(", ")})`;
	});
	const list = [
		...(spec.key === "composite" ? ['"Tenant"', "id"] : ["id"]),
		...columns.map(({ name }) => name),
		"tenant",
		...more.map(({ name }) => name),
	];
	return `INSERT INTO ${into} (${list.join(", ")}) OVERRIDING SYSTEM VALUE VALUES ${rows.join(",\n")};`;
}

function keyOf(key: Key, at: number, tenant: () => string): string[] {
	switch (key) {
		case "uuid":
			return [`md5('${at}')::uuid`];
		case "text":
			return [quoteLiteral(`k\\${at}'\t`)];
		case "composite":
			return [tenant(), String(at)];
		case "none":
		case "identity":
		case "by default":
		case "unique":
			return [String(at)];
	}
}
