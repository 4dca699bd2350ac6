/** The other tools themselves, for tests that let them migrate. Opt in: BULKHEAD_REAL_TOOLS=1 installs what is missing. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPackages } from "./install-packages.ts";
import { runProgram } from "./psql.ts";

export const wanted = process.env.BULKHEAD_REAL_TOOLS === "1";

/** The versions that were read for docs/other-tools.md, as far as they are to be had. */
const PACKAGES = ["dbmate@2.36.0", "node-pg-migrate@9.0.0", "pg@8.23.1"];

let folder: string | undefined;

/** Program of an npm package, installed into a folder of its own. */
export function npmTool(name: string): string {
	if (folder === undefined) {
		folder = mkdtempSync(join(tmpdir(), "bulkhead-tools-"));
		execFileSync("npm", ["install", "--silent", "--no-save", "--prefix", folder, ...PACKAGES], { stdio: "ignore" });
	}
	return join(folder, "node_modules", ".bin", name);
}

/** Why a tool of Debian's is not here; undefined when it is. As root it is installed. */
export async function missingDebianTool(program: string[], packages: string[]): Promise<string | undefined> {
	const [file = "", ...args] = program;
	const isThere = async () => (await runProgram(file, args)).code === 0;
	if (await isThere()) return undefined;
	if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return `${packages.join(", ")}: not installed`;
	try {
		installPackages(packages);
	} catch {
		return `${packages.join(", ")}: apt-get could not install it`;
	}
	return (await isThere()) ? undefined : `${packages.join(", ")}: installed, and it does not run`;
}

/** Runs it to its end; throws with what it said when it fails. */
export async function runTool(
	file: string,
	args: string[],
	options: { cwd: string; env?: Record<string, string> },
): Promise<void> {
	const { code, stdout, stderr } = await runProgram(file, args, options);
	if (code !== 0) throw new Error(`${file} ${args[0] ?? ""} ended with ${code}: ${stdout} ${stderr}`);
}
