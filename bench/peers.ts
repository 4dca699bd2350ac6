/** The other runners: where they are, in which version, and how each is called by its documentation. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Peers {
	/** Folder of the npm packages; undefined when npm could not bring them. */
	modules: string | undefined;
	psql: string | undefined;
	sqitch: string | undefined;
	/** Name and version of each that is there. */
	versions: Map<string, string>;
}

const folder = join(import.meta.dirname, "peers");
const modules = join(folder, "node_modules");

/** dbmate's program itself, without the script that npm puts before it. */
export const dbmateBinary = (found: string): string =>
	join(found, `@dbmate/${process.platform}-${process.arch}/bin/dbmate`);

/** Brings what is missing: packages of npm beside the bench, and as root on Debian sqitch and psql. */
export function bringPeers(say: (line: string) => void): Peers {
	const found = bringPackages(say);
	for (const [program, packages] of debian) if (!versionOf(program)) installDebian(program, packages, say);
	const versions = new Map<string, string>();
	for (const name of ["dbmate", "node-pg-migrate", "graphile-migrate"]) {
		if (found) versions.set(name, packageVersion(found, name));
	}
	const [psql, sqitch] = [versionOf("psql"), versionOf("sqitch")];
	if (psql) versions.set("psql", psql);
	if (sqitch) versions.set("Sqitch", sqitch);
	return { modules: found, psql: psql && "psql", sqitch: sqitch && "sqitch", versions };
}

function bringPackages(say: (line: string) => void): string | undefined {
	const wanted = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).dependencies as Record<string, string>;
	const isThere = ([name, version]: [string, string]) =>
		existsSync(join(modules, name, "package.json")) && packageVersion(modules, name) === version;
	if (!Object.entries(wanted).every(isThere)) {
		say("installing dbmate, node-pg-migrate and graphile-migrate beside the bench");
		// The caller's npm would hand down its own project by its variables.
		const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_package_")));
		const args = ["install", "--prefix", folder, "--no-package-lock", "--no-audit", "--no-fund", "--silent"];
		spawnSync("npm", args, {
			cwd: folder,
			env,
			stdio: ["ignore", "ignore", "inherit"],
			shell: process.platform === "win32",
		});
	}
	return Object.entries(wanted).every(isThere) ? modules : undefined;
}

function packageVersion(found: string, name: string): string {
	return (JSON.parse(readFileSync(join(found, name, "package.json"), "utf8")) as { version: string }).version;
}

const debian: [program: string, packages: string[]][] = [
	["psql", ["postgresql-client"]],
	["sqitch", ["sqitch", "libdbd-pg-perl"]],
];

function installDebian(program: string, packages: string[], say: (line: string) => void): void {
	if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
	say(`installing ${program} from Debian's packages`);
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	const apt = (...args: string[]) =>
		spawnSync("apt-get", ["-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
	if (!apt("install", "-y", "--no-install-recommends", ...packages)) {
		apt("update");
		apt("install", "-y", "--no-install-recommends", ...packages);
	}
}

/** The first number that looks like a version; undefined when the program is not there. */
function versionOf(program: string): string | undefined {
	const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
	return status === 0 ? (/\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? "unknown") : undefined;
}
