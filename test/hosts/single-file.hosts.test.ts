/** `npm run dist:cli`: one file, without Node, in a root folder that holds the C library and /etc and nothing else. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
	appendFileSync,
	chmodSync,
	chownSync,
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../helpers/browser-host.ts";
import { withDatabase } from "../helpers/postgres.ts";

const isRoot = process.getuid?.() === 0;

let room = "";
let program = "";
let inside: string[] = [];
beforeAll(async () => {
	room = mkdtempSync(join(tmpdir(), "bulkhead-single-"));
	chmodSync(room, 0o755);
	for (const folder of ["tmp", "room", "etc"]) mkdirSync(join(room, folder));
	program = join(room, "bulkhead");
	const { makeExecutable } = (await import(resolve("scripts/dist/single-file/make-executable.mjs"))) as {
		makeExecutable(root: string, output: string): Promise<string[]>;
	};
	inside = await makeExecutable(resolve("."), program);
	for (const library of librariesOf(program)) {
		mkdirSync(join(room, dirname(library)), { recursive: true });
		copyFileSync(library, join(room, library));
	}
	for (const name of ["passwd", "group", "hosts", "nsswitch.conf"])
		copyFileSync(`/etc/${name}`, join(room, "etc", name));
});
afterAll(() => rmSync(room, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

/** What the loader of a bare Debian finds: every library the program names, the loader itself among them. */
function librariesOf(file: string): string[] {
	const lines = execFileSync("ldd", [file], { encoding: "utf8" });
	return [...lines.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = ""]) => path);
}

interface Ran {
	code: number | null;
	stdout: string;
	stderr: string;
}

interface Where {
	/** Variables; there are no others, PATH neither. */
	env?: Record<string, string>;
	started?: (child: ChildProcess) => void;
}

/** Runs the file inside the room, where there is no Node, no shell and no /proc; without root, on this machine without a PATH. */
function run(args: string[], { env = {}, started }: Where = {}): Promise<Ran> {
	const home = isRoot ? "/room" : join(room, "room");
	const given = { HOME: home, BULKHEAD_HOME: `${home}/store`, BULKHEAD_CACHE: `${home}/cache`, ...env };
	const [command, first] = isRoot ? ["chroot", [room, "/bulkhead"]] : [program, []];
	const child = spawn(isRoot ? "/usr/sbin/chroot" : command, [...first, ...args], {
		env: given,
		stdio: ["ignore", "pipe", "pipe"],
	});
	started?.(child);
	return new Promise((done, fail) => {
		const ran = { stdout: "", stderr: "" };
		child.stdout.setEncoding("utf8").on("data", (text) => {
			ran.stdout += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text) => {
			ran.stderr += text;
		});
		child.on("error", fail);
		child.on("close", (code) => done({ code, ...ran }));
	});
}

const json = (ran: Ran): Record<string, unknown> => JSON.parse(ran.stdout) as Record<string, unknown>;

const set = {
	"001_notes.sql": "CREATE TABLE notes (id int PRIMARY KEY); INSERT INTO notes VALUES (1), (2);",
	"rollback/001_notes.sql": "DROP TABLE notes;",
	"verify/001_notes.sql": "-- check: notes has its rows\nSELECT count(*) FROM notes HAVING count(*) <> 2;",
};

/** The set, in the room; answers with its path as the program is given it. */
function writeSet(): string {
	for (const [name, text] of Object.entries(set)) {
		mkdirSync(dirname(join(room, "room/set", name)), { recursive: true });
		writeFileSync(join(room, "room/set", name), text);
	}
	return isRoot ? "/room/set" : join(room, "room/set");
}

test("status, migrate, verify and rollback run on a real server by TCP, without Node and without a PATH", () =>
	withDatabase(async ({ url, sql }) => {
		const at = ["--url", url, "--migrations", writeSet(), "--json"];
		const before = await run(["status", ...at]);
		expect([before.code, before.stderr]).toEqual([0, ""]);
		expect(json(before)).toMatchObject({ migrations: [{ id: "001", state: "pending" }] });
		expect((await run(["migrate", ...at])).code).toBe(0);
		expect(await sql("SELECT count(*)::text AS n FROM notes")).toEqual([{ n: "2" }]);
		expect(json(await run(["verify", ...at]))).toMatchObject({ checks: [{ ok: true }] });
		expect((await run(["rollback", "001", "--reason", "a test", "--yes", ...at])).code).toBe(0);
		expect(await sql("SELECT to_regclass('notes')::text AS t")).toEqual([{ t: null }]);
	}));

test("the bundled migrations, the parser and the local store are in it", () =>
	withDatabase(async ({ url }) => {
		const status = json(await run(["status", "--url", url, "--json"]));
		expect(status).toMatchObject({ migrations: { length: 8 } });
		expect((await run(["store", "check"])).code).toBe(0);
	}));

test("serve shows the page from the file: document, script and font", async () => {
	let child: ChildProcess | undefined;
	const printed = Promise.withResolvers<string>();
	const served = run(["serve", "--json"], {
		started(started) {
			child = started;
			started.stdout?.on("data", (text) => printed.resolve(String(text)));
			started.on("exit", () => printed.reject(new Error("it ended before it printed an address")));
		},
	});
	try {
		const url = new URL((JSON.parse(await printed.promise) as { url: string }).url);
		const first = await ask(Number(url.port), url.pathname + url.search);
		expect(first.status).toBe(303);
		const cookie = String(first.headers["set-cookie"]).split(";")[0] ?? "";
		const get = (path: string) => ask(Number(url.port), path, { headers: { cookie } });
		const page = await get("/");
		expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
		const script = /src="\.?(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? expect.fail("the page has no script");
		expect((await get(script)).headers["content-type"]).toContain("text/javascript");
	} finally {
		child?.kill("SIGTERM");
	}
	expect((await served).code).toBe(0);
});

test("nothing of the project's sources, tests, maps or declarations is inside, and one native file", () => {
	expect(inside.filter((path) => /\.(map|ts|tsx|test\.\w+|c|cc|h)$|(^|\/)tests?\//.test(path))).toEqual([]);
	expect(inside.filter((path) => path.endsWith(".node"))).toEqual([
		`node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
	]);
});

const cache = () => join(room, "room/cache");
const unpacked = (): string => {
	const [name, ...more] = readdirSync(cache());
	if (name === undefined || more.length > 0) throw new Error(`not one folder: ${name} ${more.join(" ")}`);
	return join(cache(), name);
};

test("what was changed, taken away or added among the unpacked files is put right before anything of it is loaded", async () => {
	expect((await run(["--version"])).code).toBe(0);
	const spoils: ((folder: string) => void)[] = [
		(folder) => writeFileSync(join(folder, "start.cjs"), "process.stdout.write('taken over')"),
		(folder) =>
			appendFileSync(join(folder, "node_modules/better-sqlite3/lib/index.js"), "\nthrow new Error('taken over')"),
		(folder) => rmSync(join(folder, "dist/cli/cli.js")),
		(folder) => writeFileSync(join(folder, "node_modules/better-sqlite3/lib/more.js"), ""),
		(folder) => symlinkSync("/etc/passwd", join(folder, "link")),
	];
	for (const spoil of spoils) {
		const folder = unpacked();
		spoil(folder);
		const ran = await run(["store", "check", "--json"]);
		expect([ran.code, ran.stdout.includes("taken over"), ran.stderr]).toEqual([0, false, ""]);
		expect(readFileSync(join(unpacked(), "start.cjs"), "utf8")).toContain("./dist/cli/cli.js");
	}
});

test("several that start at once for the first time all run, and leave one folder", async () => {
	rmSync(cache(), { recursive: true });
	const all = await Promise.all([1, 2, 3, 4].map(() => run(["--version"])));
	expect(all.map(({ code, stderr }) => [code, stderr])).toEqual(all.map(() => [0, ""]));
	expect(unpacked()).toMatch(/cli-[0-9a-f]{32}$/);
});

test.runIf(isRoot)(
	"a folder that another user owns, or may change something above, is refused with exit 5 in words and JSON",
	async () => {
		mkdirSync(join(room, "room/theirs"));
		chownSync(join(room, "room/theirs"), 65_534, 65_534);
		mkdirSync(join(room, "room/open"));
		chmodSync(join(room, "room/open"), 0o777);
		symlinkSync("/room/open", join(room, "room/link"));
		const wrong: [string, RegExp][] = [
			["/room/theirs", /belongs to another user/],
			["/room/open/cache", /other users may change what is in/],
			["/room/link/cache", /other users may change what is in/],
			["/etc/passwd/cache", /ENOTDIR/],
		];
		for (const [folder, words] of wrong) {
			const ran = await run(["status", "--json"], { env: { BULKHEAD_CACHE: folder } });
			expect([folder, ran.code, ran.stderr]).toEqual([folder, 5, expect.stringMatching(words)]);
			expect(json(ran)).toMatchObject({ error: { code: "STORE_FAILED", message: expect.stringMatching(words) } });
		}
	},
);

test("no variable of Node's runs code in it, and its arguments are not in the process list", async () => {
	writeFileSync(join(room, "room/evil.cjs"), "process.stdout.write('ran'); process.exit(9);");
	const evil = isRoot ? "/room/evil.cjs" : join(room, "room/evil.cjs");
	for (const NODE_OPTIONS of [`--require=${evil}`, `--import=${evil}`, "--inspect=0"]) {
		const ran = await run(["--version"], { env: { NODE_OPTIONS } });
		expect([NODE_OPTIONS, ran]).toEqual([NODE_OPTIONS, { code: 0, stdout: "0.1.0\n", stderr: "" }]);
	}
	const planted = "planted-in-the-arguments";
	let shown = "";
	await run(["serve", "--json", "--url", `postgres://u:${planted}@127.0.0.1/x`], {
		started(child) {
			child.stdout?.once("data", () => {
				shown = readFileSync(`/proc/${child.pid}/cmdline`, "latin1");
				child.kill("SIGTERM");
			});
		},
	});
	expect(shown).toContain("bulkhead");
	expect(shown).not.toContain(planted);
});
