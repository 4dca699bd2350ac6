import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandPort } from "./run-command.ts";

const { firstLine } = commandPort(async () => true);

test("a password command that does not answer in time is ended, with all that it started, and its arguments are not told", async () => {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-command-"));
	try {
		const file = join(folder, "child");
		const script = `sleep 60 & echo $! > ${file}; wait`;
		const began = performance.now();
		const failed = await firstLine(["sh", "-c", script], 500).catch((caught: unknown) => caught);
		expect(performance.now() - began).toBeLessThan(5_000);
		expect(failed).toMatchObject({
			code: "PASSWORD_NEEDED",
			message: "The password command sh did not answer within 0.5 s.",
		});
		expect(JSON.stringify(failed)).not.toContain("sleep");
		const pid = Number(readFileSync(file, "utf8"));
		await expect.poll(() => runs(pid), { timeout: 5_000 }).toBe(false);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("the first line is the password, without its end of line; what fails or says nothing is told by its code", async () => {
	expect(await firstLine(["printf", "pa55\\r\\nmore\\n"], 10_000)).toBe("pa55");
	await expect(firstLine(["sh", "-c", "echo secret; exit 3"], 10_000)).rejects.toMatchObject({
		message: "The password command sh ended with code 3.",
	});
	await expect(firstLine(["true"], 10_000)).rejects.toMatchObject({
		message: "The password command true printed nothing.",
	});
	await expect(firstLine(["no-such-program-of-ours"], 10_000)).rejects.toMatchObject({
		message: expect.stringContaining("cannot be started (ENOENT)"),
	});
});

/** A process that has ended and is not waited for yet counts as gone. */
function runs(pid: number): boolean {
	const file = `/proc/${pid}/stat`;
	if (!existsSync("/proc/self/stat")) return false;
	return existsSync(file) && !/\) Z /.test(readFileSync(file, "utf8"));
}
