/**
 * Folders of migrations that nobody should run: malformed, or made to harm. Each is made from its number alone, so that one that is found
 * can be made again. Whatever they could run says `hostile`, which the server's log then shows.
 */
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Numbers from a seed (mulberry32). */
export interface Dice {
	/** 0 to below `n`. */
	below(n: number): number;
	pick<T>(of: readonly T[]): T;
	bytes(n: number): Buffer;
}

export function dice(seed: number): Dice {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (n: number): number => Math.floor(next() * n);
	return {
		below,
		pick: (of) => {
			const one = of[below(of.length)];
			if (one === undefined) throw new Error("nothing to pick from");
			return one;
		},
		bytes: (n) => Buffer.from(Array.from({ length: n }, () => below(256))),
	};
}

export interface Hostile {
	what: string;
	make(folder: string): void;
}

const GOOD = "CREATE TABLE hostile_first (id int);\n";
const statements = [
	"CREATE TABLE IF NOT EXISTS hostile_one (id int, name text);",
	"INSERT INTO hostile_first VALUES (1), (2);",
	"SELECT 'hostile', $$ hostile $$, \"id\" FROM hostile_first;",
	"COMMENT ON TABLE hostile_first IS E'hostile\\n';",
	"CREATE OR REPLACE FUNCTION hostile() RETURNS int LANGUAGE sql AS $f$ SELECT 1; $f$;",
	"UPDATE hostile_first SET id = id + 1 WHERE id > 0;",
];

/** Some good statements, so that there is something to run. */
const some = (die: Dice): string =>
	Array.from({ length: 1 + die.below(6) }, () => die.pick(statements)).join(die.pick(["\n", "\n\n", " ", "\r\n"]));

type Content = string | Buffer;
/** A file that is the second of two, the first of which is good. */
const second = (content: Content, more: Record<string, Content> = {}) => ({ "002_hostile.sql": content, ...more });
type Make = (die: Dice) => Record<string, Content> | ((folder: string) => void);

const around = (die: Dice, bad: Content): Buffer =>
	Buffer.concat([Buffer.from(`${some(die)}\n`), Buffer.from(bad), Buffer.from(`\n${some(die)}`)]);

const deep = (die: Dice): number => die.pick([5_000, 20_000, 100_000]);
const many = (die: Dice): string => "x".repeat(die.pick([1_000, 1_000_000]));

const kinds: Record<string, Make> = {
	"bytes that are no UTF-8": (die) =>
		second(
			around(
				die,
				Buffer.from([...die.pick([[0xff], [0xc3, 0x28], [0xa0], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xfe, 0xfe]])]),
			),
		),
	"a lone surrogate, an overlong form, or beyond Unicode": (die) =>
		second(
			around(
				die,
				Buffer.from(
					die.pick([
						[0xed, 0xa0, 0x80],
						[0xed, 0xbf, 0xbf],
						[0xc0, 0x80],
						[0xe0, 0x80, 0xaf],
						[0xf5, 0x80, 0x80, 0x80],
						[0xf4, 0x90, 0x80, 0x80],
					]),
				),
			),
		),
	"UTF-16": (die) => {
		const little = Buffer.from(`${die.pick(["\ufeff", ""])}${some(die)}`, "utf16le");
		return second(die.pick([little, Buffer.from(little).swap16()]));
	},
	NUL: (die) => second(around(die, die.pick(["\0", "-- \0", "SELECT 'a\0b';", '"a\0"', "/* \0 */", "$$ \0 $$;"]))),
	"a file cut off in a character": (die) =>
		second(Buffer.concat([Buffer.from(some(die)), Buffer.from(die.pick([[0xc3], [0xe2, 0x82], [0xf0, 0x9f]]))])),
	"quotes without an end": (die) =>
		second(
			`${some(die)}\n${die.pick(["SELECT 'hostile", 'SELECT "hostile', "SELECT E'hostile\\'", "SELECT U&'hostile", "SELECT $$ hostile $", "SELECT $a$ hostile $b$", "DO $hostile$ BEGIN END $hostile", "SELECT b'01", "SELECT x'f"])}; ${some(die).replaceAll(/['"$]/g, "")}`,
		),
	"comments without an end": (die) =>
		second(`${some(die)}\n${"/* ".repeat(1 + die.below(9))} hostile */ ${"*/".repeat(0)}; /* ${some(die)}`),
	"comments nested very deep": (die) => second(`${some(die)} ${"/*".repeat(deep(die))}`),
	"a name of a million letters that never ends": (die) => second(`${some(die)}\nSELECT "${many(die)}`),
	"a dollar quote with a tag of a million letters": (die) => second(`${some(die)}\nSELECT $${many(die)}$ hostile`),
	"random bytes": (die) =>
		second(Buffer.concat([Buffer.from(some(die)), die.bytes(20 + die.below(2_000)), Buffer.from([0xff])])),
	"commands of psql that run programs or leave the folder": (die) =>
		second(
			`${some(die)}\n${die.pick(["\\! touch hostile", "\\copy hostile_first from program 'echo 1'", "\\copy hostile_first to 'hostile.txt'", "\\o hostile.txt", "\\g |cat", "\\w hostile.txt", "\\set x `id`", "\\setenv PATH hostile", "\\c postgres", "\\i /etc/passwd", "\\i ../hostile.sql", "\\ir ../../hostile.sql", "\\copy hostile_first from '/etc/passwd'", "\\copy hostile_first from '../hostile.csv'", "\\cd /tmp", "\\watch 1", "\\gset hostile_", "\\password", "\\lo_import /etc/passwd", "\\e", "\\unknown"])}\n${some(die)}`,
		),
	"files that name themselves": (die) => {
		const n = 1 + die.below(5);
		const parts = Object.fromEntries(
			Array.from({ length: n }, (_, at) => [`parts/p${at}.sql`, `${some(die)}\n\\ir p${(at + 1) % n}.sql\n`]),
		);
		return second("\\i parts/p0.sql\n", parts);
	},
	"files that name two files each, forty deep": (die) => {
		const parts = Object.fromEntries(
			Array.from({ length: 40 }, (_, at) => [
				`parts/p${at}.sql`,
				`SELECT 'hostile ${die.below(9)}';\n\\ir p${at + 1}.sql\n\\ir p${at + 1}.sql\n`,
			]),
		);
		return second("\\i parts/p0.sql\n", { ...parts, "parts/p40.sql": "SELECT 'hostile';" });
	},
	"a file that is not there": (die) => second(`${some(die)}\n\\${die.pick(["i", "ir"])} parts/none.sql\n`),
	"branches that do not close, or never opened": (die) =>
		second(
			`${some(die)}\n${die.pick(["\\if 1\n", "\\else\n", "\\endif\n", "\\elif 1\n", "\\if maybe\n\\endif\n", "\\if 1\n\\else\n\\else\n\\endif\n"])}${some(die)}\n`,
		),
	"rows of a COPY that do not end": (die) =>
		second(`${some(die)}\nCOPY hostile_first FROM stdin;\n${"1\n".repeat(die.below(50))}`),
	"transactions that do not close, or end ours": (die) =>
		second(
			`${some(die)}\n${die.pick(["COMMIT;", "ROLLBACK;", "COMMIT AND CHAIN;", "PREPARE TRANSACTION 'hostile';", "END;", "ABORT;"])}\n${some(die)}`,
		),
	"a server that would read on differently": (die) =>
		second(
			`${some(die)}\n${die.pick(["SET standard_conforming_strings = off;", "SET client_encoding = 'SJIS';", "SET NAMES 'BIG5';", "SET standard_conforming_strings TO 'off';"])}\n${some(die)}`,
		),
	"names that are none": (die) => ({
		[die.pick([
			"2.sql",
			"x.sql",
			"002.sql",
			"002_.sql",
			"002 hostile.sql",
			"002_ho\nstile.sql",
			"002_\u202elqs.sql",
			"002_hostile.sql.sql\u00a0.sql",
			"-002_hostile.sql",
			"002_h;x.sql",
			"002_'hostile'.sql",
			"²_hostile.sql",
		])]: some(die),
	}),
	"two files of one number": (die) =>
		second(some(die), { [die.pick(["002_other.sql", "0002_hostile.sql", "00002_x.sql"])]: some(die) }),
	"a gap": (die) => ({ [`00${3 + die.below(6)}_hostile.sql`]: some(die) }),
	"a rollback, or checks, of nothing": (die) =>
		second(some(die), {
			[die.pick(["rollback/003_hostile.sql", "verify/009_x.sql", "rollback/002_other.sql"])]: some(die),
		}),
	"a link": (die) => {
		const target = die.pick([
			"/etc/passwd",
			"/dev/zero",
			"../hostile.sql",
			"001_first.sql",
			"nowhere",
			"002_hostile.sql",
			"/proc/self/environ",
			"/",
		]);
		return (folder) => symlinkSync(target, join(folder, "002_hostile.sql"));
	},
	"a link for a folder of parts": (die) => {
		const target = die.pick(["/etc", "/", "..", "nowhere"]);
		return (folder) => {
			symlinkSync(target, join(folder, "parts"));
			writeFileSync(join(folder, "002_hostile.sql"), `${some(die)}\n\\i parts/passwd\n`);
		};
	},
	"a folder, a pipe or a device in the place of a file": (die) => {
		const how = die.pick(["folder", "pipe", "zero", "tty"] as const);
		return (folder) => {
			const path = join(folder, "002_hostile.sql");
			if (how === "folder") mkdirSync(path);
			else if (how === "pipe") execFileSync("mkfifo", [path]);
			else execFileSync("mknod", [path, "c", ...(how === "zero" ? ["1", "5"] : ["5", "0"])]);
		};
	},
	"a pipe or a device that a file names": (die) => {
		const how = die.pick(["pipe", "zero"] as const);
		const command = die.pick(["\\i parts/p.sql\n", "\\copy hostile_first from 'parts/p.sql'\n"]);
		return (folder) => {
			mkdirSync(join(folder, "parts"));
			const path = join(folder, "parts/p.sql");
			if (how === "pipe") execFileSync("mkfifo", [path]);
			else execFileSync("mknod", [path, "c", "1", "5"]);
			writeFileSync(join(folder, "002_hostile.sql"), command);
		};
	},
};

/** Read without a doubt where each statement ends: whether it is one, the server alone knows. */
const serversKinds: Record<string, Make> = {
	"nested very deep and never closed": (die) =>
		second(`SELECT 'hostile' WHERE ${die.pick(["(", "((", "[", "CASE WHEN ("]).repeat(deep(die))};`),
	"nested very deep": (die) => {
		const n = deep(die);
		return second(
			die.pick([
				`SELECT ${"(".repeat(n)}1${")".repeat(n)} AS hostile`,
				`SELECT ${"NOT ".repeat(n)}true AS hostile`,
				`SELECT ${"- ".repeat(n)}1 AS hostile`,
				`SELECT ${"(SELECT ".repeat(n)}1${")".repeat(n)} AS hostile`,
			]),
		);
	},
	"statements that are no SQL": (die) =>
		second(
			`${some(die)}\n${die.pick(["CRATE TABLE hostile ();", "SELECT FROM WHERE hostile;", "hostile;", ") hostile (;", "CREATE TABLE hostile (,);", "SELECT 1 +* / hostile;", "ALTER TABEL hostile ADD x int;", "INSERT hostile;"])}`,
		),
	"control characters": (die) =>
		second(`${some(die)}\nSELECT ${String.fromCharCode(1 + die.below(8), 0x0e + die.below(18), 0x7f)} AS hostile;`),
	"a marker of bytes in the middle": (die) => second(`${some(die)}\nSELECT 1 \ufeff\ufeff hostile x y;`),
};

/** Too large to be made by the hundred. */
const LARGE = 200 * 1_000_000;
const large: Record<string, (folder: string) => void> = {
	"200 MB in a quote without an end": (folder) => fill(folder, "SELECT 'hostile ", "x"),
	"200 MB of NUL": (folder) => fill(folder, "", "\0"),
	"200 MB of statements, the last without an end": (folder) =>
		fill(folder, "", "SELECT 'hostile';\n", "SELECT 'hostile"),
	"200 MB of opening parentheses": (folder) => fill(folder, "SELECT 'hostile' ", "("),
};

function fill(folder: string, head: string, body: string, tail = ""): void {
	const file = openSync(join(folder, "002_hostile.sql"), "w");
	try {
		writeSync(file, head);
		const block = Buffer.from(body.repeat(Math.ceil(1_000_000 / body.length)));
		for (let written = 0; written < LARGE; written += block.length) writeSync(file, block);
		writeSync(file, tail);
	} finally {
		closeSync(file);
	}
}

/** So many folders that are refused as they are read, every kind in turn; those of 200 MB come last. */
export function hostileFolders(count: number): Hostile[] {
	const ofBytes = Object.entries(large).map(
		([what, make]): Hostile => ({
			what,
			make(folder) {
				writeFileSync(join(folder, "001_first.sql"), GOOD);
				make(folder);
			},
		}),
	);
	return [...inTurn(kinds, count - ofBytes.length), ...ofBytes];
}

/** So many whose second file is for the server to refuse, or to take. */
export const doubtfulFolders = (count: number): Hostile[] => inTurn(serversKinds, count);

function inTurn(makers: Record<string, Make>, count: number): Hostile[] {
	const names = Object.keys(makers);
	return Array.from({ length: count }, (_, seed): Hostile => {
		const name = names[seed % names.length] ?? "";
		return {
			what: `${name} (${seed})`,
			make(folder) {
				writeFileSync(join(folder, "001_first.sql"), GOOD);
				const made = makers[name]?.(dice(seed));
				if (typeof made === "function") made(folder);
				else for (const [path, content] of Object.entries(made ?? {})) put(folder, path, content);
			},
		};
	});
}

function put(folder: string, path: string, content: Content): void {
	mkdirSync(join(folder, path, ".."), { recursive: true });
	writeFileSync(join(folder, path), content);
}
