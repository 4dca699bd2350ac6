/** The master password from an open descriptor: no file's name, no variable and no argument holds it. */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const launcher = fileURLToPath(new URL("../../main/hosts/cli/bulkhead.mjs", import.meta.url));
const WORD = "a master password of a test";

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-vault-fd-"));
	try {
		await use(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** `vault …` with a text behind descriptor 3, and what the variable names it. */
function vault(store: string, command: string, { text, named = "3" }: { text: string; named?: string }) {
	const file = join(store, "word");
	writeFileSync(file, text, { mode: 0o600 });
	const descriptor = openSync(file, "r");
	rmSync(file);
	const env = { ...process.env, BULKHEAD_HOME: store, BULKHEAD_MASTER_PASSWORD_FD: named };
	return new Promise<{ code: number | null; stdout: string; stderr: string }>((done, fail) => {
		const child = spawn(process.execPath, [launcher, "vault", command, "--json"], {
			env,
			stdio: ["ignore", "pipe", "pipe", descriptor],
		});
		const said = { stdout: "", stderr: "" };
		child.stdout?.on("data", (piece: Buffer) => {
			said.stdout += piece;
		});
		child.stderr?.on("data", (piece: Buffer) => {
			said.stderr += piece;
		});
		child.on("error", fail);
		child.on("close", (code) => done({ code, ...said }));
	}).finally(() => closeSync(descriptor));
}

test("BULKHEAD_MASTER_PASSWORD_FD names a descriptor whose first line is the master password, which stands in no output", () =>
	withFolder(async (store) => {
		const made = await vault(store, "create", { text: `${WORD}\r\nmore\n` });
		expect(made).toMatchObject({ code: 0 });
		expect(JSON.parse(made.stdout)).toMatchObject({ state: "open", entries: 0 });
		expect(made.stdout + made.stderr).not.toContain(WORD);
	}));

test("one that is too short, and a descriptor that is not open, are bad input without the text", () =>
	withFolder(async (store) => {
		for (const given of [{ text: "sh0rt\n" }, { text: WORD, named: "77" }, { text: WORD, named: "three" }]) {
			const { code, stdout, stderr } = await vault(store, "create", given);
			expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: { code: "BAD_INPUT" } }]);
			expect(stdout + stderr).not.toMatch(/sh0rt|a master password/);
		}
	}));
