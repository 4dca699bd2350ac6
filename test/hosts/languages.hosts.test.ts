import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withSet } from "../helpers/bulkhead.ts";
import { withDatabase } from "../helpers/postgres.ts";
import { type CliRun, runCli } from "../helpers/run-cli.ts";

const set = {
	"001_tenants.sql": "CREATE TABLE tenants (id int PRIMARY KEY, name text, slug text UNIQUE);",
	"002_orders.sql": "CREATE TABLE orders (id int PRIMARY KEY, tenant_id int REFERENCES tenants);",
	"verify/002_orders.sql": "SELECT id FROM orders WHERE tenant_id IS NULL;",
	"rollback/002_orders.sql": "DROP TABLE orders;",
};

/** Nothing of the machine's own language: what a test gives is all there is. */
const locale = (lang: string) => ({ BULKHEAD_LANG: "", LC_ALL: "", LC_MESSAGES: "", LANG: lang });
const languages = ["C.UTF-8", "fr_FR.UTF-8", "ar_DZ.UTF-8"];

type Run = (lang: string, ...args: string[]) => Promise<CliRun>;

async function onServer(use: (run: Run, script: (sql: string) => Promise<unknown>) => Promise<void>): Promise<void> {
	await withDatabase((database) =>
		withSet(set, async (folder) => {
			const store = mkdtempSync(join(tmpdir(), "bulkhead-languages-"));
			const run: Run = (lang, ...args) =>
				runCli(store, [...args, "--url", database.url, "--migrations", folder], { env: locale(lang) });
			try {
				await use(run, (sql) => database.script(sql));
			} finally {
				rmSync(store, { recursive: true });
			}
		}),
	);
}

/** One after the other: they share a store. */
const inEach = async (run: Run, ...args: string[]): Promise<CliRun[]> => {
	const runs: CliRun[] = [];
	for (const lang of languages) runs.push(await run(lang, ...args));
	return runs;
};

const codes = (runs: CliRun[]): (number | null)[] => [...new Set(runs.map(({ code }) => code))];
/** How long something took is another each time. */
const timeless = (text: string): string => text.replaceAll(/"(ms|latencyMs)":[\d.]+/g, '"$1":0');

test("--json is the same to the byte in every language, for answers and for errors, and so is the exit code", () =>
	onServer(async (run) => {
		expect((await run("fr_FR.UTF-8", "migrate", "--json")).code).toBe(0);
		const commands = [
			["status", "--checks", "--json"],
			["history", "--json"],
			["migrate", "--json"],
			["certificates", "show", "1", "--json"],
			["finish", "--json", "--check"],
			["isolation", "doctor", "--json"],
			["tenancy", "--json"],
			["vault", "--json"],
			["tenants", "show", "nobody", "--json"],
			["certificates", "show", "77", "--json"],
			["verify", "nine", "--json"],
			["rollback", "002", "--reason", "why", "--json"],
			["no-such-command", "--json"],
		];
		for (const args of commands) {
			const runs = await inEach(run, ...args);
			expect([args, codes(runs).length]).toEqual([args, 1]);
			expect([args, [...new Set(runs.map(({ stdout }) => timeless(stdout)))]]).toEqual([
				args,
				[timeless(runs[0]?.stdout ?? "")],
			]);
			// What a program writes to a log is in one language too.
			expect([args, new Set(runs.map(({ stderr }) => stderr)).size]).toEqual([args, 1]);
		}
	}));

test("people are spoken to in their language, with the same exit code; English is as it was", () =>
	onServer(async (run) => {
		const before = await inEach(run, "status");
		expect(codes(before)).toEqual([0]);
		expect(before[0]?.stdout).toMatch(/^ID {3}NAME {5}STATE {4}APPLIED AT {2}BY {2}CHECKS$/m);
		expect(before[0]?.stdout).toMatch(/^2 pending$/m);
		expect(before[1]?.stdout).toMatch(/^ID {3}NOM {6}ÉTAT/m);
		expect(before[1]?.stdout).toContain("2 en attente");
		expect(before[2]?.stdout).toContain("2 معلّق");

		const applied = await run("C", "migrate");
		expect(applied.stdout).toMatch(/^applied 001 \(1 statements, \d+ ms\)$/m);
		expect(applied.stderr).toContain("Applying 001 tenants (1 of 2)");
		const rolledBack = await run("fr_FR.UTF-8", "rollback", "002", "--reason", "pour voir", "--yes");
		expect(rolledBack.code).toBe(0);
		expect(rolledBack.stderr).toContain("annulera 002 orders");
		expect(rolledBack.stdout).toMatch(/^002 annulée \(\d+ ms\)$/m);
		const again = await run("ar", "migrate");
		expect(again.stdout).toMatch(/^طُبِّق 002 \(تعليمة واحدة، \d+ ms\)$/m);
		expect(again.stderr).toContain("تطبيق 002 orders (1 من 1)");

		for (const args of [["verify"], ["history"], ["certificates"], ["finish"], ["isolation", "barrier"], ["vault"]]) {
			const runs = await inEach(run, ...args);
			expect([args, codes(runs).length]).toEqual([args, 1]);
			expect([args, new Set(runs.map(({ stdout }) => stdout)).size]).toEqual([args, 3]);
		}
	}));

test("errors and their next steps are told in each language, whoever made them; the code stays the code", () =>
	onServer(async (run) => {
		const usage = await inEach(run, "verify", "nine");
		expect(codes(usage)).toEqual([2]);
		expect(usage.map(({ stderr }) => stderr)).toEqual([
			"BAD_USAGE: nine is no migration's number.\n  next: A migration is named by its number, for example 006; `bulkhead status` lists them.\n",
			"BAD_USAGE: nine n’est pas un numéro de migration.\n  que faire : Une migration se nomme par son numéro, par exemple 006 ; `bulkhead status` les liste.\n",
			"BAD_USAGE: nine ليس رقم ترحيل.\n  الخطوة التالية: يُسمّى الترحيل برقمه، مثل 006؛ ويسردها `bulkhead status`.\n",
		]);
		const [, french, arabic] = await inEach(run, "verify", "009");
		expect(french).toMatchObject({ stderr: expect.stringContaining("Il n’y a pas de migration 009.") });
		expect(arabic).toMatchObject({ stderr: expect.stringContaining("لا ترحيل 009.") });
		await run("C", "migrate");
		const asked = await inEach(run, "rollback", "001", "--reason", "x");
		expect(codes(asked)).toEqual([7]);
		expect(asked[0]?.stderr).toContain("  - 001 has no rollback file: add ");
		expect(asked[1]?.stderr).toContain("  - 001 n’a pas de fichier d’annulation : ajoutez ");
		expect(asked[2]?.stderr).toContain("  - لا ملف تراجع للترحيل 001: أضف ");
	}));

test("what is kept is English, in whatever language it was done", () =>
	onServer(async (run) => {
		await run("ar", "migrate");
		await run("fr", "rollback", "002", "--reason", "raison à moi", "--yes");
		const history = JSON.stringify((await run("C", "history", "--json")).json);
		expect(history).toContain('"event":"rollback"');
		expect(history).toContain("raison à moi");
		const audit = (await run("C", "audit", "--json")).stdout;
		const certificate = (await run("C", "certificates", "show", "latest", "--json")).stdout;
		expect(audit + certificate + history).not.toMatch(/\p{Script=Arabic}|annul/u);
	}));

test("--lang comes first, then BULKHEAD_LANG, LC_ALL, LC_MESSAGES and LANG; what is not known is English", async () => {
	const store = mkdtempSync(join(tmpdir(), "bulkhead-languages-"));
	const told = async (args: string[], env: Record<string, string>) => {
		const { stdout } = await runCli(store, ["vault", "--help", ...args], { env: { ...locale(""), ...env } });
		return /Utilisation/.test(stdout)
			? "fr"
			: /الاستعمال/.test(stdout)
				? "ar"
				: /^Usage: /.test(stdout)
					? "en"
					: stdout;
	};
	try {
		const all = { LANG: "fr", LC_MESSAGES: "fr", LC_ALL: "fr", BULKHEAD_LANG: "ar" };
		expect(await told(["--lang", "en"], all)).toBe("en");
		expect(await told(["--lang=fr"], all)).toBe("fr");
		expect(await told([], all)).toBe("ar");
		expect(await told([], { ...all, BULKHEAD_LANG: "" })).toBe("fr");
		expect(await told([], { LC_MESSAGES: "ar_DZ.UTF-8", LANG: "fr" })).toBe("ar");
		expect(await told([], { LANG: "fr_FR.UTF-8" })).toBe("fr");
		expect(await told([], { LC_ALL: "C", LANG: "fr" })).toBe("en");
		expect(await told([], { LANG: "de_DE.UTF-8" })).toBe("en");
		expect(await told(["--lang", "tlh"], { LANG: "fr" })).toBe("en");
		expect(await told([], {})).toBe("en");
	} finally {
		rmSync(store, { recursive: true });
	}
});
